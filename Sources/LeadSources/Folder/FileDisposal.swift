import Glibc
import LeadJSON
import LeadModel

/// Moves a file that is settled into `done/` or `failed/`, with its summary and its rejects beside it.
///
/// A place is free where there is neither a file of that name nor a summary or a table of one: what is there is somebody's,
/// and stays. Its steps are in an order in which a process may die behind any of them, and the same disposal be made again:
/// the summary goes first, and is known again by its bytes, so that what lies beside it is ours; the file itself goes last.
///
/// | it died behind | then there is |
/// | --- | --- |
/// | `summary` | a summary that says whose the place is; the file and its rejects still here |
/// | `rejects` | what belongs to the file in the other folder, the file still here |
/// | `marker` | the same, and no marker: a settled file needs none |
/// | `file` | everything there; with the power it may come back here, and is moved again |
///
/// On another disk the file is copied and then removed; if it died in between, the copy stays, and the file comes to lie
/// beside it as `-2`.
package struct FileDisposal {
  /// Which folder a file goes to.
  package enum End: String, Sendable, Hashable, CaseIterable {
    case done, failed
  }

  enum Step: CaseIterable {
    case place, summary, rejects, marker, file, names
  }

  private let file: FolderFile
  private let end: End
  private let summary: [UInt8]
  private let rejects: String?
  /// Of the open file.
  private let descriptor: Int32
  /// Its name in the other folder, once that is chosen.
  private var name = ""
  private var ending = FileClaim.Ending.left

  init(_ file: FolderFile, end: End, summary: [UInt8], rejects: String?, descriptor: Int32) {
    self.file = file
    self.end = end
    self.summary = summary
    self.rejects = rejects
    self.descriptor = descriptor
  }

  /// Takes all steps.
  ///
  /// - Throws: ``FolderProblem/immovable(path:folder:errno:)``.
  mutating func perform() throws(FolderProblem) -> FileClaim.Ending {
    for step in Step.allCases { try take(step) }
    return ending
  }

  /// Takes one step; those before it were taken.
  mutating func take(_ step: Step) throws(FolderProblem) {
    let source = try OpenFolder(file.folder)
    guard let target = OpenFolder(making: end.rawValue, in: source) else { throw failure() }
    switch step {
    case .place: name = NumberedName.free(for: file.name) { isTaken($0, in: target) }
    case .summary: try write(summary(for: name), as: Self.summaryName(name), in: target)
    case .rejects: try placeRejects(in: target)
    case .marker:
      if let marker = file.marker, unlinkat(source.descriptor, marker, 0) != 0, errno != ENOENT { throw failure() }
    case .file: try move(from: source, to: target)
    case .names: guard target.synchronize(), source.synchronize() else { throw failure() }
    }
  }

  /// An error with the `errno` of the call before.
  private func failure() -> FolderProblem { .immovable(path: file.path, folder: end.rawValue, errno: errno) }

  // MARK: What lies beside

  private static func summaryName(_ name: String) -> String { name + ".summary.json" }
  private static func rejectsName(_ name: String) -> String { name + ".rejects.csv" }

  /// Whether anything of a file of that name is there already that this disposal has not put there.
  private func isTaken(_ name: String, in target: borrowing OpenFolder) -> Bool {
    if target.entry(name) != nil { return true }
    guard target.entry(Self.summaryName(name)) != nil else { return target.entry(Self.rejectsName(name)) != nil }
    return !target.holds(summary(for: name), as: Self.summaryName(name))
  }

  /// The summary as it lies beside a file of that name: with the table's name there.
  private func summary(for name: String) -> [UInt8] {
    guard let rejects else { return summary }
    var written = JSONWriter()
    written.member("rejects", rejects)
    var beside = JSONWriter()
    beside.member("rejects", Self.rejectsName(name))
    guard let place = summary.firstRange(of: written.bytes) else { return summary }
    return Array(summary[..<place.lowerBound]) + beside.bytes + Array(summary[place.upperBound...])
  }

  private func placeRejects(in target: borrowing OpenFolder) throws(FolderProblem) {
    guard let rejects else { return }
    let place = Self.rejectsName(name)
    if renameat(AT_FDCWD, rejects, target.descriptor, place) == 0 { return }
    // There were none, or they are there already.
    if errno == ENOENT { return }
    guard errno == EXDEV else { throw failure() }
    let table = open(rejects, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard table >= 0 else {
      // Between two disks the system says so before it looks whether there is anything to rename.
      if errno == ENOENT { return }
      throw failure()
    }
    defer { close(table) }
    try copy(table, as: place, mode: 0o600, in: target)
    unlink(rejects)
  }

  private func write(_ bytes: [UInt8], as place: String, in target: borrowing OpenFolder) throws(FolderProblem) {
    try replace(place, mode: 0o600, in: target) { part in Self.write(bytes[...], to: part) }
  }

  // MARK: The file

  private mutating func move(from source: borrowing OpenFolder, to target: borrowing OpenFolder) throws(FolderProblem) {
    if renameat(source.descriptor, file.name, target.descriptor, name) != 0 {
      guard errno == EXDEV else { throw failure() }
      return try moveToOtherDisk(from: source, to: target)
    }
    // Between the last look and the renaming something else may have come into its place, or more bytes into the file.
    guard target.entry(name)?.version == file.version else {
      // Where it cannot be brought back, it lies there unread, and is told.
      guard source.takeBack(name, as: file.name, from: target) != nil else { throw failure() }
      ending = .changed
      return
    }
    ending = .moved(path: "\(target.path)/\(name)")
  }

  private mutating func moveToOtherDisk(
    from source: borrowing OpenFolder, to target: borrowing OpenFolder
  ) throws(FolderProblem) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure() }
    try copy(descriptor, as: name, mode: status.st_mode & 0o777, times: status.st_mtim, in: target)
    // The copy is on the disk before the file goes.
    guard target.synchronize() else { throw failure() }
    guard source.entry(file.name)?.version == file.version else {
      unlinkat(target.descriptor, name, 0)
      ending = .changed
      return
    }
    guard unlinkat(source.descriptor, file.name, 0) == 0 else {
      let failed = failure()
      unlinkat(target.descriptor, name, 0)
      throw failed
    }
    ending = .moved(path: "\(target.path)/\(name)")
  }

  // MARK: Bytes

  private func copy(
    _ from: Int32, as place: String, mode: mode_t, times: timespec? = nil, in target: borrowing OpenFolder
  ) throws(FolderProblem) {
    try replace(place, mode: mode, in: target) { part in
      var buffer = [UInt8](repeating: 0, count: 1 << 20)
      var offset = 0
      while true {
        let count = pread(from, &buffer, buffer.count, off_t(offset))
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { return false }
        if count == 0 { break }
        guard Self.write(buffer[..<count], to: part) else { return false }
        offset += count
      }
      guard let times else { return true }
      return futimens(part, [times, times]) == 0
    }
  }

  /// Writes a file in one step: under a hidden name first, and brought to the disk before it is renamed.
  ///
  /// - Parameters:
  ///   - place: Its name; what is there already is replaced.
  ///   - mode: Less the process's mask.
  ///   - target: The folder.
  ///   - fill: Writes its bytes; `false` where that fails, with `errno`.
  /// - Throws: ``FolderProblem/immovable(path:folder:errno:)``; then nothing of it is left.
  private func replace(
    _ place: String, mode: mode_t, in target: borrowing OpenFolder, fill: (Int32) -> Bool
  ) throws(FolderProblem) {
    let hidden = ".\(place).part"
    let part = openat(
      target.descriptor, hidden, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode)
    guard part >= 0 else { throw failure() }
    let isWhole = fill(part) && fsync(part) == 0
    let code = errno
    close(part)
    if isWhole, renameat(target.descriptor, hidden, target.descriptor, place) == 0 { return }
    if !isWhole { errno = code }
    let failed = failure()
    unlinkat(target.descriptor, hidden, 0)
    throw failed
  }

  /// Writes all bytes at the file's position; `false` where that fails, with `errno`.
  private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
