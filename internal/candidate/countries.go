package candidate

import "strings"

// countries are the officially assigned codes of ISO 3166-1 alpha-2, as in the
// tz database's iso3166.tab. Names, which change more often, stand in i18n.
const countries = "" +
	"AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE " +
	"BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD " +
	"CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM " +
	"DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF " +
	"GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU " +
	"ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN " +
	"KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME " +
	"MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA " +
	"NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM " +
	"PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI " +
	"SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK " +
	"TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI " +
	"VN VU WF WS YE YT ZA ZM ZW"

// meant are codes that people write for the one they mean: the European Union
// itself writes EL and UK.
var meant = map[string]string{"EL": "GR", "UK": "GB"}

// IsCountry reports whether code is an ISO 3166-1 alpha-2 code, in capitals.
func IsCountry(code string) bool {
	return len(code) == 2 && !strings.Contains(code, " ") && strings.Contains(countries, code)
}

// Countries returns every ISO 3166-1 alpha-2 code, sorted.
func Countries() []string { return strings.Fields(countries) }

// SuggestCountry returns the code that a person who wrote code may have meant,
// or "".
func SuggestCountry(code string) string {
	upper := strings.ToUpper(code)
	if known := meant[upper]; known != "" {
		return known
	}
	if IsCountry(upper) {
		return upper
	}
	return ""
}
