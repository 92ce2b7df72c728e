/// What people leave in a form, in the languages that are guessed; the people are made up.
struct LanguageSample: Sendable, CustomStringConvertible {
  let language: String
  /// As `iconv` calls it, and as it is to be reported.
  let iconvName: String
  let encoding: String
  let text: String

  var description: String { "\(language) in \(encoding)" }

  init(_ language: String, _ iconvName: String, _ encoding: String, _ text: String) {
    (self.language, self.iconvName, self.encoding, self.text) = (language, iconvName, encoding, text)
  }

  /// Tables.
  static let tables = [
    LanguageSample(
      "German", "CP1252", "windows-1252",
      """
      Vorname;Nachname;Firma;Ort
      Jörg;Weiß;Bäckerei Weiß;Köln
      Bärbel;Müller;Möbelhaus Süd;Nürnberg
      Günther;Schröder;;Lübeck
      Käthe;Krüger;Krüger & Söhne;Gießen

      """),
    LanguageSample(
      "French", "CP1252", "windows-1252",
      """
      Prénom;Nom;Société;Ville
      Amélie;Lefèvre;Café des Arts;Orléans
      François;Béranger;Pâtisserie François;Besançon
      Hélène;Côté;;Nîmes
      Joël;Hébert;L’Œuvre – Conseil;Saint-Étienne

      """),
    LanguageSample(
      "Spanish", "CP1252", "windows-1252",
      """
      Nombre;Apellido;Ciudad;Notas
      José;Núñez;Málaga;¿Precio?
      María;Ibáñez;León;llamar mañana
      Ángel;Muñoz;Cádiz;

      """),
    LanguageSample(
      "Portuguese", "CP1252", "windows-1252",
      """
      Nome;Cidade;Observação
      João Conceição;São Paulo;ligar amanhã
      Inês Gonçalves;Évora;não atende
      António Magalhães;Brasília;

      """),
    LanguageSample(
      "Swedish", "CP1252", "windows-1252",
      """
      Förnamn;Efternamn;Ort
      Åsa;Söderström;Malmö
      Björn;Sjögren;Västerås
      Göran;Åkesson;Umeå

      """),
    LanguageSample(
      "Danish", "CP1252", "windows-1252",
      """
      Navn;By
      Søren Østergård;Århus
      Jørgen Kjær;Næstved
      Birthe Sørensen;København

      """),
    LanguageSample(
      "Icelandic", "CP1252", "windows-1252",
      """
      Nafn;Staður
      Guðrún Sigurðardóttir;Reykjavík
      Þórður Jónsson;Ísafjörður
      Ægir Björnsson;Akureyri

      """),
    LanguageSample(
      "Finnish", "ISO-8859-15", "iso-8859-15",
      """
      Nimi;Hinta
      Päivi Mäkelä;10 €
      Jyrki Hämäläinen;25 €

      """),
    LanguageSample(
      "Polish", "CP1250", "windows-1250",
      """
      Imię;Nazwisko;Miasto
      Łukasz;Wójcik;Łódź
      Małgorzata;Dąbrowska;Gdańsk
      Stanisław;Żółkiewski;Częstochowa
      Zdzisław;Świątek;Białystok

      """),
    LanguageSample(
      "Czech", "CP1250", "windows-1250",
      """
      Jméno;Příjmení;Město
      Jiří;Dvořák;Plzeň
      Kateřina;Černá;Hradec Králové
      Tomáš;Růžička;Ústí nad Labem
      Štěpán;Šťastný;České Budějovice

      """),
    LanguageSample(
      "Hungarian", "CP1250", "windows-1250",
      """
      Vezetéknév;Keresztnév;Város
      Szőke;György;Győr
      Kovács;Erzsébet;Székesfehérvár
      Nagy;Zsófia;Hódmezővásárhely
      Fűrész;Ödön;Kőszeg

      """),
    LanguageSample(
      "Croatian", "CP1250", "windows-1250",
      """
      Ime;Prezime;Grad
      Željko;Đurić;Čakovec
      Siniša;Marković;Šibenik
      Anđela;Kovačić;Požega

      """),
    LanguageSample(
      "Romanian", "CP1250", "windows-1250",
      """
      Nume;Oraş
      Ştefan Crăciun;Iaşi
      Ioana Ţurcanu;Braşov
      Răzvan Mihăilă;Bucureşti

      """),
    LanguageSample(
      "Russian", "CP1251", "windows-1251",
      """
      Имя;Фамилия;Город;Комментарий
      Алексей;Смирнов;Москва;перезвонить завтра
      Наталья;Кузнецова;Нижний Новгород;ждёт письма
      Дмитрий;Щербаков;Казань;
      Светлана;Жукова;Санкт-Петербург;ООО «Берёзка»

      """),
    LanguageSample(
      "Ukrainian", "CP1251", "windows-1251",
      """
      Ім’я;Прізвище;Місто
      Олексій;Шевченко;Київ
      Софія;Коваленко;Львів
      Євген;Ткачук;Івано-Франківськ
      Їжакевич;Ганна;Запоріжжя

      """),
    LanguageSample(
      "Bulgarian", "CP1251", "windows-1251",
      """
      Име;Град
      Георги Иванов;София
      Йорданка Христова;Пловдив
      Цветан Ангелов;Стара Загора

      """),
    LanguageSample(
      "Greek", "CP1253", "windows-1253",
      """
      Όνομα;Επώνυμο;Πόλη
      Γιώργος;Παπαδόπουλος;Αθήνα
      Ελένη;Νικολαΐδου;Θεσσαλονίκη
      Δημήτρης;Αντωνίου;Πάτρα
      Χριστίνα;Ψαρρά;Ηράκλειο

      """),
    LanguageSample(
      "Turkish", "CP1254", "windows-1254",
      """
      Ad;Soyad;Şehir
      Ayşe;Yılmaz;İstanbul
      Mehmet;Öztürk;Eskişehir
      Çağla;Doğan;Şanlıurfa
      Hüseyin;Işık;Muğla

      """),
    LanguageSample(
      "Mac French", "MACINTOSH", "macintosh",
      """
      Prénom;Nom;Ville
      Amélie;Lefèvre;Orléans
      François;Béranger;Besançon
      Hélène;Côté;Nîmes

      """),
    LanguageSample(
      "Mac German", "MACINTOSH", "macintosh",
      """
      Vorname;Nachname;Ort
      Jörg;Weiß;Köln
      Bärbel;Müller;Nürnberg
      Günther;Schröder;Lübeck

      """),
    LanguageSample(
      "Japanese", "CP932", "windows-31j",
      """
      氏名,会社名,電話番号,備考
      田中 太郎,株式会社山田製作所,03-1234-5678,
      佐藤 花子,有限会社さくら,090-1111-2222,メールで連絡
      高橋 健一,,06-1234-5678,至急

      """),
    LanguageSample(
      "Simplified Chinese", "GB18030", "gb18030",
      """
      姓名,公司,城市,备注
      王伟,北京科技有限公司,北京,请尽快联系
      李娜,上海贸易公司,上海,
      张敏,,广州,下周回电
      刘洋,深圳市电子有限公司,深圳,

      """),
    LanguageSample(
      "Traditional Chinese", "BIG5", "big5",
      """
      姓名,公司,城市,備註
      陳志明,台灣科技股份有限公司,台北,請儘快聯絡
      林淑芬,,高雄,
      黃美玲,大同貿易有限公司,台中,下週回電
      張家豪,,新竹,

      """),
    LanguageSample(
      "Korean", "CP949", "cp949",
      """
      이름,회사,도시,메모
      김민수,한국전자 주식회사,서울,내일 전화 주세요
      이영희,,부산,
      박지훈,대한무역,대구,견적 요청
      최수진,,인천,

      """),
  ]

