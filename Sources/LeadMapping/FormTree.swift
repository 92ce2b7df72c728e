import LeadJSON
import LeadModel

/// A form as the object that its names nest in brackets: what `source.columns` and selectors in paths see of one.
///
/// `fields[email][value]=x` is `{"fields": {"email": {"value": "x"}}}`; a name that comes twice is a list. Texts stay
/// texts. Where one name is both a text and an object (`a=1&a[b]=2`), the later one is a key as it is written. Linear in
/// the fields.
enum FormTree {
  /// More brackets than these are no steps, but a part of the name.
  private static let maxSteps = 32

  /// The object; `nil` where there is none, as without fields.
  static func value(of fields: [FormField]) -> JSONValue? {
    guard !fields.isEmpty else { return nil }
    let root = Branch()
    for field in fields {
      let steps = FormNames.steps(of: field.name)
      if steps.count > maxSteps || !root.add(field.value, at: steps[...]) { root.add(field.value, at: [field.name]) }
    }
    var writer = JSONWriter()
    root.write(into: &writer)
    return try? JSONDocument(parsing: writer.bytes).root
  }

  /// An object that grows.
  private final class Branch {
    private enum Content {
      case texts([String])
      case branch(Branch)
    }

    private var keys: [String] = []
    private var contents: [String: Content] = [:]

    /// Adds a text.
    ///
    /// - Returns: `false`, and nothing is added, where a text is in the way of a branch or a branch of a text.
    @discardableResult
    func add(_ text: String, at steps: ArraySlice<String>) -> Bool {
      guard let key = steps.first else { return false }
      let rest = steps.dropFirst()
      // Taken out, so that what grows is not copied.
      let content = contents.removeValue(forKey: key)
      switch content {
      case nil:
        keys.append(key)
        if rest.isEmpty {
          contents[key] = .texts([text])
        } else {
          let branch = Branch()
          contents[key] = .branch(branch)
          return branch.add(text, at: rest)
        }
      case .texts(var texts):
        if rest.isEmpty { texts.append(text) }
        contents[key] = .texts(texts)
        return rest.isEmpty
      case .branch(let branch):
        contents[key] = content
        return !rest.isEmpty && branch.add(text, at: rest)
      }
      return true
    }

    func write(into writer: inout JSONWriter) {
      writer.beginObject()
      for key in keys {
        writer.key(key)
        switch contents[key] {
        case .branch(let branch): branch.write(into: &writer)
        case .texts(let texts) where texts.count == 1: writer.string(texts[0])
        case .texts(let texts):
          writer.beginArray()
          for text in texts { writer.string(text) }
          writer.endArray()
        case nil: writer.null()
        }
      }
      writer.endObject()
    }
  }
}
