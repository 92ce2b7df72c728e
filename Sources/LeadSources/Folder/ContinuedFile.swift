import Glibc
package import LeadModel

/// A file that was settled and moved, and is written to all the same, by somebody who has had it open since before.
///
/// An upload that stalls for longer than a file must rest looks whole. Where the system does not tell who writes it
/// (``OpenWriters``), the file is read and moved as it is, and its writer follows it there. So what was moved is looked at
/// for ``memory``, and is brought back and read again once it has changed; the ledger drops what was sent.
///
/// On another disk there is a copy that nobody writes to: what comes behind it is lost with the file that was removed.
package struct ContinuedFile: Sendable, Hashable {
  /// A file that was moved is looked at for so long after its run: a day.
  static let memory: Duration = .seconds(86_400)
  /// At most so many are looked at, those whose runs ended last.
  static let maxFiles = 1_000

  /// As it was called in the folder.
  package let name: String
  /// What it is now.
  package let version: FileVersion
  /// Of ``RememberedFile/place``.
  private let place: String
  private let folder: String

  /// Those to look at, of all that are remembered.
  static func watched(_ remembered: [String: RememberedFile], now: Timestamp) -> [RememberedFile] {
    let watched = remembered.values.filter { $0.place != nil && $0.isAtRest && $0.at + memory > now }
    guard watched.count > maxFiles else { return watched }
    return Array(watched.sorted { $0.at > $1.at }.prefix(maxFiles))
  }

  /// Looks at a file that was moved.
  ///
  /// `nil`: it is as it was, or another one has its name, or none.
  init?(_ file: RememberedFile, in folder: borrowing OpenFolder) {
    guard let place = file.place, let (inner, name) = Self.parts(of: place),
      let target = OpenFolder(named: inner, in: folder), let entry = target.entry(name), entry.kind == .file,
      entry.version.inode == file.version.inode, entry.version != file.version
    else { return nil }
    self.name = file.name
    version = entry.version
    self.place = place
    self.folder = folder.path
  }

  /// Whether its bytes are others than those that were read, and not its time alone.
  ///
  /// Reads it through where it has as many as then.
  ///
  /// - Throws: `folder.unreadable`.
  package func hasChanged(since content: FileContent) throws(Diagnostic) -> Bool {
    guard version.size == content.size else { return true }
    do throws(FolderProblem) {
      guard let (inner, name) = Self.parts(of: place),
        let target = OpenFolder(named: inner, in: try OpenFolder(folder))
      else { return false }
      let file = openat(target.descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard file >= 0 else { throw .unreadable(path: path, errno: errno) }
      defer { close(file) }
      guard let digest = ContentDigest(of: file, size: version.size, mark: nil) else {
        throw .unreadable(path: path, errno: errno)
      }
      return digest.content.digest != content.digest
    } catch {
      throw error.diagnostic
    }
  }

  /// Brings it back into the folder, under its name or the next one that is free, where it is found like any other file.
  ///
  /// Its summary and its rejects stay where they are: they are of what was read then.
  ///
  /// - Returns: `folder.continued`, which tells of it; `nil`: it is gone.
  /// - Throws: `folder.move`.
  package func bringBack() throws(Diagnostic) -> Diagnostic? {
    do throws(FolderProblem) {
      let source = try OpenFolder(folder)
      guard let (inner, name) = Self.parts(of: place), let target = OpenFolder(named: inner, in: source) else {
        return nil
      }
      guard let back = source.takeBack(name, as: self.name, from: target) else {
        if errno == ENOENT { return nil }
        throw .immovable(path: path, folder: ".", errno: errno)
      }
      return FolderProblem.continued(path: "\(folder)/\(back)").diagnostic
    } catch {
      throw error.diagnostic
    }
  }

  private var path: String { "\(folder)/\(place)" }

  /// `done/a.csv` in its two parts.
  private static func parts(of place: String) -> (folder: String, name: String)? {
    guard let slash = place.firstIndex(of: "/") else { return nil }
    return (String(place[..<slash]), String(place[place.index(after: slash)...]))
  }
}