  /// A header in ASCII and a line or two.
  static let lines = [
    LanguageSample("German", "CP1252", "windows-1252", "name,mail\nJürgen Müller,a@example.com\n"),
    LanguageSample("German, a word", "CP1252", "windows-1252", "a,b\nStraße,1\n"),
    LanguageSample("French, a word", "CP1252", "windows-1252", "nom,mail\nZoé,a@example.com\n"),
    LanguageSample("Polish", "CP1250", "windows-1250", "name,mail\nPaweł Wiśniewski,a@example.com\n"),
    LanguageSample("Czech", "CP1250", "windows-1250", "name,mail\nJiří Novák,a@example.com\n"),
    LanguageSample("Hungarian", "CP1250", "windows-1250", "name,mail\nSzőke Tünde,a@example.com\n"),
    LanguageSample("Russian", "CP1251", "windows-1251", "name,mail\nИван Петров,a@example.com\n"),
    LanguageSample("Russian, a word", "CP1251", "windows-1251", "name,mail\nОльга,a@example.com\n"),
    LanguageSample("Ukrainian", "CP1251", "windows-1251", "name,mail\nАндрій Мельник,a@example.com\n"),
    LanguageSample("Greek", "CP1253", "windows-1253", "name,mail\nΜαρία Γεωργίου,a@example.com\n"),
    LanguageSample("Greek, a word", "CP1253", "windows-1253", "name,mail\nΝίκος,a@example.com\n"),
    LanguageSample("Turkish", "CP1254", "windows-1254", "name,mail\nAyşe Yılmaz,a@example.com\n"),
    LanguageSample("Japanese", "CP932", "windows-31j", "name,mail\n山田 太郎,a@example.com\n"),
    LanguageSample("Chinese, simplified", "GB18030", "gb18030", "name,mail\n王小明,a@example.com\n"),
    LanguageSample("Chinese, traditional", "BIG5", "big5", "name,mail\n陳大文,a@example.com\n"),
    LanguageSample("Korean", "CP949", "cp949", "name,mail\n김철수,a@example.com\n"),
    LanguageSample("German", "MACINTOSH", "macintosh", "name,mail\nJürgen Müller,a@example.com\n"),
    LanguageSample("French", "MACINTOSH", "macintosh", "name,mail\nFrançoise Lefèvre,a@example.com\n"),
    LanguageSample("Russian capitals", "CP1251", "windows-1251", "ИМЯ;ГОРОД\nИВАНОВ ПЁТР;МОСКВА\n"),
    LanguageSample("Greek capitals", "CP1253", "windows-1253", "ΟΝΟΜΑ;ΠΟΛΗ\nΠΑΠΑΔΟΠΟΥΛΟΣ ΝΙΚΟΣ;ΑΘΗΝΑ\n"),
    LanguageSample("German capitals", "CP1252", "windows-1252", "NAME;ORT\nMÜLLER;KÖLN\nSCHRÖDER;NÜRNBERG\n"),
    LanguageSample("Polish capitals", "CP1250", "windows-1250", "NAZWISKO;MIASTO\nWÓJCIK;ŁÓDŹ\nDĄBROWSKA;GDAŃSK\n"),
    LanguageSample("Turkish capitals", "CP1254", "windows-1254", "AD;ŞEHİR\nÖZTÜRK;İSTANBUL\nIŞIK;MUĞLA\n"),
    LanguageSample("Prices", "CP1252", "windows-1252", "preis\n10 €\n20 €\n"),
    LanguageSample("Quotes", "CP1252", "windows-1252", "note\nshe said “yes” – don’t call\n"),
  ]

