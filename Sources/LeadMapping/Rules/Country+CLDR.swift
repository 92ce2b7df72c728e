// Names of countries in English, German, French, Spanish, Portuguese, Italian, Dutch and Polish.
//
// Written by scripts/country-names; do not edit. Source: Unicode CLDR, as in Babel 2.18.0 (PyPI). Names that the other
// tables have already, but for case, accents and punctuation, are left out.
extension Country {
  /// `code name|name`, each country ending in `;`; a line may be broken at any blank.
  static let cldrNames = """
    AG Antigua und Barbuda|Antigua-et-Barbuda|Antigua y Barbuda|Antígua e Barbuda|Antigua en Barbuda|Antigua i Barbuda;
    AI Anguila; AQ Antarktis|Antarctique|Antártida|Antartide|Antarktyda; AS Amerikanisch-Samoa|Samoa américaines|Samoa
    Americana|Samoa Americane|Amerikaans-Samoa|Samoa Amerykańskie; AX Ålandinseln|Îles Åland|Islas Aland|Ilhas
    Aland|Alanda|Isole Åland|Åland|Wyspy Alandzkie; BB Barbade; BD Bangladeche; BF Burquina Faso; BH Barém; BJ Benim; BL
    San Bartolomé|São Bartolomeu; BM Bermudes|Bermudas|Bermudy; BQ Karibische Niederlande|Pays-Bas caribéens|Caribe
    neerlandés|Países Baixos Caribenhos|Caraibi Olandesi|Caribisch Nederland|Niderlandy Karaibskie; BS Baamas|Bahamy; BT
    Bhoutan|Bután|Butão; BV Bouvetinsel|Île Bouvet|Isla Bouvet|Ilha Bouvet|Isola Bouvet|Bouveteiland|Wyspa Bouveta; BW
    Botsuana; BZ Belice; CC Kokosinseln|Îles Cocos|Islas Cocos|Ilhas Cocos (Keeling)|Ilhas dos Cocos (Keeling)|Isole
    Cocos (Keeling)|Cocoseilanden|Wyspy Kokosowe; CF Zentralafrikanische Republik|République centrafricaine|República
    Centroafricana|República Centro-Africana|Repubblica Centrafricana|Centraal-Afrikaanse Republiek|Republika
    Środkowoafrykańska; CG Kongo-Brazzaville|República do Congo|Kongo; CI Costa do Marfim|Côte d’Ivoire (Costa do
    Marfim); CK Cookinseln|Îles Cook|Islas Cook|Ilhas Cook|Isole Cook|Cookeilanden|Wyspy Cooka; CV Cap-Vert|Capo
    Verde|Kaapverdië|Republika Zielonego Przylądka; CW Curazao|Curaçau; CX Weihnachtsinsel|Île Christmas|Isla de
    Navidad|Ilha Christmas|Ilha do Natal|Isola Christmas|Christmaseiland|Wyspa Bożego Narodzenia; DJ
    Dschibuti|Yibuti|Djibuti|Jibuti|Gibuti|Dżibuti; DM Dominique|Dominika; EH Westsahara|Sahara occidental|Saara
    Ocidental|Sara Ocidental|Sahara Occidentale|Westelijke Sahara|Sahara Zachodnia; ER Érythrée|Eritreia|Erytrea; FJ
    Fidschi|Fidji|Fiyi|Figi|Fidżi; FK Falklandinseln|Îles Malouines|Islas Malvinas|Ilhas Malvinas|Ilhas Falkland|Isole
    Falkland|Falklandeilanden|Falklandy; FM Mikronesien|Micronésie|Mikronezja; FO Färöer|Îles Féroé|Islas Feroe|Ilhas
    Faroé|Isole Fær Øer|Faeröer|Wyspy Owcze; GA Gabun|Gabão; GD Grenade|Granada; GF Französisch-Guayana|Guyane
    française|Guayana Francesa|Guiana Francesa|Guyana Francese|Frans-Guyana|Gujana Francuska; GG Guernesey; GI
    Gibilterra; GL Grönland|Groenland|Groenlandia|Gronelândia|Grenlandia; GM Gambie; GN Guinée|Guiné|Gwinea; GP
    Guadalupe|Guadalupa|Gwadelupa; GQ Äquatorialguinea|Guinée équatoriale|Guinea Ecuatorial|Guiné Equatorial|Guinea
    Equatoriale|Equatoriaal-Guinea|Gwinea Równikowa; GS South Georgia & South Sandwich Islands|Südgeorgien und die
    Südlichen Sandwichinseln|Géorgie du Sud-et-les Îles Sandwich du Sud|Islas Georgia del Sur y Sandwich del Sur|Ilhas
    Geórgia do Sul e Sandwich do Sul|Georgia del Sud e Sandwich Australi|Zuid-Georgia en Zuidelijke
    Sandwicheilanden|Georgia Południowa i Sandwich Południowy; GU Guame; GW
    Guinée-Bissau|Guinea-Bisáu|Guiné-Bissau|Gwinea Bissau; GY Guiana|Gujana; HK Sonderverwaltungsregion Hongkong|R.A.S.
    chinoise de Hong Kong|RAE de Hong Kong (China)|Hong Kong, RAE da China|RAS di Hong Kong|Hongkong SAR van China|SRA
    Hongkong (Chiny); HM Heard und McDonaldinseln|Îles Heard-et-MacDonald|Islas Heard y McDonald|Ilhas Heard e
    McDonald|Isole Heard e McDonald|Heard en McDonaldeilanden|Wyspy Heard i McDonalda; IM Île de Man|Isla de Man|Ilha de
    Man|Isola di Man|Wyspa Man; IO Britisches Territorium im Indischen Ozean|Territoire britannique de l’océan
    Indien|Territorio Británico del Océano Índico|Território Britânico do Oceano Índico|Territorio Britannico
    dell’Oceano Indiano|Brits Indische Oceaanterritorium|Brytyjskie Terytorium Oceanu Indyjskiego; IR Irão; KG
    Kirgisistan|Kirghizstan|Kirguistán|Quirguistão|Kirghizistan|Kirgizië|Kirgistan; KI Quiribati; KM
    Komoren|Comores|Comoras|Comore|Comoren|Komory; KN St. Kitts und Nevis|Saint-Christophe-et-Niévès|San Cristóbal y
    Nieves|São Cristóvão e Névis|São Cristóvão e Neves|Saint Kitts e Nevis|Saint Kitts en Nevis|Saint Kitts i Nevis; KP
    Nordkorea|Corée du Nord|Corea del Norte|Coreia do Norte|Corea del Nord|Noord-Korea|Korea Północna; KY
    Kaimaninseln|Îles Caïmans|Islas Caimán|Ilhas Cayman|Ilhas Caimão|Isole Cayman|Kaaimaneilanden|Kajmany; LC
    Sainte-Lucie|Santa Lucía; LI Listenstaine; LK Sri Lanca; LS Lesoto; MF Saint-Martin|San Martín|São Martinho|São
    Martinho (Saint-Martin); MH Marshallinseln|Îles Marshall|Islas Marshall|Ilhas Marshall|Isole
    Marshall|Marshalleilanden|Wyspy Marshalla; MM Myanmar (Burma)|Myanmar (Birmanie)|Myanmar (Birmania)|Mianmar
    (Birmânia)|Myanmar (Birma)|Mjanma (Birma); MN Mongolei|Mongolie; MO Sonderverwaltungsregion Macau|R.A.S. chinoise de
    Macao|RAE de Macao (China)|Macau, RAE da China|RAS di Macao|Macau SAR van China|SRA Makau (Chiny); MP Nördliche
    Marianen|Îles Mariannes du Nord|Islas Marianas del Norte|Ilhas Marianas do Norte|Isole Marianne
    Settentrionali|Noordelijke Marianen|Mariany Północne; MQ Martinica|Martynika; MR Mauretanien|Mauritanie|Mauretania;
    MS Monserrate; MU Maurícia; MV Malediven|Maldivas|Maldive|Maldiven|Malediwy; MW Malaui; NA Namibie; NC
    Neukaledonien|Nouvelle-Calédonie|Nueva Caledonia|Nova Caledônia|Nuova Caledonia|Nieuw-Caledonië|Nowa Kaledonia; NF
    Norfolkinsel|Île Norfolk|Isla Norfolk|Ilha Norfolk|Isola Norfolk|Norfolk; PF Französisch-Polynesien|Polynésie
    française|Polinesia Francesa|Polinesia Francese|Frans-Polynesië|Polinezja Francuska; PG
    Papua-Neuguinea|Papouasie-Nouvelle-Guinée|Papúa Nueva Guinea|Papua-Nova Guiné|Papua Nuova
    Guinea|Papoea-Nieuw-Guinea|Papua-Nowa Gwinea; PM St. Pierre und Miquelon|Saint-Pierre-et-Miquelon|San Pedro y
    Miquelón|São Pedro e Miquelão|Saint-Pierre e Miquelon|Saint-Pierre en Miquelon|Saint-Pierre i Miquelon; PN
    Pitcairninseln|Îles Pitcairn|Islas Pitcairn|Ilhas Pitcairn|Isole Pitcairn|Pitcairneilanden; PS Palästinensische
    Autonomiegebiete|Territoires palestiniens|Territorios Palestinos|Territórios palestinianos|Territori
    Palestinesi|Palestijnse gebieden|Terytoria Palestyńskie; PW Palaos; RE La Réunion|Reunião|Riunione; SB
    Salomonen|Îles Salomon|Islas Salomón|Ilhas Salomão|Isole Salomone|Salomonseilanden|Wyspy Salomona; SC
    Seychellen|Seicheles|Seszele; SD Soudan|Sudão|Soedan; SH Sainte-Hélène|Santa Elena|Santa
    Helena|Sant’Elena|Sint-Helena|Wyspa Świętej Heleny; SJ Spitzbergen und Jan Mayen|Svalbard et Jan Mayen|Svalbard y
    Jan Mayen|Svalbard e Jan Mayen|Spitsbergen en Jan Mayen|Svalbard i Jan Mayen; SL Sierra Leona|Serra Leoa; SM
    Saint-Marin|São Marinho; SO Somalie; SR Surinam; SS Südsudan|Soudan du Sud|Sudán del Sur|Sudão do Sul|Sud
    Sudan|Zuid-Soedan|Sudan Południowy; ST São Tomé und Príncipe|Sao Tomé-et-Principe|Santo Tomé y Príncipe|São Tomé e
    Príncipe|Sao Tomé en Principe|Wyspy Świętego Tomasza i Książęca; SX Saint-Martin (partie néerlandaise)|São Martinho
    (Sint Maarten); SZ Esuatini|Essuatíni; TC Turks- und Caicosinseln|Îles Turques-et-Caïques|Islas Turcas y
    Caicos|Ilhas Turcas e Caicos|Isole Turks e Caicos|Turks- en Caicoseilanden|Turks i Caicos; TD
    Tschad|Tchad|Chade|Ciad|Tsjaad|Czad; TF Französische Süd- und Antarktisgebiete|Terres australes
    françaises|Territorios Australes Franceses|Territórios Franceses do Sul|Territórios Austrais Franceses|Terre
    Australi Francesi|Franse Gebieden in de zuidelijke Indische Oceaan|Francuskie Terytoria Południowe i Antarktyczne;
    TJ Tadschikistan|Tadjikistan|Tayikistán|Tadjiquistão|Tajiquistão|Tagikistan|Tadzjikistan|Tadżykistan; TK Toquelau;
    TL Timor oriental|Timor Est|Oost-Timor|Timor Wschodni; TM Turcomenistão|Turquemenistão; TT Trinidad und
    Tobago|Trinité-et-Tobago|Trinidad y Tobago|Trinidad e Tobago|Trindade e Tobago|Trinidad en Tobago|Trynidad i Tobago;
    UM Amerikanische Überseeinseln|Îles mineures éloignées des États-Unis|Islas menores alejadas de EE. UU.|Ilhas
    Menores Distantes dos EUA|Ilhas Menores Afastadas dos EUA|Isole Minori Esterne degli Stati Uniti|Kleine afgelegen
    eilanden van de Verenigde Staten|Dalekie Wyspy Mniejsze Stanów Zjednoczonych; UZ Usbequistão; VC St. Vincent und die
    Grenadinen|Saint-Vincent-et-les Grenadines|San Vicente y las Granadinas|São Vicente e Granadinas|Saint Vincent e
    Grenadine|Saint Vincent en de Grenadines|Saint Vincent i Grenadyny; VG Britische Jungferninseln|Îles Vierges
    britanniques|Islas Vírgenes Británicas|Ilhas Virgens Britânicas|Isole Vergini Britanniche|Britse
    Maagdeneilanden|Brytyjskie Wyspy Dziewicze; VI Amerikanische Jungferninseln|Îles Vierges des États-Unis|Islas
    Vírgenes de EE. UU.|Ilhas Virgens Americanas|Ilhas Virgens dos EUA|Isole Vergini Americane|Amerikaanse
    Maagdeneilanden|Wyspy Dziewicze Stanów Zjednoczonych; VN Vietname; WF Wallis und Futuna|Wallis-et-Futuna|Wallis y
    Futuna|Wallis e Futuna|Wallis en Futuna|Wallis i Futuna; YT Maiote|Majotta;
    """
}
