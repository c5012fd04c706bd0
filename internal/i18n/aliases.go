package i18n

// aliases are the names of countries under which people look for them beside
// those in translations/: older names, everyday ones, and what the members of
// NATO call themselves.
var aliases = []struct {
	code  string
	names []string
}{
	{"AE", []string{"UAE", "Emirates", "EAU", "Émirats"}},
	{"AL", []string{"Shqipëria"}},
	{"AT", []string{"Österreich"}},
	{"BA", []string{"Bosnia", "Bosnie", "Bosnia-Herzegovina", "Bosnie-et-Herzégovine"}},
	{"BE", []string{"België", "Belgien"}},
	{"BF", []string{"Upper Volta", "Haute-Volta"}},
	{"BG", []string{"Bulgariya", "България"}},
	{"BJ", []string{"Dahomey"}},
	{"BN", []string{"Brunei Darussalam"}},
	{"BY", []string{"Bélarus", "Byelorussia", "Belorussia", "White Russia"}},
	{"CD", []string{"DR Congo", "DRC", "RDC", "Democratic Republic of the Congo", "République démocratique du Congo", "Zaire", "Congo-Kinshasa", "Zaïre"}},
	{"CF", []string{"Centrafrique", "Central Africa"}},
	{"CG", []string{"Congo", "Republic of the Congo", "République du Congo", "Congo-Brazzaville"}},
	{"CI", []string{"Ivory Coast"}},
	{"CN", []string{"People’s Republic of China", "République populaire de Chine", "PRC"}},
	{"CV", []string{"Cape Verde", "Cabo Verde"}},
	{"CZ", []string{"Czech Republic", "République tchèque", "Česko", "Česká republika"}},
	{"DE", []string{"Deutschland", "Federal Republic of Germany", "République fédérale d’Allemagne", "West Germany", "Allemagne de l’Ouest", "East Germany", "Allemagne de l’Est", "GDR", "DDR", "RDA", "FRG", "RFA"}},
	{"DK", []string{"Danmark"}},
	{"EE", []string{"Eesti"}},
	{"ES", []string{"España"}},
	{"ET", []string{"Abyssinia", "Abyssinie"}},
	{"FI", []string{"Suomi"}},
	{"FK", []string{"Malvinas", "Îles Falkland"}},
	{"FM", []string{"Federated States of Micronesia", "États fédérés de Micronésie"}},
	{"GB", []string{"UK", "Great Britain", "Grande-Bretagne", "Britain", "England", "Angleterre", "Scotland", "Écosse", "Wales", "Pays de Galles", "Northern Ireland", "Irlande du Nord", "United Kingdom of Great Britain and Northern Ireland", "Royaume-Uni de Grande-Bretagne et d’Irlande du Nord"}},
	{"GR", []string{"Hellas", "Ellada", "Ελλάδα", "Hellenic Republic"}},
	{"HR", []string{"Hrvatska"}},
	{"HU", []string{"Magyarország"}},
	{"IE", []string{"Éire", "Republic of Ireland", "République d’Irlande"}},
	{"IR", []string{"Islamic Republic of Iran", "Persia", "Perse"}},
	{"IS", []string{"Ísland"}},
	{"IT", []string{"Italia"}},
	{"KG", []string{"Kirghizia", "Kirghizie", "Kyrgyz Republic"}},
	{"KH", []string{"Kampuchea"}},
	{"KP", []string{"DPRK", "Democratic People’s Republic of Korea", "République populaire démocratique de Corée"}},
	{"KR", []string{"Republic of Korea", "République de Corée"}},
	{"KZ", []string{"Kazakstan"}},
	{"LA", []string{"Lao People’s Democratic Republic"}},
	{"LK", []string{"Ceylon", "Ceylan"}},
	{"LT", []string{"Lietuva"}},
	{"LU", []string{"Lëtzebuerg", "Luxemburg"}},
	{"LV", []string{"Latvija"}},
	{"MD", []string{"Republic of Moldova", "République de Moldova", "Moldavia"}},
	{"ME", []string{"Crna Gora"}},
	{"MK", []string{"Macedonia", "Macédoine", "FYROM", "ARYM", "Former Yugoslav Republic of Macedonia", "Ancienne République yougoslave de Macédoine", "Severna Makedonija", "Северна Македонија"}},
	{"MM", []string{"Burma", "Birmanie", "Birma"}},
	{"NL", []string{"Holland", "Hollande", "Nederland", "Kingdom of the Netherlands", "Royaume des Pays-Bas"}},
	{"NO", []string{"Norge", "Noreg"}},
	{"PL", []string{"Polska"}},
	{"PS", []string{"Palestinian Territories", "Territoires palestiniens", "State of Palestine", "État de Palestine"}},
	{"PT", []string{"Portugalia", "Portuguese Republic"}},
	{"RO", []string{"România", "Rumania", "Rumänien"}},
	{"RU", []string{"Russian Federation", "Fédération de Russie"}},
	{"SE", []string{"Sverige"}},
	{"SI", []string{"Slovenija"}},
	{"SK", []string{"Slovensko", "Slovak Republic", "République slovaque"}},
	{"SY", []string{"Syrian Arab Republic", "République arabe syrienne"}},
	{"SZ", []string{"Swaziland"}},
	{"TH", []string{"Siam"}},
	{"TL", []string{"East Timor", "Timor-Leste", "Timor oriental"}},
	{"TR", []string{"Turkey", "Turquie", "Republic of Türkiye", "République de Türkiye"}},
	{"TZ", []string{"United Republic of Tanzania"}},
	{"US", []string{"USA", "America", "Amérique", "United States of America", "États-Unis d’Amérique", "The States"}},
	{"VA", []string{"Holy See", "Saint-Siège", "Vatican"}},
	{"VN", []string{"Viet Nam", "Vietnam"}},
}

// former are the names of states that are several now, with these.
var former = []struct {
	names []string
	codes []string
}{
	{[]string{"Czechoslovakia", "Tchécoslovaquie", "Československo", "ČSSR"}, []string{"CZ", "SK"}},
	{[]string{"Yugoslavia", "Yougoslavie", "Jugoslavija"}, []string{"BA", "HR", "ME", "MK", "RS", "SI"}},
	{[]string{"Serbia and Montenegro", "Serbie-et-Monténégro"}, []string{"ME", "RS"}},
	{[]string{"Soviet Union", "Union soviétique", "USSR", "URSS"}, []string{
		"AM", "AZ", "BY", "EE", "GE", "KG", "KZ", "LT", "LV", "MD", "RU", "TJ", "TM", "UA", "UZ",
	}},
	{[]string{"Rhodesia", "Rhodésie"}, []string{"ZM", "ZW"}},
	{[]string{"Netherlands Antilles", "Antilles néerlandaises"}, []string{"BQ", "CW", "SX"}},
}