  /// Names that nothing was tuned to, as many as fit in a sentence.
  static let names: [LanguageSample] = [
    LanguageSample(
      "German", "CP1252", "windows-1252",
      """
      Schäfer Köhler König Böhm Löffler \
      Fußmann Großkopf Ölschläger Jäger Übelacker \
      Häußler Günther Röhrig Kühn Strauß \
      Vögele Büttner Krämer Schütz Weißmann
      """),
    LanguageSample(
      "French", "CP1252", "windows-1252",
      """
      Bérénice Noël Chloé Agnès Rémi \
      Benoît Maël Cécile Gérard Sébastien \
      Lætitia Dubé Gaël Thérèse Léa \
      Françoise Guérin Fabrègues Château Pénélope
      """),
    LanguageSample(
      "Spanish", "CP1252", "windows-1252",
      """
      Peña Muñoz García López Martínez \
      Hernández Begoña Iñaki Sofía Raúl \
      Andrés Zúñiga Güell Nicolás Álvarez \
      Íñigo Óscar Verónica Lucía Ramírez
      """),
    LanguageSample(
      "Portuguese", "CP1252", "windows-1252",
      """
      Sebastião Araújo Patrícia Luísa Simões \
      Guimarães Estêvão Câmara Assunção Bragança \
      Mônica Thaís Flávio Caíque Joaquím \
      Brandão Leitão Falcão Vitória Cristóvão
      """),
    LanguageSample(
      "Polish", "CP1250", "windows-1250",
      """
      Wiśniewska Kowalczyk Zając Król Wróbel \
      Pawłowski Michał Paweł Mirosław Jędrzej \
      Grażyna Bożena Radosław Kazimierz Gołębiewski \
      Błaszczyk Ściborski Żukowska Łucja Woźniak
      """),
    LanguageSample(
      "Czech", "CP1250", "windows-1250",
      """
      Čermák Procházka Veselý Horák Němec \
      Pokorný Zdeněk Ondřej Lukáš Matěj \
      Hájek Jelínek Šimek Řezníček Žaneta \
      Květoslava Přibyl Dušan Kučera Vaněk
      """),
    LanguageSample(
      "Hungarian", "CP1250", "windows-1250",
      """
      Tóth Szabó Horváth Kőrösi Győző \
      Ágnes Török Dezső Pető Zsófi \
      Gergő Bodnár Fülöp Csűrös Erdős \
      Szűcs Jenő Bíró Ferenc-Ő Kövér
      """),
    LanguageSample(
      "Russian", "CP1251", "windows-1251",
      """
      Сергей Елена Попов Фёдор Юлия \
      Волков Ксения Егоров Зайцева Щеглов \
      Эдуард Яковлев Цветкова Хабибуллин Жанна \
      Белов Тимофей Павел Чехов Олег
      """),
    LanguageSample(
      "Ukrainian", "CP1251", "windows-1251",
      """
      Ярослав Оксана Бондаренко Їжак Юрій \
      Ігор Лесів Зінаїда Гриценко Васильєв \
      Тарас Марійка Щербак Дмитро Кравчук \
      Наталія Євгенія Петренко Богдан Орест
      """),
    LanguageSample(
      "Greek", "CP1253", "windows-1253",
      """
      Κώστας Βασίλης Άννα Παναγιώτης Σοφία \
      Ιωάννου Αλέξανδρος Μιχάλης Κατερίνα Ευαγγελία \
      Θανάσης Ξένια Ζωή Φώτης Χαράλαμπος \
      Δέσποινα Οικονόμου Ρένα Νίκος Στέλιος
      """),
    LanguageSample(
      "Turkish", "CP1254", "windows-1254",
      """
      Şahin Yıldız Çelik Özdemir Arslan-Ş \
      Doğan Kılıç Aydın Özkan Şimşek \
      Gökhan Çağrı İbrahim Tuğba Emine-Ö \
      Müjde Işıl Buğra Fırat Gülşah
      """),
    LanguageSample(
      "Japanese", "CP932", "windows-31j",
      """
      小林誠 中村美咲 加藤 吉田優子 山口 \
      松本大輔 井上 木村拓也 林 清水翔太 \
      斎藤 阿部 池田さやか 橋本 石井 \
      小川 前田ひろし 岡田 長谷川 近藤
      """),
    LanguageSample(
      "Chinese, simplified", "GB18030", "gb18030",
      """
      赵雪峰 孙建平 周思远 吴倩文 郑晓燕 \
      冯立新 陈静怡 褚文博 卫东升 蒋欣雨 \
      沈志强 韩冬梅 杨春生 朱琳 秦海涛 \
      尤佳 许晴川 何嘉 吕明亮 施诗
      """),
    LanguageSample(
      "Chinese, traditional", "BIG5", "big5",
      """
      許雅惠 鄭建國 謝佳蓉 郭宗翰 洪麗珠 \
      曾俊宏 邱淑貞 廖文彬 賴怡君 周志豪 \
      徐曉萍 蘇明德 葉欣怡 莊文龍 呂秀英 \
      江美惠 何家榮 蕭玉芳 羅振宇 高靜宜
      """),
    LanguageSample(
      "Korean", "CP949", "cp949",
      """
      정민호 강다은 조현우 윤서연 장태준 \
      임하늘 한예린 오지후 서준영 신유나 \
      권도윤 황보라 안재성 송채은 류건우 \
      전미정 홍기태 고은별 문상혁 양소라
      """),
    LanguageSample(
      "German and French", "MACINTOSH", "macintosh",
      """
      Schäfer Köhler König Chloé Agnès \
      Rémi Günther Großkopf Benoît François \
      Hélène Peña Muñoz José Müller \
      Weiß Jörg Zoé Noël Cécile
      """),
  ]
}
