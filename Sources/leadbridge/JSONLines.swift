import LeadJSON

/// Lines of JSON on their way to standard output, written in pieces of some 64 KB: a write a line would cost more than
/// the line.
struct JSONLines: ~Copyable {
  private static let pieceBytes = 1 << 16

  private var json = JSONWriter(reservingCapacity: pieceBytes)

  /// Adds a line; `write` writes its value.
  mutating func add(_ write: (inout JSONWriter) -> Void) {
    write(&json)
    json.endLine()
    if json.count >= Self.pieceBytes { flush() }
  }

  /// Writes what is left; to be called at the end.
  mutating func flush() {
    Terminal.write(json.bytes)
    json.removeAll()
  }
}
