/// What a value came to.
enum FieldValue: Equatable {
  /// Empty, or not wanted.
  case absent
  case text(String)
  /// Two or more texts; or one, where a list was asked for.
  case list([String])
  /// A transform could not be done; with the texts as they were before it.
  case invalid(code: String, original: [String])
}

/// How a value is asked for.
struct ValueDemand {
  /// Whether a list stays one: else it is joined.
  var wantsList = false
  /// Whether a template counts only where every one of its fields has a value.
  var mustBeFilled = false
  /// What the value will be checked by: an alternative of `first` that says `"invalid": "omit"` is passed over by it.
  var check = FieldCheck.none
}

/// What a field's value must be.
enum FieldCheck {
  case none, email, status, picture
  case phone(region: String?, dialCode: String?)

  func passes(_ text: String) -> Bool {
    switch self {
    case .none: true
    case .email: EmailRule.parse(text).first != nil
    case .status: LeadStatusText.status(of: text) != nil
    case .picture: PictureRule.isURL(text)
    case .phone(let region, let dialCode): FieldCheck.cell(text, region: region, dialCode: dialCode).first != nil
    }
  }

  /// The numbers in a cell, with the country that the record or the run gives.
  static func cell(_ text: String, region: String?, dialCode: String?) -> PhoneCell {
    if let dialCode { return PhoneRule.parse(text, dialCode: dialCode) }
    return PhoneRule.parse(text, region: region)
  }
}

extension FieldSource {
  /// The value, by all its steps but the check.
  func value(of plan: ValuePlan, _ demand: ValueDemand = ValueDemand()) -> FieldValue {
    if plan.isPlain, !demand.wantsList, !demand.mustBeFilled {
      switch plan.source {
      case .template(let template): return text(of: template).map(FieldValue.text) ?? .absent
      case .fields(let fields):
        for field in fields {
          if let text = text(field) { return .text(text) }
        }
        return .absent
      case .first, .none: break
      }
    }
    if let when = plan.when, !holds(when) { return .absent }
    var texts: [String]
    switch sourceTexts(of: plan, demand) {
    case .absent: texts = []
    case .text(let text): texts = [text]
    case .list(let list): texts = list
    case .invalid(let code, let original): return .invalid(code: code, original: original)
    }
    if texts.isEmpty, plan.fallback == nil { return .absent }
    if !plan.transforms.isEmpty {
      let original = texts
      for transform in plan.transforms {
        if let code = apply(transform, to: &texts) { return .invalid(code: code, original: original) }
      }
      texts.removeAll { Blank.trimmed($0).isEmpty }
    }
    if let separator = plan.split {
      texts = texts.count == 1 ? split(texts[0], at: separator) : texts.flatMap { split($0, at: separator) }
    }
    if let join = plan.join, texts.count > 1 { texts = [texts.joined(separator: join)] }
    if let map = plan.map { texts = texts.compactMap { mapped($0, by: map, fallback: plan.fallback) } }
    if texts.isEmpty, let fallback = plan.fallback, let text = text(of: fallback) { texts = [text] }
    if texts.isEmpty { return .absent }
    if demand.wantsList { return .list(texts) }
    return .text(texts.count == 1 ? texts[0] : texts.joined(separator: ", "))
  }

  /// What stands before the transforms: a list where the source is one.
  private func sourceTexts(of plan: ValuePlan, _ demand: ValueDemand) -> FieldValue {
    switch plan.source {
    case .none: return .absent
    case .template(let template):
      if let single = template.single { return .list(list(single)) }
      let text = demand.mustBeFilled ? filledText(of: template) : text(of: template)
      return text.map(FieldValue.text) ?? .absent
    case .fields(let fields):
      for field in fields {
        let texts = list(field)
        if !texts.isEmpty { return .list(texts) }
      }
      return .absent
    case .first(let plans):
      for alternative in plans {
        let found = value(of: alternative, demand)
        switch (found, alternative.invalid) {
        case (.absent, _), (.invalid, .omit): continue
        case (.invalid(_, let original), .keep): return .list(original)
        case (.text(let text), .omit) where !demand.check.passes(text): continue
        default: return found
        }
      }
      return .absent
    }
  }

  /// Transforms each text; the code of the failure where one cannot be.
  private func apply(_ transform: Transform, to texts: inout [String]) -> String? {
    for index in texts.indices {
      switch transform.apply(texts[index]) {
      case .text(let text): texts[index] = text
      case .invalid(let code):
        if code == Transform.limitCode, let pattern = transform.pattern { gaveUp(on: pattern) }
        return code
      }
    }
    return nil
  }

  /// The entries between the separators, trimmed, without empty ones.
  private func split(_ text: String, at separator: String) -> [String] {
    var text = text
    return text.withUTF8 { bytes in
      var parts: [String] = []
      var start = 0
      while start < bytes.count {
        let end = Self.place(of: separator, in: bytes, from: start) ?? bytes.count
        let part = Blank.trimmed(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self))
        if !part.isEmpty { parts.append(part) }
        start = end + separator.utf8.count
      }
      return parts
    }
  }

  /// Where a separator, which is not empty, begins behind `start`, compared byte by byte; `nil`: nowhere.
  ///
  /// The standard library's search is generic over characters, some ten times as slow.
  private static func place(of separator: String, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let first = separator.utf8.first else { return nil }
    for index in start..<bytes.count where bytes[index] == first {
      if bytes[index...].starts(with: separator.utf8) { return index }
    }
    return nil
  }

  /// What a text is mapped to.
  ///
  /// A miss keeps it, unless there is a default.
  private func mapped(_ text: String, by map: ValueMap, fallback: Template?) -> String? {
    if let template = map[text] { return self.text(of: template) }
    return if let fallback { self.text(of: fallback) } else { text }
  }
}
