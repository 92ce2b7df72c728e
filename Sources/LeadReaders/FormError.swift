import LeadModel

/// Why a form cannot be read.
enum FormError: Error, Sendable, Hashable {
  case manyFields(most: Int)
  case manyParts(most: Int)
  case longName(most: Int)
  case longValue(field: String, most: Int)
  /// Parts are counted from 1.
  case longHeader(part: Int, most: Int)
  case longBody(most: Int)
  /// A line of a part's header is none.
  case header(part: Int)
  case nameless(part: Int)
  /// Neither the content type says the boundary nor the body's first line.
  case noBoundary
  /// The boundary is known, and nowhere in the body.
  case noPart
  /// The body ends inside of its first part.
  case open

  /// What dead letters say.
  var finding: Finding {
    switch self {
    case .manyFields(let most): Finding("form.fields.many", "the form has more than \(most.grouped) fields")
    case .manyParts(let most): Finding("form.fields.many", "the form has more than \(most.grouped) parts")
    case .longName(let most): Finding("form.name.long", "a field's name is longer than \(most.grouped) bytes")
    case .longValue(let field, let most):
      Finding("form.value.long", field: field, "the value of '\(field)' is longer than \(most.grouped) bytes")
    case .longHeader(let part, let most):
      Finding("form.header.long", "the header of part \(part) is longer than \(most.grouped) bytes")
    case .longBody(let most): Finding("form.record.long", "the form is longer than \(most.grouped) bytes")
    case .header(let part):
      Finding("form.multipart.header", "the header of part \(part) has a line that is no 'Name: value'")
    case .nameless(let part):
      Finding("form.multipart.header", "part \(part) has no 'Content-Disposition: form-data; name=…'")
    case .noBoundary:
      Finding(
        "form.multipart.boundary", "neither the content type nor the first line says the boundary between the parts")
    case .noPart: Finding("form.multipart.boundary", "no part begins with the boundary that the content type says")
    case .open: Finding("form.multipart.open", "the form ends inside of its first part")
    }
  }
}

/// What was odd about a form, and read all the same.
enum FormWarning {
  static func file(_ field: String, bytes: Int) -> Finding {
    Finding(
      "form.file", field: field, "the field '\(field)' holds a file of \(bytes.grouped) bytes, which is not kept")
  }

  /// `field` is the one that is cut; `nil`: the form ends between two.
  static func open(inside field: String?) -> Finding {
    let rest = field.map { "the field '\($0)', which is cut, is left out" } ?? "it may have had more fields"
    return Finding("form.multipart.open", field: field, "the final boundary is missing; \(rest)")
  }

  static func transferEncoding(_ field: String) -> Finding {
    Finding(
      "form.multipart.encoding", field: field,
      "the field '\(field)' is not encoded as its Content-Transfer-Encoding says, and is kept as it is")
  }

  static let lineFeeds = Finding("form.multipart.lines", "lines end with LF alone; CR LF is expected")

  static let charset = Finding(
    "encoding.unsupported",
    "the charset that the form says is neither utf-8 nor windows-1252; read as the one or else the other")
}

extension Int {
  /// With a comma between thousands: `12,345`.
  ///
  /// Not below 0.
  fileprivate var grouped: String {
    self < 1000 ? "\(self)" : "\((self / 1000).grouped),\(String(self % 1000 + 1000).dropFirst())"
  }
}
