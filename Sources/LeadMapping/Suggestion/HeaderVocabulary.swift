/// What words in a column's name mean: a table, read once.
///
/// To teach it a word, add it to its meaning and language in `HeaderVocabulary+Person.swift` or
/// `HeaderVocabulary+Record.swift`; how it is written (case, accents, punctuation, blanks) does not matter.
enum HeaderVocabulary {
  /// What a word means in one language.
  struct Entry: Sendable, Hashable {
    let meaning: ColumnMeaning
    let language: HeaderLanguage
  }

  /// What words written as one mean, as ``HeaderWords/joined`` has them; several where a word is ambiguous.
  static func entries(_ joined: String) -> [Entry] { table[joined] ?? [] }

  /// The most words that an entry has.
  static let longestEntry = 6

  /// Some 900 words; built once, in about a millisecond.
  private static let table: [String: [Entry]] = {
    var table: [String: [Entry]] = [:]
    for (meaning, text) in person + record {
      for line in text.split(separator: "\n") {
        guard let blank = line.firstIndex(of: " "), let language = HeaderLanguage(rawValue: String(line[..<blank]))
        else { continue }
        for phrase in line[blank...].split(separator: ",") {
          let entry = Entry(meaning: meaning, language: language)
          let joined = HeaderWords(String(phrase)).joined
          if joined.isEmpty { continue }
          let known = table[joined, default: []]
          // A word that two languages share keeps the first: it says nothing about the language then.
          if !known.contains(where: { $0.meaning == meaning }) { table[joined] = known + [entry] }
        }
      }
    }
    return table
  }()

  /// Words that say whose column it is, or ask for it: `Your …`, `Person - …`, `Please enter …`.
  static let fillers: Set<String> = words(
    """
    the a an your you my our please enter provide give us tell what is are s whats hi hello dear field value optional
    required mandatory text here and or of for to in can we
    person people contact contacts lead leads customer client member subscriber attendee participant respondent guest
    applicant visitor user buyer main primary default associated current full
    ihr ihre ihren dein deine der die das bitte angeben geben sie an eingeben
    pflichtfeld freiwillig kontakt kunde kunden
    wie lautet ist und oder hauptkontakt standard
    votre vos ton ta le la les l un une quel quelle est veuillez saisir indiquer obligatoire facultatif client prospect
    contact du de des d et ou
    su tu tus sus el los las un una cual es cuales por favor obligatorio opcional contacto cliente y o del principal
    seu sua seus suas teu tua o os as qual obrigatorio contato do da dos
    il lo i gli tuo tua suo sua vostro qual e obbligatorio facoltativo cliente contatto dell della di
    uw jouw je het wat verplicht optioneel contactpersoon klant van en
    twoj twoje twoja pana pani prosze podac podaj wymagane opcjonalne klient klienta kontakt kontaktowy jaki jest
    """)

  /// Words that make a column one about another's email, phone or name, or about its state: `Email Opt Out`.
  static let detractors: Set<String> = words(
    """
    owner agent assignee assigned rep salesperson manager managers
    assistant assistants spouse partner emergency referrer
    parent yomi phonetic nickname nick login username password
    type label labels status state verified verification valid validation quality score opt optin optout consent
    permission subscribed unsubscribed bounced bounce blacklisted double count number_of clicks opens opened sent date
    time at on by source campaign form ad adset event product file list segment domain website url link preference
    preferred best format template hash marketing sms_status timezone
    department size revenue industry employees abteilung branche mitarbeiterzahl departement effectif industria sector
    empleados setor settore dipendenti afdeling sector dzial branza
    fax pager telex tty tdd radio callback
    besitzer inhaber betreuer zustandig bearbeiter typ art bezeichnung einwilligung datum quelle kampagne formular
    proprietaire responsable gestionnaire assistante conjoint telecopie telecopieur campagne formulaire consentement
    propietario asistente campana formulario consentimiento fecha tipo
    proprietario responsavel assistente campanha consentimento data
    assistente coniuge campagna modulo consenso
    eigenaar toestemming soort assistent
    wlasciciel opiekun zgoda asystent rodzaj kampania formularz faks
    """)

  /// Words beside that of a consent which make a column one about it: `Opt-in time`, `Consent source`.
  static let aboutConsents: Set<String> = words(
    """
    ip time date at on by source campaign form method type version timestamp url link id count text
    datum uhrzeit zeit am quelle art le source methode fecha fuente tipo data hora origem fonte ora bron soort zrodlo
    rodzaj czas
    """)

  /// Words between blanks, as the tables here hold them.
  static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
