// Names of countries in German, French, Spanish, Portuguese, Italian, Dutch and Polish, for the countries from which most
// leads come.
//
// From Unicode CLDR 42 (ICU 72), and what people write besides: `Holanda`, `EE. UU.`, a country's name in its own
// language. Names that are the English ones but for their accents are left out: they are found by those.
extension Country {
  /// A line for each country, or several: alpha-2, then its names with `|` between them.
  static let otherNames = """
    AD Andorre|Andora
    AE Vereinigte Arabische Emirate|Émirats arabes unis|Emiratos Árabes Unidos|Emirados Árabes Unidos
    AE Emirati Arabi Uniti|Verenigde Arabische Emiraten|Zjednoczone Emiraty Arabskie|VAE|EAU|ZEA
    AF Afganistán|Afeganistão
    AL Albanien|Albanie|Shqipëria
    AM Armenien|Arménie
    AR Argentinien|Argentine|Argentinië|Argentyna
    AT Österreich|Autriche|Oostenrijk
    AU Australien|Australie
    AZ Aserbaidschan|Azerbaïdjan|Azerbaiyán|Azerbaijão|Azerbaigian|Azerbeidzjan|Azerbejdżan
    BA Bosnien und Herzegowina|Bosnie-Herzégovine|Bosnia y Herzegovina|Bósnia e Herzegovina|Bosnia ed Erzegovina
    BA Bosnië en Herzegovina|Bośnia i Hercegowina
    BD Bangladesch|Bangladés|Bangladesz
    BE Belgien|Belgique|Bélgica|Belgio|België|Belgia
    BG Bulgarien|Bulgarie|Bulgarije|България
    BH Bahreïn|Baréin|Bahrajn
    BO Bolivien|Bolivie|Boliwia
    BR Brasilien|Brésil|Brasil|Brasile|Brazilië|Brazylia
    BY Weißrussland|Biélorussie|Bielorrusia|Bielorrússia|Bielorussia|Białoruś
    CA Kanada
    CD Kongo-Kinshasa|República Democrática del Congo|Demokratyczna Republika Konga
    CH Schweiz|Suisse|Suiza|Suíça|Svizzera|Zwitserland|Szwajcaria
    CI Elfenbeinküste|Costa de Marfil|Costa d'Avorio|Ivoorkust|Wybrzeże Kości Słoniowej
    CL Chili|Cile
    CM Kamerun|Cameroun|Camerún|Camarões|Kameroen
    CN Chine|Cina|Chiny|中国
    CO Kolumbien|Colombie|Kolumbia
    CR Kostaryka
    CU Kuba
    CY Zypern|Chypre|Chipre|Cipro|Cypr
    CZ Tschechien|Tchéquie|Chequia|Tchéquia|Cechia|Tsjechië|Czechy|Česko|Česká republika
    CZ Tschechische Republik|République tchèque|República Checa|República Tcheca|Repubblica Ceca
    DE Deutschland|Allemagne|Alemania|Alemanha|Germania|Duitsland|Niemcy
    DK Dänemark|Dinamarca|Danimarca|Denemarken|Dania|Danmark
    DO Dominikanische Republik|République dominicaine|República Dominicana|Repubblica Dominicana
    DO Dominicaanse Republiek|Dominikana
    DZ Algerien|Algérie|Argelia|Algerije|Algieria
    EC Équateur|Equador|Ekwador
    EE Estland|Estonie|Eesti
    EG Ägypten|Égypte|Egipto|Egito|Egitto|Egipt|مصر
    ES Spanien|Espagne|España|Espanha|Spagna|Spanje|Hiszpania
    ET Äthiopien|Éthiopie|Etiopía
    FI Finnland|Finlande|Finlandia|Suomi
    FR Frankreich|Francia|França|Frankrijk|Francja
    GB Vereinigtes Königreich|Royaume-Uni|Reino Unido|Regno Unito|Verenigd Koninkrijk|Wielka Brytania|Großbritannien
    GB Gran Bretaña|Grande-Bretagne|Grã-Bretanha|Gran Bretagna|Groot-Brittannië|Angleterre|Inglaterra|Inghilterra
    GB Engeland|Anglia|VK
    GE Georgien|Géorgie|Gruzja|საქართველო
    GH Gana
    GR Griechenland|Grèce|Grecia|Griekenland|Grecja|Ελλάδα
    GT Gwatemala
    HK Hongkong
    HR Kroatien|Croatie|Croacia|Croazia|Kroatië|Chorwacja|Hrvatska
    HU Ungarn|Hongrie|Hungría|Ungheria|Hongarije|Węgry|Magyarország
    ID Indonesien|Indonésie|Indonezja
    IE Irland|Irlande|Irlanda|Ierland|Irlandia|Éire
    IL Israele|Izrael|ישראל
    IN Indien|Inde|Indie|भारत
    IQ Irak|Iraque
    IR Irã
    IS Island|Islande|Islandia|Islanda|IJsland
    IT Italien|Italie|Italia|Włochy
    JM Jamaika|Jamaïque|Giamaica|Jamajka
    JO Jordanien|Jordanie|Jordania|Giordania
    JP Japon|Japão|Giappone|Japonia|日本
    KE Kenia|Quênia
    KH Kambodscha|Cambodge|Camboya|Camboja|Cambogia|Cambodja|Kambodża
    KR Südkorea|Corée du Sud|Corea del Sur|Coreia do Sul|Corea del Sud|Zuid-Korea|Korea Południowa|대한민국|한국
    KW Koweït|Koeweit|Kuwejt
    KZ Kasachstan|Kazajistán|Cazaquistão|Kazakistan|Kazachstan
    LB Libanon|Liban|Líbano
    LT Litauen|Lituanie|Lituania|Litouwen|Litwa|Lietuva
    LU Luxemburg|Luxemburgo|Lussemburgo|Luksemburg
    LV Lettland|Lettonie|Letonia|Lettonia|Letland|Łotwa|Latvija
    LY Libyen|Libye|Libia|Libië
    MA Marokko|Maroc|Marruecos|Marrocos|Marocco|Maroko
    MC Monako
    MD Republik Moldau|Moldavie|Moldavia|Mołdawia
    ME Czarnogóra
    MG Madagaskar
    MK Nordmazedonien|Macédoine du Nord|Macedonia del Norte|Macedônia do Norte|Macedonia del Nord|Noord-Macedonië
    MK Macedonia Północna
    MT Malte
    MU Maurice|Mauricio
    MX Mexiko|Mexique|Messico|Meksyk
    MY Malaisie|Malasia|Maleisië|Malezja
    MZ Mosambik|Moçambique|Mozambico|Mozambik
    NI Nikaragua
    NL Niederlande|Pays-Bas|Países Bajos|Países Baixos|Paesi Bassi|Nederland|Holandia|Holanda|Hollande|Olanda
    NO Norwegen|Norvège|Noruega|Norvegia|Noorwegen|Norwegia|Norge|Noreg
    NZ Neuseeland|Nouvelle-Zélande|Nueva Zelanda|Nova Zelândia|Nuova Zelanda|Nieuw-Zeeland|Nowa Zelandia
    OM Omã
    PE Pérou
    PH Philippinen|Filipinas|Filippine|Filipijnen|Filipiny
    PK Paquistão
    PL Polen|Pologne|Polonia|Polska
    PR Porto Rico|Portorico|Portoryko
    PT Portogallo|Portugalia
    PY Paraguai|Paragwaj
    QA Katar|Catar
    RO Rumänien|Roumanie|Rumanía|Romênia|Roemenië|Rumunia
    RS Serbien|Serbie|Sérvia|Servië|Srbija
    RU Russland|Russie|Rusia|Rusland|Rosja|Россия
    RW Ruanda
    SA Saudi-Arabien|Arabie saoudite|Arabia Saudí|Arábia Saudita|Saoedi-Arabië|Arabia Saudyjska|السعودية
    SE Schweden|Suède|Suecia|Svezia|Zweden|Szwecja|Sverige
    SG Singapur|Singapour|Singapura
    SI Slowenien|Slovénie|Eslovenia|Słowenia|Slovenija
    SK Slowakei|Slovaquie|Eslovaquia|Slovacchia|Slowakije|Słowacja|Slovensko
    SV Salvador|Salwador
    SY Syrien|Syrie|Siria
    TH Thaïlande|Tailandia|Thailandia|Tajlandia|ประเทศไทย
    TN Tunesien|Tunisie|Túnez|Tunesië|Tunezja
    TR Türkei|Turquie|Turquía|Turchia|Turkije|Turcja
    TW Tajwan
    TZ Tansania|Tanzanie
    UA Ucrania|Ucraina|Oekraïne|Ukraina|Україна
    UG Ouganda|Oeganda
    US Vereinigte Staaten|États-Unis|Estados Unidos|Stati Uniti|Verenigde Staten|Stany Zjednoczone|Amerika|EUA|EE. UU.
    US EE.UU.|États-Unis d'Amérique|Estados Unidos de América|Estados Unidos da América|Verenigde Staten van Amerika
    US Vereinigte Staaten von Amerika|Stati Uniti d'America|Stany Zjednoczone Ameryki|VS
    UY Uruguai|Urugwaj
    UZ Usbekistan|Ouzbékistan|Uzbequistão|Oezbekistan
    VA Vatikanstadt|État de la Cité du Vatican|Ciudad del Vaticano|Cidade do Vaticano|Città del Vaticano|Vaticaanstad
    VA Watykan
    VE Wenezuela
    VN Vietnã|Wietnam
    XK Kosowo
    YE Jemen|Iêmen
    ZA Südafrika|Afrique du Sud|Sudáfrica|África do Sul|Zuid-Afrika|Republika Południowej Afryki
    ZM Sambia|Zambie
    ZW Simbabwe|Zimbabue
    """
}
