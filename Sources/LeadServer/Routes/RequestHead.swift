import LeadModel

/// The head of a request, its fields taken once.
struct RequestHead: Sendable {
  /// In upper case.
  var method: String
  var target: String
  /// Names in lower case.
  var fields: [Post.HeaderField]
  /// Who has connected.
  var peer: IPAddress
  /// Whether a body follows.
  var hasBody = false
  /// What `content-length` says; `nil`: nothing, the body comes in chunks or there is none.
  var contentLength: Int?
  var isHTTP11 = true

  func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  func fields(_ name: String) -> [String] { fields.lazy.filter { $0.name == name }.map(\.value) }

  /// What stands behind `Bearer ` in `authorization`.
  var bearer: String? {
    guard let value = field("authorization"), value.prefix(7).lowercased() == "bearer " else { return nil }
    return String(value.dropFirst(7).drop { $0 == " " })
  }

  /// Whether the id is wanted whatever the route answers else (RFC 7240, section 4.2): for whoever tries a route out, as
  /// `{}` or a page does not say it.
  var prefersReceipt: Bool {
    guard let value = field("prefer") else { return false }
    return value.split(separator: ",").contains {
      $0.drop { $0 == " " }.lowercased().hasPrefix("return=representation")
    }
  }

  /// Whether a person looks at the answer: a browser that sends a form as a page, not a script.
  var isBrowserForm: Bool {
    guard method == "POST", let accept = field("accept"), accept.contains("text/html"),
      let type = field("content-type")?.lowercased()
    else { return false }
    return type.hasPrefix("application/x-www-form-urlencoded") || type.hasPrefix("multipart/form-data")
  }
}
