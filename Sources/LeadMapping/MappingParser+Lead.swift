import LeadJSON
import LeadModel

/// `lead`.
extension MappingParser {
  mutating func parseLead(_ value: JSONValue) {
    guard isLeadObject(value) else { return }
    plan.name = value["name"].flatMap { self.value($0, named: "name") }
    plan.email = value["email"].flatMap { self.value($0, named: "email") }
    plan.phone = value["phone"].flatMap { phone($0) }
    plan.status = value["status"].flatMap { status($0) }
    plan.picture = value["picture"].flatMap { self.value($0, named: "picture") }
    plan.agentId = value["agentId"].flatMap { self.value($0, named: "agentId") }
    plan.uuid = value["uuid"].flatMap { uuid($0) }
    if let tags = value["tags"] {
      plan.tags = entries(tags).compactMap { self.value($0, named: "tags", mayBeColumn: false) }
    }
    if let notes = value["notes"] { plan.notes = entries(notes).compactMap { note($0) } }
    if let attributes = value["attributes"] { parseAttributes(attributes) }
  }

  /// As ``isObject(_:at:named:)``, with the word where `dialCode` belongs.
  private mutating func isLeadObject(_ value: JSONValue) -> Bool {
    guard value.kind == .object else {
      reportType(value, named: "lead", expected: "an object")
      return false
    }
    let known = MappingKey.keys(at: .lead).map(\.name)
    for member in value.members where member.key != MappingKey.comment && !known.contains(member.key) {
      let hint = member.key == "dialCode" ? "it comes with 'phone': \"phone\": {\"from\": …, \"dialCode\": …}" : nil
      reportUnknownKey(member, named: "lead", known: known, hint: hint)
    }
    return true
  }

  private mutating func phone(_ value: JSONValue) -> LeadPlan.Phone? {
    guard let number = self.value(value, named: "phone", place: .phone) else { return nil }
    var phone = LeadPlan.Phone(value: number)
    guard value.kind == .object else { return phone }
    if let region = value["region"] {
      phone.region = self.value(region, named: "region")
      for constant in phone.region?.constants ?? [] where !constant.isEmpty && Country.region(named: constant) == nil {
        report(
          .region, "'\(constant)' is no country; a code such as GB, or a country's name, is expected", at: region,
          hint: Country.hint(for: constant))
      }
    }
    if let dialCode = value["dialCode"] { phone.dialCode = self.value(dialCode, named: "dialCode") }
    phone.isStrict = value["strict"].flatMap { boolean($0, named: "strict") } ?? false
    return phone
  }

  private mutating func status(_ value: JSONValue) -> ValuePlan? {
    guard let status = self.value(value, named: "status") else { return nil }
    let names = LeadStatus.allCases.map(\.rawValue)
    for constant in status.constants where !constant.isEmpty && LeadStatus(spelled: constant) == nil {
      report(
        .status, "there is no status '\(constant)'", at: place(of: constant, in: value),
        hint: NearestName.hint(for: constant, among: names))
    }
    if status.invalid == .keep {
      report(
        .invalidPolicy, "a status that the inbox does not have cannot be kept; 'reject' or 'omit' is expected",
        at: value["invalid"])
    }
    return status
  }

  /// The string in `value`, or in what it holds, whose text is `constant`; `value` itself where none is.
  private func place(of constant: String, in value: JSONValue) -> JSONValue {
    func search(_ value: JSONValue) -> JSONValue? {
      switch value.kind {
      case .string: value.string.map(Blank.trimmed) == constant ? value : nil
      case .array: value.elements.lazy.compactMap(search).first
      case .object: value.members.lazy.compactMap { search($0.value) }.first
      default: nil
      }
    }
    return search(value) ?? value
  }

  private mutating func uuid(_ value: JSONValue) -> ValuePlan? {
    guard let uuid = self.value(value, named: "uuid") else { return nil }
    if uuid.sourceFields.isEmpty, uuid.columns.isEmpty, uuid.constants.contains(where: { !$0.isEmpty }) {
      report(.constantIdentity, "'uuid' holds no field: all records would be one lead", at: value)
    }
    return uuid
  }

