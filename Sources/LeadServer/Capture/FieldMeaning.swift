/// What a field's name says about its value: how much of it may be kept.
///
/// Names are compared without case, blanks and signs: `formId`, `form_id` and `Form ID` are one.
enum FieldMeaning: Sendable, Hashable {
  /// The form's or the sender's own code: kept if it is one word.
  case code
  /// The name of an answer beside its value: kept if it is a machine's, such as `full_name`, and no person's.
  case answerName
  /// The form's own words, such as a question: kept.
  case formWords
  /// A country, by which telephone numbers are read: kept.
  case country
  /// Whether somebody agreed or objected: a mapping's `optOut` decides by it, so short ones are kept.
  case consent
  /// When something happened: large numbers are kept.
  case moment
  /// When somebody was born.
  case birth
  /// A person's name: even what reads like `no` is replaced.
  case person
  /// A telephone number or postal code, whole or in parts: even short numbers are replaced.
  case digits
  /// Anything else.
  case open

  /// By the last name on the way to the value.
  init(_ name: String) {
    let plain = Self.plain(name)
    let words = Self.words(of: name)
    if Self.codes.contains(plain) || plain.hasPrefix("utm") {
      self = .code
    } else if Self.formNames.contains(plain) {
      self = .formWords
    } else if Self.countries.contains(plain) {
      self = .country
    } else if words.contains(where: Self.births.contains) || plain.contains("birth") {
      self = .birth
    } else if ["consent", "optin", "optout", "optedout", "unsubscribe", "subscribed", "gdpr", "marketing"].contains(
      where: plain.contains)
    {
      self = .consent
    } else if ["phone", "telef", "mobil", "whatsapp"].contains(where: plain.contains)
      || words.contains(where: Self.numbers.contains)
    {
      self = .digits
    } else if words.contains(where: Self.moments.contains) {
      self = .moment
    } else if plain.contains("name") || words.contains(where: Self.persons.contains) {
      self = .person
    } else {
      self = .open
    }
  }

  /// A name in lower case, its letters and digits alone.
  static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// The words of a name in lower case: `submittedAt` is `submitted` and `at`.
  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var last: Character?
    for character in name {
      let isPart = character.isLetter || character.isNumber
      if isPart {
        let begins = last.map { !$0.isLetter && !$0.isNumber || character.isUppercase && $0.isLowercase } ?? true
        if begins { words.append("") }
        words[words.count - 1] += character.lowercased()
      }
      last = character
    }
    return words
  }

  private static let codes: Set<String> = [
    "type", "eventtype", "triggertype", "event", "action", "topic", "kind", "object", "objecttype", "objecttypeid",
    "entity", "module", "operation", "version", "apiversion", "platform", "format", "mimetype", "locale", "lang",
    "currency", "timezone", "countrycode", "method", "ref", "columnid", "propertyname", "subscriptiontype",
    "changesource",
    "leadtype", "role", "field", "formid", "pageid", "listid", "siteid", "campaignid", "adid", "adsetid", "adgroupid",
    "creativeid",
    "fieldtype", "fieldid", "predefinedfield", "questionid", "charset",
  ]

  private static let formNames: Set<String> = [
    "label", "labels", "question", "columnname", "fieldname", "formname", "formtitle", "status", "leadstatus",
    "lifecyclestage", "language", "adname", "adsetname", "campaignname",
    "adgroupname", "poweredby",
  ]

  private static let countries: Set<String> = [
    "country", "countryname", "countryregion", "land", "pais", "país", "pays", "paese", "kraj", "国",
  ]

  private static let births: Set<String> = ["birth", "birthday", "dob", "born", "geburtstag", "geburtsdatum", "bday"]
  private static let numbers: Set<String> = [
    "tel", "cell", "fax", "handy", "zip", "postal", "postcode", "postleitzahl", "plz", "ssn",
  ]
  private static let moments: Set<String> = [
    "at", "time", "date", "timestamp", "created", "updated", "submitted", "modified", "received",
  ]
  private static let persons: Set<String> = [
    "first", "last", "surname", "nom", "prénom", "prenom", "nombre", "apellido", "apellidos", "vorname", "nachname",
  ]
}
