extension FieldSource {
  /// The template's text, trimmed; `nil`: it is empty, as it is when all of its fields are.
  ///
  /// Fields that are empty vanish, and the runs of blanks they leave become one.
  func text(of template: Template) -> String? {
    if let constant = template.constant { return constant.isEmpty ? nil : constant }
    if let single = template.single { return text(single) }
    var joint = TemplateJoint()
    for part in template.parts {
      switch part {
      case .literal(let text): joint.append(literal: text)
      case .field(let field): joint.append(field: text(field))
      }
    }
    return joint.text
  }

  /// The template's text where every one of its fields has a value; `nil` otherwise.
  func filledText(of template: Template) -> String? {
    for field in template.fields where isEmpty(field) { return nil }
    return text(of: template)
  }
}

/// Puts a template's pieces together.
private struct TemplateJoint {
  private var bytes: [UInt8] = []
  /// Whether a field that is empty stood here, so that the blanks on both sides of it meet.
  private var isGap = false
  private var hasField = false

  init() { bytes.reserveCapacity(64) }

  mutating func append(literal text: String) {
    if isGap {
      appendAcrossGap(text)
    } else {
      bytes.append(contentsOf: text.utf8)
    }
  }

  mutating func append(field text: String?) {
    guard let text else {
      isGap = true
      return
    }
    hasField = true
    isGap = false
    // Trimmed, so no run of blanks begins or ends in it.
    bytes.append(contentsOf: text.utf8)
  }

  /// The result.
  var text: String? {
    guard hasField else { return nil }
    return CellText.trimmed(bytes, from: 0, to: bytes.count)
  }

  /// Puts one blank, a line break if there was one, in place of all that meet at the gap.
  private mutating func appendAcrossGap(_ text: String) {
    var rest = text.utf8[...]
    var hasBreak = false
    while let first = rest.first, CellText.isASCIIBlank(first) {
      hasBreak = hasBreak || first == 0x0A
      rest.removeFirst()
    }
    if rest.count < text.utf8.count {
      while let last = bytes.last, CellText.isASCIIBlank(last) {
        hasBreak = hasBreak || last == 0x0A
        bytes.removeLast()
      }
      if !bytes.isEmpty { bytes.append(hasBreak ? 0x0A : 0x20) }
    }
    bytes.append(contentsOf: rest)
    isGap = rest.isEmpty
  }
}