  private mutating func note(_ value: JSONValue) -> LeadPlan.Note? {
    let isNote = value.kind == .object && (value["description"] != nil || value["title"] != nil)
    guard isNote else {
      guard let description = self.value(value, named: "notes") else { return nil }
      return LeadPlan.Note(title: Template(constant: "Note"), description: description)
    }
    guard isObject(value, at: .note, named: "a note") else { return nil }
    let title = value["title"].flatMap { template($0, named: "title") }
    guard let description = value["description"].flatMap({ self.value($0, named: "description") }) else { return nil }
    return LeadPlan.Note(title: title ?? Template(constant: "Note"), description: description)
  }

  private mutating func parseAttributes(_ value: JSONValue) {
    guard value.kind == .object else {
      reportType(value, named: "attributes", expected: "an object of values by their keys")
      return
    }
    for member in value.members where member.key != MappingKey.comment {
      if member.key == "*" {
        plan.rest = rest(member.value)
      } else if Blank.trimmed(member.key).isEmpty {
        reader.report(.value, "an attribute's key is empty", at: mappingText.position(of: member.keyLocation))
      } else if let attribute = self.value(member.value, named: member.key) {
        plan.attributes.append(LeadPlan.Attribute(key: member.key, value: attribute))
      }
    }
  }

  private mutating func rest(_ value: JSONValue) -> RestPlan? {
    if let passes = value.boolean { return passes ? RestPlan() : nil }
    guard isObject(value, at: .rest, named: "*") else { return nil }
    let except = value["except"].map { exceptions($0) } ?? []
    let flattens = value["flatten"].flatMap { boolean($0, named: "flatten") } ?? false
    let key = value["key"].map { keyShape($0) } ?? .transforms([])
    let transforms = value["transform"].map { self.transforms($0, named: "transform") } ?? []
    return RestPlan(except: except, flattens: flattens, key: key, transforms: transforms)
  }

  /// The names of `except`.
  mutating func exceptions(_ value: JSONValue) -> [WildcardName] {
    entries(value).compactMap { entry in
      text(entry, named: "except", expected: "a list of names").map { WildcardName(unquoted($0)) }
    }
  }

  /// A name as paths are written: in braces, in quotes, or bare.
  private func unquoted(_ text: String) -> String {
    var name = Blank.trimmed(text)
    if name.hasPrefix("{"), name.hasSuffix("}"), name.count > 2 { name = String(name.dropFirst().dropLast()) }
    guard name.hasPrefix("\""), let path = try? Path(parsing: name), let key = path.wholeKey else { return name }
    return key.text
  }

  /// Transforms, or a template whose only field is `{key}`.
  private mutating func keyShape(_ value: JSONValue) -> RestPlan.KeyShape {
    guard let text = value.string, text.contains("{") else { return .transforms(transforms(value, named: "key")) }
    let place = TextPlace.json(value, mappingText)
    let pieces: [TemplatePieces.Piece]
    do throws(TemplatePieces.Unclosed) {
      pieces = try TemplatePieces(text).pieces
    } catch {
      reader.report(.unclosedTemplate, "a '{' is not closed", at: place.position(at: error.offset))
      return .transforms([])
    }
    var before = ""
    var after: String?
    for piece in pieces {
      switch piece {
      case .literal(let literal): if let text = after { after = text + literal } else { before += literal }
      case .path("key", _) where after == nil: after = ""
      case .path(_, let offset):
        report(.path, "the only field here is {key}, once: the name of what passes", at: place.position(at: offset))
      }
    }
    guard let after else {
      report(.path, "the key is the same for all that passes; {key} is the name of it", at: place.position())
      return .transforms([])
    }
    return .template(before: before, after: after)
  }

  private mutating func report(_ code: MappingCode, _ message: String, at position: Position) {
    reader.report(code, message, at: position)
  }
}
