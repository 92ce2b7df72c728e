/// A request to be sent: a value without any library's types in it.
///
/// Requests that differ in their body alone should share `url` and `headerLines`, the same values and not equal ones made
/// anew: sharing is seen at once, and then nothing but the body is set up.
package struct HTTPRequest: Sendable {
  /// Given back with the answer.
  ///
  /// The transport does not look at it.
  package var id: Int
  package var method: HTTPMethod
  /// Absolute, `http` or `https`.
  package var url: String
  /// Each `name: value`.
  ///
  /// A line with CR, LF or NUL in it fails the request; nothing of it is sent.
  package var headerLines: [String]
  /// Of a PUT or a POST; a GET's is not sent.
  package var body: [UInt8]

  package init(id: Int, method: HTTPMethod, url: String, headerLines: [String], body: [UInt8] = []) {
    self.id = id
    self.method = method
    self.url = url
    self.headerLines = headerLines
    self.body = body
  }
}

/// The methods that the inbox API has, and the one by which others are told something.
package enum HTTPMethod: Sendable, Hashable {
  case get
  case put
  case post
}
