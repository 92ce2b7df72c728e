import LeadJSON
import LeadModel
import LeadReaders

/// Makes a post's body again with lookalikes: the same structure, names and types.
///
/// What describes the form rather than a person stays: names, types and identifiers of fields, questions, choices; and a
/// value that equals one of these, such as the choice that was taken. Text that is JSON itself is taken apart as such, four
/// times at most. Recurses as deep as the JSON is nested, which its parser has limited.
struct PostLookalike {
  private let lookalikes: Lookalikes
  /// The form's own words; of more than ``maxWords`` the first.
  private var words: Set<String> = []

  private static let maxWords = 2_000
  private static let maxTextDepth = 4

  init(_ hash: KeyedHash) { lookalikes = Lookalikes(hash) }

  // MARK: Bodies

  /// A JSON body, compact; of equal keys only the last.
  mutating func json(_ value: JSONValue) -> [UInt8] {
    collect(value, Place())
    var writer = JSONWriter(reservingCapacity: value.bytes.count)
    write(value, Place(), depth: 0, into: &writer)
    return writer.bytes
  }

  /// A form's fields.
  mutating func form(_ fields: [FormField]) -> [FormField] {
    for field in fields { collect(field) }
    return fields.map { field in
      let place = Place(formField: field.name)
      return FormField(name: field.name, value: text(field.value, place, depth: 0))
    }
  }

  // MARK: The form's words

  private mutating func collect(_ field: FormField) {
    let place = Place(formField: field.name)
    if place.isDescription { keep(field.value) }
    if let document = Self.json(in: field.value) { collect(document.root, place) }
  }

  private mutating func collect(_ value: JSONValue, _ place: Place) {
    switch value.kind {
    case .object:
      let inner = place.object(value)
      for member in value.members { collect(member.value, inner.member(member.key)) }
    case .array:
      for element in value.elements { collect(element, place.element) }
    case .string:
      if place.isDescription, let text = value.string { keep(text) }
    case .null, .boolean, .number: break
    }
  }

  private mutating func keep(_ text: String) {
    if words.count < Self.maxWords, text.utf8.count <= 200, !text.contains("@") { words.insert(text) }
  }

  // MARK: Values

  private func write(_ value: JSONValue, _ place: Place, depth: Int, into writer: inout JSONWriter) {
    switch value.kind {
    case .object:
      let inner = place.object(value)
      writer.beginObject()
      for member in value.members {
        writer.key(member.key)
        write(member.value, inner.member(member.key), depth: depth, into: &writer)
      }
      writer.endObject()
    case .array:
      writer.beginArray()
      for element in value.elements { write(element, place.element, depth: depth, into: &writer) }
      writer.endArray()
    case .string: writer.string(text(value.string ?? "", place, depth: depth))
    case .number:
      writer.number(written: lookalikes.number(value.number ?? "0", place.isDescription ? .code : place.meaning))
    case .null, .boolean: writer.value(value)
    }
  }

  private func text(_ text: String, _ place: Place, depth: Int) -> String {
    if depth < Self.maxTextDepth, let document = Self.json(in: text) {
      var writer = JSONWriter(reservingCapacity: text.utf8.count)
      write(document.root, place, depth: depth + 1, into: &writer)
      return writer.text
    }
    if words.contains(text), place.meaning != .person { return text }
    return lookalikes.text(text, place.isDescription ? .formWords : place.meaning)
  }

  /// A text that is a JSON object or list itself.
  private static func json(in text: String) -> JSONDocument? {
    guard let first = text.first(where: { !$0.isWhitespace }), first == "{" || first == "[" else { return nil }
    return try? JSONDocument(parsing: text)
  }

  // MARK: Places

  /// Where a value stands, seen from the names on the way to it.
  private struct Place {
    /// The name of the value, as it is compared.
    private var name = ""
    /// The name of the object around it.
    private var parent = ""
    var meaning = FieldMeaning.open
    private var isElement = false
    /// Whether the object around it describes a field or a choice.
    private var isInDescription = false
    /// Whether that object is an answer with a name, which may be a person's.
    private var isInAnswer = false
    /// What an answer's name says about its value.
    private var answered = FieldMeaning.open
    /// Whether the value itself is the form's.
    private(set) var isDescription = false

    init() {}

    /// The place of a form's field, whose name may say more than one: `fields[email][type]`.
    init(formField name: String) {
      let names = name.split { $0 == "[" || $0 == "]" }.map { FieldMeaning.plain(String($0)) }.filter { !$0.isEmpty }
      let last = String(name.split { $0 == "[" || $0 == "]" }.last { $0.contains { $0.isLetter } } ?? "")
      meaning = FieldMeaning(last)
      if names.contains(where: { $0.contains("consent") }), meaning == .open { meaning = .consent }
      guard names.count > 1, let own = names.last else { return }
      let isOfField = names.count > 2 && FormStructure.lists.contains(names[names.count - 3])
      let isOfForm = names[names.count - 2] == "form" && own == "id"
      isDescription = isOfField && FormStructure.names.contains(own) || isOfForm
    }

    /// The place inside an object that stands here.
    func object(_ value: JSONValue) -> Place {
      var inner = self
      let names = Set(value.members.map { FieldMeaning.plain($0.key) })
      let isListed = isElement || FormStructure.lists.contains(parent) && !FormStructure.lists.contains(name)
      let isOfList = FormStructure.lists.contains(isElement ? name : parent)
      let isContact = FormStructure.isContact(names)
      inner.isInDescription =
        !isContact && (isListed && isOfList || !isElement && FormStructure.objects.contains(name))
      inner.isInAnswer =
        !isContact && !inner.isInDescription && isElement && !names.isDisjoint(with: FormStructure.values)
      inner.isElement = false
      inner.answered = names.isDisjoint(with: FormStructure.values) ? .open : Self.answered(value)
      return inner
    }

    /// What is asked in an object that has a question, by whatever name, and an answer.
    private static func answered(_ value: JSONValue) -> FieldMeaning {
      for member in value.members where FormStructure.askedBy.contains(FieldMeaning.plain(member.key)) {
        guard let name = member.value.string else { continue }
        switch FieldMeaning(name) {
        case .open, .code, .formWords, .answerName: continue
        case let meaning: return meaning
        }
      }
      return .open
    }

    /// The place of a member of the object that is here.
    func member(_ key: String) -> Place {
      var inner = self
      inner.parent = name
      inner.name = FieldMeaning.plain(key)
      inner.isElement = false
      let isConsent = meaning == .consent
      inner.meaning = FieldMeaning(key)
      if inner.meaning == .open, isConsent { inner.meaning = .consent }
      inner.isDescription = isInDescription && FormStructure.names.contains(inner.name)
      if isInAnswer, ["name", "key"].contains(inner.name) { inner.meaning = .answerName }
      if isInAnswer, inner.name == "id" { inner.meaning = .code }
      if FormStructure.values.contains(inner.name) { inner.meaning = answered }
      return inner
    }

    /// The place of an element of the list that is here.
    var element: Place {
      var inner = self
      inner.isElement = true
      return inner
    }
  }
}
