import ArgumentParser
import Foundation

/// Help, and what is said of a wrong command line, as ArgumentParser writes them but for lines that are too wide.
///
/// ArgumentParser wraps everything to the terminal, at most 80 columns of a pipe, but the line that shows how a command is
/// used: with a dozen options it is 300 columns wide.
enum Help {
  /// Columns where a screen is not known, and at most: longer lines are hard to read.
  static let columns = 80

  /// Ends the program with what ArgumentParser has to say: help on standard output, mistakes on standard error.
  static func end(with error: any Error) -> Never {
    let status = Leadbridge.exitCode(for: error)
    let text = folded(Leadbridge.fullMessage(for: error), columns: min(columns, max(40, Terminal.width)))
    if !text.isEmpty {
      if status.isSuccess { Terminal.write(text + "\n") } else { Terminal.say(text) }
    }
    Foundation.exit(status.rawValue)
  }

  /// A text whose lines of usage go on in the next line, indented.
  ///
  /// - Parameters:
  ///   - text: With lines that begin with `USAGE:` or `Usage:`.
  ///   - columns: The widest line; one word, an option with its value or `[--such]`, stays whole.
  /// - Returns: The text with more lines; every other line is as it was.
  static func folded(_ text: String, columns: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let isUsage = line.hasPrefix("USAGE: ") || line.hasPrefix("Usage: ")
      return isUsage ? fold(line, columns: columns) : String(line)
    }.joined(separator: "\n")
  }

  private static func fold(_ line: Substring, columns: Int) -> String {
    var lines: [String] = []
    var current = ""
    for word in words(of: line) {
      if !current.isEmpty, current.count + 1 + word.count > columns {
        lines.append(current)
        current = "    " + word
      } else {
        current += (current.isEmpty ? "" : " ") + word
      }
    }
    return (lines + [current]).joined(separator: "\n")
  }

  /// Split at blanks outside of brackets: `[--to <name>]` is one.
  private static func words(of line: Substring) -> [String] {
    var words: [String] = []
    var word = ""
    var depth = 0
    for character in line {
      if character == " ", depth == 0 {
        if !word.isEmpty { words.append(word) }
        word = ""
        continue
      }
      if character == "[" || character == "<" || character == "(" { depth += 1 }
      if character == "]" || character == ">" || character == ")" { depth -= 1 }
      word.append(character)
    }
    return word.isEmpty ? words : words + [word]
  }
}
