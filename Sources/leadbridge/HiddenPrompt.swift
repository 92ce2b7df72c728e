import Foundation
import Glibc

/// Asks on the terminal for something that must not be seen there: a token.
enum HiddenPrompt {
  /// Asks, and reads a line without showing it.
  ///
  /// What was typed or pasted before the question is dropped. The terminal does not turn Ctrl-C into a signal
  /// meanwhile, which would leave it without echo: the key itself ends the command.
  ///
  /// - Parameter question: Goes to standard error.
  /// - Returns: The line; `nil` where standard input is no terminal, or is at its end.
  /// - Throws: ``ExitStatus/interrupted`` on Ctrl-C.
  static func ask(_ question: String) throws -> String? {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    var before = settings
    settings.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
    say(question)
    defer { say("\n") }
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else { return nil }
      switch byte {
      case 0x0A, 0x0D: return String(decoding: line, as: UTF8.self)
      case 0x03: throw ExitStatus.interrupted.code
      case 0x04 where line.isEmpty: return nil
      case 0x15: line = []  // Ctrl-U: the line anew.
      case 0x7F, 0x08: _ = line.popLast()
      default: if line.count < 65_536 { line.append(byte) }
      }
    }
  }

  private static func say(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
