/// An answer's body, and what it says that it is.
struct HTTPAnswerBody: Sendable {
  let bytes: [UInt8]
  /// In lower case, without parameters; empty where it was not said.
  let type: String

  init(_ bytes: [UInt8], contentType: String?) {
    self.bytes = bytes
    type = contentType?.split(separator: ";").first.map { $0.lowercased().filter { !$0.isWhitespace } } ?? ""
  }
}
