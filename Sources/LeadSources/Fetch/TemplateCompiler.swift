import LeadConfig
import LeadModel

/// Fills values and secrets into templates, and tells what they lack.
struct TemplateCompiler {
  let values: [String: String]
  let secrets: [String: Secret]
  let position: Position
  /// The names of values and secrets that a template has used.
  private(set) var used: Set<String> = []
  private(set) var problems: [Diagnostic] = []

  init(values: [String: String], secrets: [String: Secret], position: Position) {
    self.values = values
    self.secrets = secrets
    self.position = position
  }

  /// A URL's path, and its parameters one by one.
  ///
  /// What stands at its start is an address and comes as it is, everything else is percent-encoded; so is what a URL
  /// cannot hold among the literals.
  mutating func url(_ text: String) -> FetchURL {
    let halves = PlaceholderText(text.prefix { $0 != "#" }).split(at: "?", maxSplits: 1)
    var base = FetchTemplate()
    for (number, part) in halves[0].parts.enumerated() {
      add(part, to: &base, number == 0 ? .plain : .percent, literally: Self.encodedForURL)
    }
    let parameters = halves.count < 2 ? [] : halves[1].split(at: "&")
    return FetchURL(
      base: base,
      parameters: parameters.map { parameter in
        var template = FetchTemplate()
        for part in parameter.parts {
          add(part, to: &template, .percent) {
            Self.encodedForURL($0.replacing("[", with: "%5B").replacing("]", with: "%5D"))
          }
        }
        return template
      })
  }

  /// A header's value, or what is neither JSON nor a form.
  mutating func text(_ text: String, _ coding: FetchTemplate.Coding) -> FetchTemplate {
    var template = FetchTemplate()
    for part in PlaceholderText(text).parts { add(part, to: &template, coding) { $0 } }
    return template
  }

  /// A JSON text: between quotes what is filled in is escaped, outside of them it is a value.
  mutating func json(_ text: String) -> FetchTemplate {
    var template = FetchTemplate()
    var isInText = false
    var isEscaped = false
    for part in PlaceholderText(text).parts {
      add(part, to: &template, isInText ? .jsonText : .jsonValue) { $0 }
      guard case .literal(let literal) = part else { continue }
      for byte in literal.utf8 {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = isInText
        } else if byte == UInt8(ascii: "\"") {
          isInText.toggle()
        }
      }
    }
    return template
  }

  private mutating func add(
    _ part: PlaceholderText.Part, to template: inout FetchTemplate, _ coding: FetchTemplate.Coding,
    literally: (String) -> String
  ) {
    switch part {
    case .literal(let text): template.append(literally(text))
    case .placeholder(let name):
      if let slot = FetchSlot(rawValue: name) {
        template.append(slot, coding)
      } else if let named = Self.secret(name), let secret = secrets[named] {
        used.insert(name)
        template.append(coding.written(secret.exposed))
      } else if let value = values[name] {
        used.insert(name)
        template.append(coding.written(value))
      } else {
        refuse(name)
      }
    }
  }

  private mutating func refuse(_ name: String) {
    if let missing = Self.secret(name) {
      problems.append(
        Diagnostic(
          FetchCode.secret.rawValue, "the secret '\(missing)' is used and not given", at: position,
          hint: "\"secrets\": {\"\(missing)\": {\"env\": \"…\"}}"))
      return
    }
    let known =
      FetchSlot.allCases.map(\.rawValue) + values.keys.sorted()
      + secrets.keys.sorted().map { PlaceholderText.secretPrefix + $0 }
    problems.append(
      Diagnostic(
        FetchCode.template.rawValue, "nothing is known that '{\(name)}' could stand for", at: position,
        hint: NearestName.hint(for: name, among: known)))
  }

  /// The secret that a placeholder names; `nil`: it names none.
  private static func secret(_ name: String) -> String? {
    let prefix = PlaceholderText.secretPrefix
    return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
  }

  /// A literal with everything percent-encoded that no URL may hold (RFC 3986, appendix A).
  private static func encodedForURL(_ text: String) -> String {
    var encoded = ""
    for scalar in text.unicodeScalars {
      let isAllowed = scalar.value > 0x20 && scalar.value < 0x7F && !"\"<>\\^`{|}".unicodeScalars.contains(scalar)
      encoded += isAllowed ? String(scalar) : FetchTemplate.Coding.percent.written(String(scalar))
    }
    return encoded
  }
}

/// An address with slots.
struct FetchURL: Sendable, Equatable {
  let base: FetchTemplate
  /// A parameter whose slots are all empty is left out: `&before={page}` on the first page.
  let parameters: [FetchTemplate]

  var slots: Set<FetchSlot> { parameters.reduce(base.slots) { $0.union($1.slots) } }

  func text(_ words: FetchWords) -> String {
    let filled = parameters.filter { !$0.isEmpty(words) }.map { $0.text(words) }.filter { !$0.isEmpty }
    return base.text(words) + (filled.isEmpty ? "" : "?" + filled.joined(separator: "&"))
  }
}
