import Glibc
package import LeadModel

/// Which letters of a dead-letter file a replay has delivered and not taken out of it yet.
///
/// A file beside the letters, `….replayed`, that lives from the first delivery to the next rewriting; one letter a line,
/// told by its id and its time, as a record that dies again has the same id. What is on the disk wherever a replay dies:
///
/// - before ``add(_:)`` has returned: letters of one batch may be delivered, and are sent again by the next replay;
/// - after it: the next replay takes them out first, and sends none of them.
///
/// While it exists it holds a lock, so that two replays do not send the same letters.
package struct ReplayMarks: ~Copyable {
  /// Which letter, among those that were ever in the file.
  package struct Mark: Sendable, Hashable {
    let text: String

    package init(_ letter: DeadLetter) { text = "\(letter.id) \(letter.at)" }

    fileprivate init(text: String) { self.text = text }
  }

  private let file: OpenFile
  /// Those on the disk.
  package private(set) var marks: Set<Mark> = []

  /// Takes up what an earlier replay left.
  ///
  /// - Throws: `replay.held` where another replay of this file runs; why the file cannot be used.
  package init(of letters: DeadLetterFile) throws(Diagnostic) {
    let path = letters.path + ".replayed"
    do throws(JournalError) {
      guard let file = try FileLock.openUnlessHeld(path, O_RDWR | O_CREAT | O_APPEND) else {
        throw JournalError.held(input: letters.name, pid: nil)
      }
      let size = try file.status.size
      var lines = LineReader(upTo: size)
      var whole = 0
      while let line = try lines.next(from: file), line.isEnded {
        marks.insert(Mark(text: String(decoding: line.bytes, as: UTF8.self)))
        whole += line.bytes.count + 1
      }
      // A torn line is a letter that nobody was told is marked.
      if whole < size { try file.truncate(to: whole) }
      self.file = file
    } catch {
      if case .held(let input, _) = error {
        throw Diagnostic(
          "replay.held", "another replay of this file runs", at: Position(file: input),
          hint: "wait until it has ended, or stop it: the next replay goes on from there")
      }
      throw error.diagnostic
    }
  }

  /// What an earlier replay left, or a running one has marked so far, for a look that changes nothing.
  package static func left(beside letters: DeadLetterFile) throws(JournalError) -> Set<Mark> {
    let path = letters.path + ".replayed"
    guard let status = FileStatus(at: path) else { return [] }
    let file = try OpenFile(path, O_RDONLY)
    var marks: Set<Mark> = []
    var lines = LineReader(upTo: status.size)
    while let line = try lines.next(from: file), line.isEnded {
      marks.insert(Mark(text: String(decoding: line.bytes, as: UTF8.self)))
    }
    return marks
  }

  /// Brings marks to the disk: call it per batch.
  ///
  /// - Throws: ``JournalError/diskFull(path:)`` among others.
  package mutating func add(_ delivered: [Mark]) throws(JournalError) {
    guard !delivered.isEmpty else { return }
    try file.write(Array(delivered.map { $0.text + "\n" }.joined().utf8))
    try file.synchronize()
    marks.formUnion(delivered)
  }

  /// Forgets them: they are out of the file.
  package mutating func clear() throws(JournalError) {
    try file.truncate(to: 0)
    marks = []
  }

  /// Ends the replay: the file goes if it is empty.
  package consuming func end() {
    // Under its lock, so nobody else has begun to use it; who waits for it finds that it is another file.
    if marks.isEmpty { unlink(file.path) }
  }
}
