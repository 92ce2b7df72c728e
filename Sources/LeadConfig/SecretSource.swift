import Glibc
package import LeadModel
import Synchronization

/// A secret that is read again when its file changes, so that it can be changed while a daemon runs.
///
/// A file that cannot be read any more, or holds no secret, leaves the last one in use: posts are not refused because
/// somebody is in the middle of writing it. A variable never changes.
package final class SecretSource: Sendable {
  /// A secret as it is now.
  package struct Reading: Sendable {
    package let secret: Secret
    /// Whether it is another one than the reading before gave.
    package let hasChanged: Bool
    /// Why the file was not taken; said once, until it changes again or can be read again.
    package let complaint: Diagnostic?
  }

  /// What tells one state of a file from another.
  ///
  /// A file that is replaced (`rename`) has another inode. One that is written in place twice within a tick of the
  /// file system's clock (some milliseconds), with the same length, is not told apart.
  private struct Stamp: Equatable {
    let device: UInt64
    let inode: UInt64
    let bytes: Int64
    /// The moment of the last change, as the system writes it: compared, never read.
    let modified: [UInt8]
  }

  private struct State {
    var secret: Secret
    /// `nil`: the file is not there.
    var stamp: Stamp?
  }

  private let reference: SecretReference
  private let environment: [String: String]
  private let folder: String
  private let path: String?
  private let state: Mutex<State>

  /// Reads the secret for the first time.
  ///
  /// - Parameters:
  ///   - reference: Where it is kept.
  ///   - environment: The process's variables.
  ///   - folder: Relative paths are taken from it.
  /// - Throws: As ``SecretReference/resolve(environment:relativeTo:)``.
  package init(
    _ reference: SecretReference, environment: [String: String], relativeTo folder: String
  ) throws(Diagnostic) {
    self.reference = reference
    self.environment = environment
    self.folder = folder
    path = if case .file(let path) = reference.place { FilePath.joined(folder, path) } else { nil }
    // The stamp first: what is written between the two is seen by the next look.
    let stamp = path.flatMap(Self.stamp)
    let secret = try reference.resolve(environment: environment, relativeTo: folder).secret
    state = Mutex(State(secret: secret, stamp: stamp))
  }

  /// The secret as it is now.
  ///
  /// Costs a `stat`, some 1 µs, and a reading where the file has changed; nobody waits for it.
  package func current() -> Reading {
    guard let path else {
      return Reading(secret: state.withLock(\.secret), hasChanged: false, complaint: nil)
    }
    let stamp = Self.stamp(path)
    let known: Secret? = state.withLock { state in
      if stamp == state.stamp { return state.secret }
      // Claimed by this caller: others go on with the last one meanwhile.
      state.stamp = stamp
      return nil
    }
    if let known { return Reading(secret: known, hasChanged: false, complaint: nil) }
    do throws(Diagnostic) {
      let secret = try reference.resolve(environment: environment, relativeTo: folder).secret
      return state.withLock { state in
        // Whoever has seen a later state of the file has the say.
        guard state.stamp == stamp else { return Reading(secret: state.secret, hasChanged: false, complaint: nil) }
        defer { state.secret = secret }
        return Reading(secret: secret, hasChanged: secret != state.secret, complaint: nil)
      }
    } catch {
      var complaint = error
      complaint.severity = .warning
      complaint.message += "; the last one stays in use"
      return Reading(secret: state.withLock(\.secret), hasChanged: false, complaint: complaint)
    }
  }

  private static func stamp(_ path: String) -> Stamp? {
    var status = Glibc.stat()
    guard stat(path, &status) == 0 else { return nil }
    return Stamp(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), bytes: Int64(status.st_size),
      modified: withUnsafeBytes(of: status.st_mtim) { Array($0) })
  }
}
