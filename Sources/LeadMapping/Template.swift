/// A text with fields in it: `"{First Name} {Last Name}"`.
///
/// A class, as ``ValuePlan`` is: it is handed on at the price of a reference, and never changes.
final class Template: Sendable {
  /// A piece of it.
  enum Part: Sendable, Hashable {
    case literal(String)
    case field(FieldTable.ID)
  }

  /// In order; neighbouring literals are one.
  let parts: [Part]
  /// Its fields, in order.
  let fields: [FieldTable.ID]
  /// Its text, trimmed, where it has no fields.
  let constant: String?
  /// Its field, where it is nothing but one.
  let single: FieldTable.ID?

  init(parts: [Part]) {
    self.parts = parts
    fields = parts.compactMap { if case .field(let field) = $0 { field } else { nil } }
    if fields.isEmpty {
      let text = parts.map { if case .literal(let text) = $0 { text } else { "" } }.joined()
      constant = Blank.trimmed(text)
    } else {
      constant = nil
    }
    single = parts.count == 1 ? fields.first : nil
  }

  /// A fixed text.
  convenience init(constant text: String) { self.init(parts: [.literal(text)]) }
}
