package prose

import (
	"strings"
	"sync"
)

// monthNames are the names of the twelve months as they stand in dates, in the
// languages of Europe; a month's are separated by spaces. Marks on letters do not
// count.
var monthNames = [][12]string{
	{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"},
	{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	{"januar jänner", "februar feber", "märz maerz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"},
	{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
	{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre setiembre", "octubre", "noviembre", "diciembre"},
	{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
	{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"},
	{"gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre", "novembre", "desembre"},
	{"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"},
	{"styczeń stycznia", "luty lutego", "marzec marca", "kwiecień kwietnia", "maj maja", "czerwiec czerwca", "lipiec lipca", "sierpień sierpnia", "wrzesień września", "październik października", "listopad listopada", "grudzień grudnia"},
	{"ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie"},
	{"leden ledna", "únor února", "březen března", "duben dubna", "květen května", "červen června", "červenec července", "srpen srpna", "září", "říjen října", "listopad listopadu", "prosinec prosince"},
	{"január januára", "február februára", "marec marca", "apríl apríla", "máj mája", "jún júna", "júl júla", "august augusta", "september septembra", "október októbra", "november novembra", "december decembra"},
	{"január", "február", "március", "április", "május", "június", "július", "augusztus", "szeptember", "október", "november", "december"},
	{"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"},
	{"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"},
	{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"},
	{"janúar", "febrúar", "mars", "apríl", "maí", "júní", "júlí", "ágúst", "september", "október", "nóvember", "desember"},
	{"tammikuu tammikuuta", "helmikuu helmikuuta", "maaliskuu maaliskuuta", "huhtikuu huhtikuuta", "toukokuu toukokuuta", "kesäkuu kesäkuuta", "heinäkuu heinäkuuta", "elokuu elokuuta", "syyskuu syyskuuta", "lokakuu lokakuuta", "marraskuu marraskuuta", "joulukuu joulukuuta"},
	{"jaanuar", "veebruar", "märts", "aprill", "mai", "juuni", "juuli", "august", "september", "oktoober", "november", "detsember"},
	{"siječanj siječnja", "veljača veljače", "ožujak ožujka", "travanj travnja", "svibanj svibnja", "lipanj lipnja", "srpanj srpnja", "kolovoz kolovoza", "rujan rujna", "listopad listopada", "studeni studenoga studenog", "prosinac prosinca"},
	{"januarja", "februarja", "marca", "aprila", "maja", "junija", "julija", "avgust avgusta", "septembra", "oktobra", "novembra", "decembra"},
	{"januara", "februara", "marta", "aprila", "maja", "juna", "jula", "avgusta", "septembra", "oktobra", "novembra", "decembra"},
	{"sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio", "liepos", "rugpjūčio", "rugsėjo", "spalio", "lapkričio", "gruodžio"},
	{"janvāris janvārī", "februāris februārī", "marts martā", "aprīlis aprīlī", "maijs maijā", "jūnijs jūnijā", "jūlijs jūlijā", "augusts augustā", "septembris septembrī", "oktobris oktobrī", "novembris novembrī", "decembris decembrī"},
	{"janar", "shkurt", "mars", "prill", "maj", "qershor", "korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor"},
	{"ιανουαρίου ιανουάριος", "φεβρουαρίου φεβρουάριος", "μαρτίου μάρτιος", "απριλίου απρίλιος", "μαΐου μάιος", "ιουνίου ιούνιος", "ιουλίου ιούλιος", "αυγούστου αύγουστος", "σεπτεμβρίου σεπτέμβριος", "οκτωβρίου οκτώβριος", "νοεμβρίου νοέμβριος", "δεκεμβρίου δεκέμβριος"},
	{"януари января січня", "февруари февраля лютого", "март марта березня", "април апреля квітня", "май мая травня", "юни июня червня", "юли июля липня", "август августа серпня", "септември сентября вересня", "октомври октября жовтня", "ноември ноября листопада", "декември декабря грудня"},
	{"jan janv", "feb fev febr", "mar mrz mrt", "apr avr abr", "", "jun", "jul juil", "aug ago", "sep sept set", "oct okt out ott", "nov", "dec dez dic des"},
}

// everydayWords are abbreviations and names of months that mean something else too:
// they count only with a day before them.
const everydayWords = "mar set out ago des dic marco mart fev luty sep maj jul"

// unsureMonth stands for a name that is one month in one language and another in
// another, as listopad is.
const unsureMonth = -1

// monthTable leads from a name, folded, to its month, 1 to 12 or unsureMonth.
type monthTable struct {
	number   map[string]int
	everyday map[string]bool
}

var monthsByName = sync.OnceValue(func() monthTable {
	t := monthTable{map[string]int{}, map[string]bool{}}
	for _, names := range monthNames {
		for i, forms := range names {
			for form := range strings.FieldsSeq(forms) {
				name := fold(form)
				if known, ok := t.number[name]; ok && known != i+1 {
					t.number[name] = unsureMonth
					continue
				}
				t.number[name] = i + 1
			}
		}
	}
	for word := range strings.FieldsSeq(everydayWords) {
		t.everyday[word] = true
	}
	return t
})
