package prose

// A tongue is a language with what gives it away.
type tongue struct {
	tag string // BCP 47
	// named is false for a language that is known only so that it is not taken for
	// a neighbour: it is told as another language.
	named bool
	// words are those that stand in nearly every text, and those of universities and
	// offices. One that several languages have counts for each of them a part.
	words string
	// letters stand in its words and in few others'; ends are ends of its words.
	letters, ends string
	near          string // the tag of a language with which it has most words in common
}

// tongues are the languages that are told apart.
var tongues = []tongue{
	{"en", true, `the of and to in is that for it as was with be by on not he this are or his from at which but have an had they you were her all
she there would their we him been has when who will more no if out so said what up its about into than them can only other new some could time these two may then
do first any my now such like our over man me even most made after also did many before must through years where much your way well down should because each just those
how too little state good very make world still own see men work long get here between both life being under never day same another know while last might us great old year
off come since against go came right used take three during certifies certify hereby student university degree enrolled academic has been awarded course courses studies study
issued examination faculty following completed successfully programme full-time semester board please date held grade whether upon within without during per shall whom whose above below
until every however`, "", "ing tion ght ough ness ship", ""},
	{"fr", true, `le la les un une des du de et est en que qui dans pour pas au sur ne se ce il elle sont avec par plus son sa ses aux ou mais nous vous je
on cette ces leur leurs lui y été être a ont était fait comme tout tous toute toutes bien sans peut dont aussi où deux même entre donc si très après
avant encore depuis ainsi lors afin chez sous vers car autres autre cet notre votre mon ma mes nos vos soit ayant auprès étudiant étudiante université année études étude
diplôme certifie certifions atteste attestons inscrit inscrite régulièrement présente présent soussigné soussignée délivré délivrée formation première né née faculté licence relevé
notes semestre examen examens obtenu obtenue cours réussi stage mention inscription scolarité
d l qu n s c j jusqu quel quelle quelles jour jours lequel laquelle moins peu beaucoup toujours jamais rien celui celle ceux quand chaque pendant contre suivant`, "êœëùîôûâ", "tion eux aux ement ité eur oir ique", ""},
	{"de", true, `der die das und ist in den von zu mit sich des auf für nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind
noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei gegen wenn können dem ihre seine ihr wir ich unter diese dieser
dieses schon zwischen immer sehr hier doch kein keine alle beim ohne muss soll seit während sowie im vom hiermit bescheinigen bescheinigt bescheinigung frau herr studium studierende
studierender studentin student universität hochschule semester geboren ordentliche eingeschrieben immatrikuliert zeugnis prüfung prüfungen note gut studiengang fakultät ausgestellt
abschluss grad verliehen folgende sowie beziehungsweise jahr jahre tag worden ihrem ihren ihrer sehr gemäß laut unser unsere uns mich dir wo was wer welche jeder jede etwas
wintersemester sommersemester angaben datum ab bzw gültig dann damit dort denn weil kann konnte würde`, "ßäöü", "ung keit heit schaft lich isch chen ungen tät", ""},
	{"nl", true, `de het een en van ik te dat die in is niet zijn op met voor er aan om hij heeft hebben als ook werd bij ze uit door maar naar dan over nog
wordt worden deze dit of zich zij wel geen hun heb kan kunnen was waren meer al tot onder tussen tegen zal zou moet moeten veel alle wij we je u uw ons onze
men zo haar hem mijn toen omdat waar wat wie welke sinds tijdens ter ten hierbij verklaart verklaren ingeschreven studie opleiding universiteit hogeschool jaar academiejaar studiejaar
getuigschrift diploma behaald geboren faculteit examen examens rector student studente studiepunten graad mevrouw heer verleend uitgereikt vak vakken zonder na eerste twee
elke elk iedere bewijs volgens eerder altijd iets niets nooit weer daar hier samen goed nu toe af zowel evenals binnen`, "", "heid ij lijk ijk aar sch isch teit ende oor aan een", ""},
	{"it", true, `il lo la i gli le un uno una di a da in con su per tra fra e è che non si del della dei delle dello degli al alla ai alle dal dalla nel nella
nei nelle sul sulla sono ha hanno era essere anche come più ma questo questa questi se o ed ad cui chi suo sua suoi sue loro ci ne lei lui noi voi io già dopo
prima stato stata stati stesso stessa ogni dove quando perché così molto tutti tutto tutte quello quella certifica certificato studente studentessa università laurea iscritto iscritta
corso anno esame esami nata presso facoltà titolo conseguito rilasciato accademico studi seguente seguenti voto votazione segreteria sottoscritto dichiara dell all nell sull
dall d l un presente essa esso due primo quale quali nonché ovvero mentre senza durante solo ancora sempre abbiamo viene ore giorno`, "òìù", "zione zioni ità mente ezza aggio etto ato ata", ""},
	{"es", true, `el la los las un una unos unas de del a al en y o que es por con para no se su sus lo como más pero le ha han este esta estos estas son fue ser
está están entre cuando muy sin sobre también me hasta hay donde quien desde todo todos todas nos durante uno les ni contra otros ese eso ante ellos e esto mí antes algunos
qué él tanto esa mucho nada poco ella otra otro cual sea ya si porque sido alumno alumna estudiante universidad curso título certifica matriculado matriculada facultad grado
estudios año académico examen exámenes calificación superado nacido nacida expedido obtenido secretaría primer dos segundo tiene tienen hace hacer puede según mediante siguiente siguientes
mismo cada así nuestra nuestro aunque mientras bajo fecha asignatura asignaturas constar efectos presente firma días`, "ñ¿¡", "ción ciones dad miento ido ado ente anza", ""},
	{"pt", true, `o a os as um uma uns umas de do da dos das em no na nos nas e que é por com para não se ao aos à às pelo pela pelos pelas mais como mas foi
são ser está sua seu seus suas este esta estes estas isso isto ele ela eles elas também já ou quando muito sem sobre até entre depois há onde quem mesmo tem têm era
eu você nós lhe num numa dois duas cada ainda só qual quais pode podem desde durante certifica declara aluno aluna estudante universidade faculdade curso licenciatura grau ano
letivo lectivo inscrito inscrita matriculado matriculada exame exames nascido nascida emitido obtido concluiu aprovado classificação seguinte seguintes conforme portador secretaria disciplina
disciplinas efeitos devidos presente valores todos todas outro outra outros assim então porque foram tinha data`, "ãõ", "ção ções dade mento ões inho eira agem", ""},
	{"tr", true, `ve bir bu da de için ile olarak olan çok daha sonra kadar gibi en o ne var ki ama her mi mı ise veya ya değil ancak tarafından üzere göre göstermek
ben sen biz siz onlar onun bunun şu hem diye bile artık hiç önce yok olduğu oldu olur etti eden edilen yapılan ilgili belge belgesi öğrenci öğrencisi öğrencinin üniversitesi üniversite
fakültesi fakülte bölümü bölüm tarihinde tarih tarihi yılı yıl eğitim öğretim kayıtlı mezun lisans yüksek diploma diploması adı soyadı doğum yeri sınav not dönem yarıyıl
rektör verilmiştir edilmiştir sayın aşağıda yukarıda arasında içinde üzerinde kendi iki ilk son gün zaman iyi yeni büyük bütün tüm bazı diğer`, "ğışİ", "lar ler ları leri ında inde ından inden dır dir tır mıştır miştir masi ması mesi", ""},
	{"pl", true, `i w z na do się jest nie że to jak o po co a za od przez oraz dla tym przy są był była było być ma tego ich jego jej ale tak już tylko może który
która które których którego ze także lub czy pod nad jako być zostać został została zostały roku roku rok lat lata dnia dzień pani pan studia studiów student studentka studentem studentką
studiach uniwersytet uniwersytetu uczelni wydział wydziału zaświadczenie zaświadcza świadectwo dyplom dyplomu kierunku kierunek stopnia stopień ukończył ukończyła urodzony urodzona semestr
egzamin egzaminy ocena wynikiem wydane niniejszym potwierdza się u we mnie mi my wy ten ta te tej tych temu bardzo jeszcze gdzie kiedy kto każdy wszystkie bez między przed
nr ur imię nazwisko data poniżej powyżej akademicki akademickim letnia pierwszego drugiego które podczas ponieważ gdy aby`, "ąęłżźśćń", "ego ych ość ania enie anie owy owa nych iej ów ską cie", ""},
	{"ro", true, `și si de la în in a cu pe nu să este sunt din pentru care ce mai un o al ale ai lui au fost prin sau dar că ca după până între fără despre către sub ei
lor el ea eu noi voi acest această aceste acestea acestui fi era avea are am ați foarte numai doar când unde cum toate tot toți orice fiecare prezenta adeverință adeverește diploma
student studentă studentul studentei facultatea facultății universitatea universității anul anului universitar examen licență născut născută data eliberat obținut absolvit semestrul domnul
doamna rector decan următoarele cadrul conform privind prezentul fiind dintre cele cel cea două doi prima primul timp ani zile mult bine astfel iar deci chiar dacă încă`, "ășțţ", "ului ilor lor ție ții tate ează ește urile area", ""},
	{"cs", true, `a v se na je že s z do o to i ve jako za pro by po od k podle jsou byl byla bylo být ale které který která jeho její jejich nebo při také tak jen
až však už ze mezi ještě pod před bez není jsme byly aby když kde co kdo tento tato toto této tohoto tím jak ke u si mu mi být bude budou má mají roku rok studium studia
student studentka univerzita univerzity fakulta fakulty obor oboru osvědčení potvrzení vysvědčení zkouška zkoušky zkoušku narozen narozena dne titul stupeň ročník semestr
akademický akademickém prospěchem absolvoval absolvovala vydáno potvrzuje uvedený uvedená všechny všech každý první druhý velmi nové potom proto protože který dva let`, "řěů", "ého ých ost ění ání ské ský ická ému ově", ""},
	{"sk", false, `a v sa na je že s z do o to i vo ako za pre by po od k podľa sú bol bola bolo byť ale ktoré ktorý ktorá jeho jej ich alebo pri aj tak len až však už zo medzi
ešte pod pred bez nie sme boli aby keď kde čo kto tento táto toto tejto tohto tým bude budú má majú roku rok štúdium štúdia študent študentka univerzita fakulta odbor osvedčenie potvrdenie
vysvedčenie skúška skúšky narodený narodená dňa akademický každý prvý veľmi preto pretože ktorej ktorého všetky`, "ľĺŕ", "ého ých osť enie anie ské ský ícia", "cs"},
	{"hu", true, `a az és hogy nem is egy ez volt van meg de csak már még mint el ki be fel azt ezt vagy ha sem aki ami amely majd kell lehet után alatt között szerint
által minden más több nagyon így úgy itt ott mert ő ők én te mi ti ezek azok való lett lesz lenni pedig illetve valamint egyetem egyetemi egyetemen hallgató hallgatója kar karán szak szakon
félév tanév oklevél oklevelet igazolás igazolja igazoljuk vizsga vizsgát született született születési tanulmányait tanulmányi végzett fokozat alulírott hely idő kelt napján évben év
hónap két első második jelen következő részére részt ahol amikor ezért köszönjük`, "őű", "ban ben nak nek val vel ság ség ból ből tól től hoz hez ott ett ása ése", ""},
	{"da", true, `og i at det er en den til som på de med for han af ikke der var et har om jeg vi fra hun sig man kan skal blev efter eller men havde ved også ud over
sin deres ind når være mere nu så end mod hvor da alle under meget op hvad kun mellem både uden blive bliver dette denne disse hans hendes nogle noget andre selv hvis siden før
meddeles hermed studerende uddannelse uddannelsen universitet universitetet studiet bachelor eksamen bestået indskrevet optaget født bevis eksamensbevis fakultet karakter år året
semester følgende samt ifølge givet bekræftes bekræfter ligger gerne to første afsluttet består indtil fordi`, "æø", "else elsen erne hed ede ning ningen ligt tion", ""},
	{"nb", false, `og i det er en den til som på de med for han av ikke der var et har om jeg vi fra hun seg man kan skal ble etter eller men hadde ved også ut over
sin deres inn når være mer nå så enn mot hvor da alle under meget opp hva bare mellom både uten bli blir dette denne disse hans hennes noen noe andre selv hvis siden før
studenten utdanning utdanningen universitet universitetet studiet bekreftelse bekrefter eksamen bestått tatt opp født vitnemål fakultet karakter år året
semester følgende samt ifølge gitt herved to første fullført består fordi`, "æø", "else elsen ene het ede ning ningen lig sjon", "da"},
	{"sv", true, `och i att det som en på är av för med till den har de inte om ett han men var jag vi från hon sig man kan ska skall blev efter eller hade vid också ut
över sin deras in när vara mer nu så än mot där då alla under mycket upp vad bara mellan både utan bli blir detta denna dessa hans hennes några något andra själv sedan före innan
härmed intygas intyg studerande student studenten utbildning utbildningen universitet universitetet högskola högskolan examen kurs kurser kursen poäng högskolepoäng godkänd antagen
registrerad född betyg fakultet år året termin terminen följande samt enligt utfärdat avlagt två första avslutat består eftersom vilket vilka genom varje någon`, "åäö", "ning ningen het arna erna ligt else tion ade ande", ""},
	{"fi", false, `ja on ei että se hän oli joka mutta myös kuin ovat sen tai niin kun hänen mukaan jos vain jo sekä kanssa ole voi olla mitä tämä tässä tämän jonka ne
yliopisto yliopiston opiskelija tutkinto todistus suorittanut läsnä lukuvuosi syntynyt arvosana opinnot opintojen kurssi tiedekunta vuonna hyvin kaikki sitten siitä sille ennen jälkeen
kuitenkin välillä ilman voidaan asti mikä missä minä sinä me te he`, "äö", "ssa ssä sta stä lla llä lta ltä lle nen iin ista een uus ys aan", ""},
	{"hr", false, `i u je da se na za su od s o iz kao koji koja koje ne to ali bi ili nije sam te do po pri prema što biti bio bila bilo jer nakon prije između kod
ima može sve ovaj ova ovo taj već samo godine godina sveučilište student studentica studija fakultet potvrda diploma ispit rođen rođena upisan upisana akademske dana ocjena njegov njezin
tijekom gdje kada mnogo bez`, "đ", "nje ije ost cija ski ska skog nog ima", ""},
	{"sl", false, `in je v na da se za so z s o ki ne pa bi po od do kot ali to pri iz tudi bil bila bilo biti še že med ima lahko kot ker ta ti te leta leto univerza
študent študentka fakulteta potrdilo diploma izpit rojen rojena vpisan vpisana študij študija dne ocena njegov njen kjer kadar vse zelo brez pred nad pod sem smo`, "", "nje ost cija ski ska ega emu ih imi", ""},
	{"ca", false, `el la els les un una de del dels a al als en i o que és per amb no es ha han aquest aquesta aquests són va ser més com però seu seva seus
també quan entre on fins sense sobre tot tots totes molt altres des estudiant universitat facultat curs grau títol ha estat matriculat matriculada l d n s hi cada dos
certifica any estudis acadèmic segons mateix aquestes`, "", "ció cions tat ment ada", ""},
	{"la", false, `et in est non ad ut cum ex qui quae quod sed si per ab de atque aut eius nos vos sunt esse fuit hoc haec hic ille omnibus omnes autem enim nec neque quam sic
pro post ante inter sub universitas universitatis studiorum rector anno domini die mensis gradum doctoris magistri baccalaurei facultate facultatis litteris litteras huius nostrae
nostri lorem ipsum dolor sit amet consectetur adipiscing elit eiusmod tempor incididunt labore dolore magna aliqua nulla quis vel vitae eget sed nec ac`, "", "ibus orum arum tur us um ae is ium ens unt", ""},
	{"lt", false, `ir yra kad į su iš tai o kaip ne bet jo jos už apie buvo nuo iki po ar šis ši universitetas universiteto studentas studentė studijų diplomas metų metais
data gimęs gimusi fakultetas pažyma taip pat prie tik jau gali būti kurie kuris kuri`, "ėųįū", "as is us os ių ai ais", ""},
	{"lv", false, `un ir ka no ar uz par kas kā tas tā tiek bija pēc līdz vai arī bet ne tikai šis šī universitāte universitātes students studente studiju diploms gada gadā datums
dzimis dzimusi fakultāte izziņa var būt kurš kura kuri pie lai jau vairāk`, "āēīūņļķģ", "as is us šana ījums", ""},
	{"et", false, `ja on ei et see ta oli kes mis aga ka kui või ning nii oma kuid siis veel juba ülikool ülikooli üliõpilane diplom aasta aastal sündinud teaduskond tõend
õppekava õpingud järgi pärast enne vahel ainult kõik väga olema olnud mitte selle seda tema nende`, "õ", "sse ast ele elt iga mine use", ""},
	{"sq", false, `dhe në të e një i për me nga që është si ka janë por nuk se më kjo ky ose ishte kanë duke mund deri pas para mes universiteti universitetit student studenti
studentja fakulteti diploma viti vitit akademik data lindur certifikatë provim regjistruar`, "ë", "imit ave esë ohet eve", ""},
}
