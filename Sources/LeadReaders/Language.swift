/// How common the characters of a language are in its text, as far as they are not ASCII.
///
/// The letters of alphabets stand in the order of how often they are met, in names first of all, and the first has 2.5
/// points, the last next to none; a letter that the language does not have costs 1.5. Of the writings of East Asia only
/// what names, addresses and companies are full of is listed, in no order.
struct Language: Sendable {
  /// For the reader.
  let name: String
  /// The names of the encodings in which it is written.
  let encodings: [String]
  /// The points of its characters, in small letters.
  private let weights: [Unicode.Scalar: Double]
  /// The points of characters of the kinds of letters that it has, if they are not listed.
  private let others: [LetterKind: Double]

  /// The points of a text with these characters, so many of each; ASCII does not count.
  ///
  /// - Parameter counts: Characters and how often they come, in an order that depends on the text alone: sums of floating
  ///   point numbers depend on theirs, and two encodings may be as likely.
  /// - Returns: The points.
  func points(for counts: [(scalar: Unicode.Scalar, count: Int)]) -> Double {
    var points = 0.0
    for (scalar, count) in counts { points += Double(count) * weight(of: scalar) }
    return points
  }

  private func weight(of scalar: Unicode.Scalar) -> Double {
    if let weight = weights[scalar] { return weight }
    let kind = LetterKind(scalar)
    // The letters that become two when they are made small (İ) are listed themselves.
    let small = scalar.properties.lowercaseMapping.unicodeScalars
    if kind == .upper, small.count == 1, let first = small.first, let weight = weights[first] { return weight }
    return others[kind] ?? 0
  }

  /// A language with an alphabet.
  private init(_ name: String, _ encodings: [String], alphabet: String) {
    (self.name, self.encodings) = (name, encodings)
    let letters = Array(alphabet.unicodeScalars)
    let step = 2.5 / Double(max(letters.count, 12))
    weights = Dictionary(
      uniqueKeysWithValues: letters.enumerated().map { ($0.element, 2.5 - step * Double($0.offset)) })
    others = [.lower: -1.5, .upper: -1.5]
  }

  /// A language of East Asia.
  private init(_ name: String, _ encoding: String, common: String, others: [LetterKind: Double]) {
    (self.name, encodings) = (name, [encoding])
    weights = Dictionary(common.unicodeScalars.map { ($0, 3) }, uniquingKeysWith: { first, _ in first })
    self.others = others.merging([.lower: -1, .upper: -1, .halfwidthKana: -0.5, .wide: 0.5]) { given, _ in given }
  }

  /// Those of the encodings that are guessed among.
  static let all: [Language] = [
    Language("German", ["windows-1252", "windows-1250", "iso-8859-15", "macintosh"], alphabet: "üäöß"),
    Language("French", ["windows-1252", "iso-8859-15", "macintosh"], alphabet: "éèàçêâôîëûœïùæÿ"),
    Language("Spanish", ["windows-1252", "iso-8859-15", "macintosh"], alphabet: "áéíóñúü¿¡"),
    Language("Portuguese", ["windows-1252", "iso-8859-15", "macintosh"], alphabet: "ãçáéíóõâêúàôü"),
    Language("Italian", ["windows-1252", "iso-8859-15", "macintosh"], alphabet: "àèéìòù"),
    Language("Swedish, Finnish, Estonian", ["windows-1252", "iso-8859-15", "macintosh"], alphabet: "åäöéšž"),
    Language("Danish, Norwegian", ["windows-1252", "iso-8859-15", "macintosh"], alphabet: "øæåéöäü"),
    Language("Icelandic", ["windows-1252", "iso-8859-15"], alphabet: "íáðóúéöýþæ"),
    Language("Dutch", ["windows-1252", "iso-8859-15", "macintosh"], alphabet: "éëïèöü"),
    Language("Polish", ["windows-1250"], alphabet: "łóążęśćńźé"),
    Language("Czech", ["windows-1250"], alphabet: "áíéěřžčšýůúťňďöü"),
    Language("Slovak", ["windows-1250"], alphabet: "áíéčžýšľúťňôäďóŕĺ"),
    Language("Hungarian", ["windows-1250"], alphabet: "áéöőíóüúű"),
    Language("Croatian, Slovene", ["windows-1250"], alphabet: "čćšžđ"),
    Language("Romanian", ["windows-1250"], alphabet: "ăşţîâ"),
    Language("Turkish", ["windows-1254"], alphabet: "ıüşçöğİâ"),
    Language("Russian", ["windows-1251"], alphabet: "аеоинрвтлскмдупйьязгбчыхжшюцщэфёъ"),
    Language("Ukrainian", ["windows-1251"], alphabet: "аоинеіврткслмудяпйзьгбчхжшюцєїфщґ’"),
    Language("Bulgarian", ["windows-1251"], alphabet: "аиеоняртвсклдпмзгъбучйцжхщшфюь"),
    Language("Greek", ["windows-1253"], alphabet: "αοιςνρτσελκπμάυίόηέδώγήθχύβφωξζψϊϋΐΰ"),
    Language(
      "Japanese", "windows-31j",
      common: "田中山佐藤高橋鈴木渡辺伊小林加吉斎松本井上村清水石川前岡島太郎花子一二三健美智恵介人大学年月日株式会社有"
        + "限名氏電話番号住所東京都阪府県市区町備考様御連絡先至急製作業商事部長担当者翔翼真由香織和幸雄男正明裕也希"
        + "愛優陽樹直純",
      others: [.kana: 1.5, .hangul: 0.8, .ideograph: -0.3]),
    Language(
      "Chinese, simplified", "gb18030",
      common: "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅"
        + "钟姜崔谭廖范汪陆金石伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂的一是不了在人有我他这中大来上国公司"
        + "限北京海市路号电话姓名备注科技贸易集团省区广州深圳杭成都武汉请联系小客户地址手机邮箱回下尽快子文建志华玲"
        + "红梅",
      others: [.kana: -1, .hangul: 0.8, .ideograph: -0.3]),
    Language(
      "Chinese, traditional", "big5",
      common: "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴志明"
        + "家豪淑芬美玲雅婷怡君俊傑宗翰冠宇建宏文大小的一是不了在人有我他這中來上國公司限台灣北市路號電話姓名備註股"
        + "份科技貿易集團雄新竹桃園請聯絡客戶地址手機信箱回下週快子華英惠秀珠麗雲萍",
      others: [.kana: -1, .hangul: 0.8, .ideograph: -0.3]),
    Language(
      "Korean", "cp949",
      common: "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염"
        + "여추도소석선설마길연위표명기반왕금옥인제모은준수영희경철호동아린예나라다는을를가에의시로울부산대광역회사"
        + "식업자화번메일름요상담당내세무견적청국",
      others: [.kana: -1, .hangul: 0.8, .ideograph: -1.5]),
  ]
}
