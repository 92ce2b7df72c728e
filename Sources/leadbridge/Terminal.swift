import Foundation
import Glibc
import LeadModel
import Synchronization

/// Standard output for data, standard error for talk, and what each of them is.
enum Terminal {
  /// Where text goes.
  enum Stream: Int32 {
    case input = 0
    case output = 1
    case error = 2

    var isTerminal: Bool { isatty(rawValue) == 1 }
  }

  /// Columns of the terminal: what it says, else `COLUMNS`, else 80.
  static var width: Int {
    var size = winsize()
    if ioctl(Stream.error.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init) ?? 80
  }

  /// Whether what goes to `stream` may be coloured: a terminal that is not dumb, and no `NO_COLOR` (no-color.org).
  static func hasColor(_ stream: Stream) -> Bool {
    stream.isTerminal && !isDumb && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Whether the terminal cannot erase a line.
  static var isDumb: Bool { ProcessInfo.processInfo.environment["TERM"] == "dumb" }

  /// Writes data.
  ///
  /// A reader that has gone away (`| head`) is success: the process ends, quietly.
  static func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes data, as ``write(_:)-(String)``.
  static func write(_ bytes: [UInt8]) {
    guard put(bytes, to: .output) else { exit(ExitStatus.success.rawValue) }
  }

  /// Says something on standard error, with a line end.
  ///
  /// A progress bar that stands there is taken off first.
  static func say(_ line: String) {
    talk.withLock { bar in
      let erase = bar.isEmpty ? "" : "\r\u{1B}[K"
      _ = put(Array((erase + line + "\n" + bar).utf8), to: .error)
    }
  }

  /// Says a diagnostic, its severity coloured where that may be.
  static func say(_ diagnostic: Diagnostic) {
    guard hasColor(.error) else { return say(diagnostic.description) }
    let colour = diagnostic.severity == .error ? "31" : diagnostic.severity == .warning ? "33" : "36"
    let word = "\(diagnostic.severity.rawValue):"
    let text = diagnostic.description
    guard let range = text.range(of: word) else { return say(text) }
    say(text.replacingCharacters(in: range, with: "\u{1B}[1;\(colour)m\(word)\u{1B}[0m"))
  }

  /// Says all of them.
  static func say(_ diagnostics: Diagnostics) { diagnostics.all.forEach { say($0) } }

  /// Puts a line at the bottom of standard error that later talk moves down; an empty one takes it away.
  static func showBar(_ line: String) {
    talk.withLock { bar in
      guard bar != line else { return }
      bar = line
      _ = put(Array(("\r\u{1B}[K" + line).utf8), to: .error)
    }
  }

  /// Asks a question on the terminal and reads a line; `nil` at the end of the input.
  static func ask(_ question: String) -> String? {
    _ = put(Array(question.utf8), to: .error)
    return readLine(strippingNewline: true)
  }

  /// The bar that stands at the bottom now.
  private static let talk = Mutex("")

  /// Writes all of the bytes; `false` where the reader has gone.
  private static func put(_ bytes: [UInt8], to stream: Stream) -> Bool {
    var written = 0
    while written < bytes.count {
      // `write` reads at most the bytes that are left, from memory that the array keeps alive.
      let count = bytes.withUnsafeBytes {
        Glibc.write(stream.rawValue, $0.baseAddress! + written, bytes.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      written += count
    }
    return true
  }
}
