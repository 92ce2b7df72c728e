import Foundation
import Glibc
import LeadJournal
import LeadModel

/// The table of the records that a push did not deliver: what is mended in a spreadsheet and pushed again.
///
/// It is made of the dead letters once the run has ended or stopped, in one step, and not while it runs. So a run that was
/// killed and went on holds each record once, and a table is whole or is not there; a letter that was closed or replayed
/// meanwhile is not in it.
struct RejectsFile {
  let path: String
  private let target: String

  /// Bytes in which the header of a table of ours ends, if it is one.
  private static let headBytes = 1 << 20
  /// Rows are written in pieces of about so many bytes.
  private static let pieceBytes = 1 << 18

  /// Makes sure that the file can be written, and is none that is needed.
  ///
  /// - Throws: `rejects.input` for an input, `rejects.foreign` for a file of something else, `rejects.deadletters` where
  ///   no letters are kept, `rejects.unwritable`.
  init(_ path: String, inputs: [Input], deadLetters: DeadLetterFile) throws(Diagnostic) {
    self.path = path
    target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard deadLetters.isRegular else {
      throw Diagnostic(
        "rejects.deadletters", "no dead letters are kept there, and the rejected records are made of them",
        at: Position(file: deadLetters.name), hint: "leave out --rejects, or name a file with --dead-letters")
    }
    if inputs.contains(where: { $0.realPath == target }) {
      throw Diagnostic(
        "rejects.input", "the rejected records would be written over this input", at: Position(file: path),
        hint: "name another file with --rejects")
    }
    if FileManager.default.fileExists(atPath: target), !Self.isOurs(target) {
      throw Diagnostic(
        "rejects.foreign", "there is a file of this name already, and it is no table of rejected records",
        at: Position(file: path), hint: "name another file with --rejects; this one was not touched")
    }
    // Whether it can be written shows before anything is sent.
    let (descriptor, temporary) = try open()
    close(descriptor)
    unlink(temporary)
  }

  /// Whether a file is a table of rejected records, as written or as a spreadsheet has saved it, or empty.
  static func isOurs(_ path: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: path), let head = try? handle.read(upToCount: headBytes) else {
      // An empty file gives no bytes at all.
      return (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) == 0
    }
    if head.isEmpty { return true }
    guard head.range(of: Data(BookkeepingColumns.error.utf8)) != nil else { return false }
    // The header may be several lines long, as names may: a line of it ends with ours.
    return head.split(separator: 0x0A, omittingEmptySubsequences: false).contains { line in
      let names = String(decoding: line, as: UTF8.self).split(whereSeparator: { ",;\t\r".contains($0) })
      return names.suffix(4).map { $0.filter { $0 != "\"" } } == BookkeepingColumns.ofRejects
    }
  }

  /// Writes the letters of some runs, in the order in which they died; a table without rows is none.
  ///
  /// - Parameters:
  ///   - letters: Where they are.
  ///   - runs: Whose they are.
  ///   - namesInputs: Whether `_line` has the input's name too, as there are several.
  /// - Returns: How many rows it has.
  /// - Throws: ``JournalError`` where the letters cannot be read; a ``Diagnostic`` where the table cannot be written.
  func write(_ letters: DeadLetterFile, of runs: Set<String>, namesInputs: Bool) throws -> Int {
    var table = DeadLetterTable()
    var count = 0
    var reader = try letters.reader()
    while let entry = try reader.next() {
      guard case .letter(let letter, _) = entry, let run = letter.run, runs.contains(run) else { continue }
      table.add(columnsOf: letter)
      count += 1
    }
    guard count > 0 else {
      // One of an earlier run would be taken for this one's.
      if FileManager.default.fileExists(atPath: target) { unlink(target) }
      return 0
    }
    let (descriptor, temporary) = try open()
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      var piece = TableText.mark + Array(TableText.line(table.header + BookkeepingColumns.ofRejects).utf8)
      reader.rewind()
      while let entry = try reader.next() {
        guard case .letter(let letter, _) = entry, let run = letter.run, runs.contains(run) else { continue }
        let own = [letter.id, Self.line(letter, namesInputs: namesInputs), Self.outcome(letter), Self.words(letter)]
        piece += TableText.line(table.row(of: letter) + own).utf8
        if piece.count >= Self.pieceBytes {
          try handle.write(contentsOf: piece)
          piece.removeAll(keepingCapacity: true)
        }
      }
      try handle.write(contentsOf: piece)
      try handle.synchronize()
      guard rename(temporary, target) == 0 else { throw unwritable(errno) }
    } catch {
      unlink(temporary)
      if error is JournalError || error is Diagnostic { throw error }
      throw Diagnostic(JournalError.diskFullCode, "the table could not be written whole", at: Position(file: path))
    }
    return count
  }

  private static func line(_ letter: DeadLetter, namesInputs: Bool) -> String {
    let line = letter.source.line.map(String.init) ?? ""
    return namesInputs ? "\(letter.source.name):\(line)" : line
  }

  /// What the run has counted it as: what was taken from a pipe that it left is dead, wherever it was.
  private static func outcome(_ letter: DeadLetter) -> String {
    letter.stage == .deliver || letter.errors.contains { $0.code == "run.stopped" } ? "dead" : "rejected"
  }

  /// Why, for a person who does not know the codes.
  private static func words(_ letter: DeadLetter) -> String {
    letter.errors.map { error in error.field.map { "\($0): \(error.message)" } ?? error.message }.joined(
      separator: "; ")
  }

  /// A file beside the target, of mode 0600, under a name that nobody else has.
  private func open() throws(Diagnostic) -> (descriptor: Int32, path: String) {
    var template = Array("\(target).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw unwritable(errno) }
    return (
      descriptor,
      template.withUnsafeBufferPointer { String(decoding: $0.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self) }
    )
  }

  private func unwritable(_ code: Int32) -> Diagnostic {
    Diagnostic(
      code == ENOSPC || code == EDQUOT ? JournalError.diskFullCode : "rejects.unwritable",
      "the table of rejected records cannot be written: \(String(cString: strerror(code)))", at: Position(file: path),
      hint: "name a file in a folder that you can write to")
  }
}
