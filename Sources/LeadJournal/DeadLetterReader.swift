package import LeadModel

/// Goes over a dead-letter file letter by letter, as it was when the reader was made: what is appended or taken out
/// meanwhile does not touch it.
///
/// Memory does not grow with the file.
package struct DeadLetterReader: ~Copyable {
  /// A line of the file.
  package enum Entry: Sendable {
    case letter(DeadLetter, line: Int)
    /// A line that is no dead letter: a warning at its place. It stays in the file.
    case unreadable(Diagnostic)
  }

  private let file: OpenFile
  private let name: String
  private var lines: LineReader
  /// The bytes that it goes over.
  package let size: Int

  /// - Parameters:
  ///   - file: Open for reading.
  ///   - name: The file as diagnostics call it.
  ///   - end: The file's size while it was locked: up to there all lines are whole.
  init(_ file: consuming OpenFile, name: String, upTo end: Int) {
    self.file = file
    self.name = name
    size = end
    lines = LineReader(upTo: end)
  }

  /// About how many bytes of ``size`` it has gone over.
  package var bytesRead: Int { lines.bytesRead }

  /// Begins again: the same letters come once more, whatever was done to the file meanwhile.
  package mutating func rewind() { lines = LineReader(upTo: size) }

  /// The next line that is not blank; `nil` behind the last.
  package mutating func next() throws(JournalError) -> Entry? {
    while let line = try lines.next(from: file) {
      if line.isBlank { continue }
      do throws(DeadLetter.Unreadable) {
        return .letter(try DeadLetter(parsing: line.bytes), line: line.number)
      } catch {
        return .unreadable(error.diagnostic(file: name, line: line.number))
      }
    }
    return nil
  }
}

extension LineReader.Line {
  /// Whether there is nothing in it but blanks.
  var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
}
