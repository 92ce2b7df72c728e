import LeadModel

/// One column of a sample: a table's, a form's field, or a place in nested values.
struct SampleColumn: Sendable {
  /// As the user sees it: `Phone 1 - Value`, `contact.email`.
  let name: String
  let path: SamplePath
  /// One for each record of the sample, trimmed; empty where the record has nothing there.
  var values: [String]
  /// Whether it holds lists: then its texts are joined with `, ` and need no splitting.
  var isList = false
  /// Whether it stands in the first of several objects of a list: it may say what all of them are, and not who the lead is.
  var isOneOfSeveral = false

  /// Those that are not empty.
  var filled: [String] { values.filter { !$0.isEmpty } }
}

/// Where a column is in a record, and how a mapping writes that.
struct SamplePath: Sendable, Hashable {
  /// One step.
  enum Step: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  let steps: [Step]

  init(_ steps: [Step]) { self.steps = steps }

  /// A table's column, or a form's field.
  init(column: String) { steps = [.key(column)] }

  /// As it stands in `from`, `field` and `except`.
  ///
  /// In braces where the name holds some: there a quoted name is a template's.
  var reference: String {
    let text = text
    return text.contains { $0 == "{" || $0 == "}" } ? "{\(text)}" : text
  }

  /// As it stands in a template.
  var placeholder: String { "{\(text)}" }

  /// As the language's paths are written where no template can stand: `source.records`, `each`, `value`.
  var text: String {
    var text = ""
    for step in steps {
      switch step {
      case .key(let key): text += (text.isEmpty ? "" : ".") + Self.written(key)
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }

  private static func written(_ key: String) -> String {
    let hasMarks = key.unicodeScalars.contains { "{}.[]\"".unicodeScalars.contains($0) }
    // A path loses the blanks at its ends, and might be nothing then.
    let needsQuotes = hasMarks || key.hasPrefix("@") || Blank.trimmed(key) != key
    guard needsQuotes else { return key }
    var quoted = "\""
    for scalar in key.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
