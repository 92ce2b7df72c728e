import Dispatch
import Glibc
package import LeadModel
import Synchronization

/// Keeps posts as cases for `leadbridge mapping test`, their values replaced by lookalikes unless they are wanted raw.
///
/// A folder for each mapping, in it one for each route and form of body; files are their owner's alone. Headers are not
/// kept: golden cases have no place for them, so mappings that decide by `@request.header.…` see none. A whole post is
/// rewritten in UTF-8: see ``CapturedPost``. The key of the lookalikes is random and kept nowhere, so what was captured
/// before a restart has other lookalikes than what came after.
///
/// ``keep(_:route:mapping:isDocument:)`` puts a post into a queue and returns; one thread at a time makes and writes cases. What
/// does not fit into the queue is left out, and so is what cannot be written: both are counted, and neither hurts a post.
package final class CaptureFolder: Sendable {
  private let folder: String
  private let limits: CaptureLimits
  /// `nil`: values stay as they are.
  private let hash: KeyedHash?
  private let queue = DispatchQueue(label: "leadbridge.capture", qos: .utility)
  private let state = Mutex(State())

  private struct State {
    var counts = CaptureCounts()
    var waitingPosts = 0
    var waitingBytes = 0
    /// What lies in each route's folder; by the folder's path.
    var routes: [String: Held] = [:]
  }

  /// What a route's folder holds.
  private struct Held {
    var posts = 0
    var bytes = 0
  }

  /// Makes the folder, mode 0700, where it is not there yet.
  ///
  /// - Parameters:
  ///   - folder: Its path.
  ///   - isRaw: Whether values stay as they are.
  ///   - limits: How much is kept.
  /// - Throws: `capture.folder` where it cannot be made or written in.
  package convenience init(_ folder: String, isRaw: Bool, limits: CaptureLimits = CaptureLimits()) throws(Diagnostic) {
    try self.init(folder, hash: isRaw ? nil : .random(), limits: limits)
  }

  init(_ folder: String, hash: KeyedHash?, limits: CaptureLimits = CaptureLimits()) throws(Diagnostic) {
    guard CaseFile.makeFolder(folder), access(folder, W_OK | X_OK) == 0 else {
      throw Diagnostic(
        "capture.folder", "the folder for captured posts cannot be made or written in", at: Position(file: folder),
        hint: "name a folder that the daemon's user may write in")
    }
    self.folder = folder
    self.hash = hash
    self.limits = limits
  }

  /// What became of the posts so far.
  package var counts: CaptureCounts { state.withLock { $0.counts } }

  /// Keeps a post, if there is room for it; never waits for the disk.
  ///
  /// - Parameters:
  ///   - post: As it was received and found genuine.
  ///   - route: The route's path as it is configured, never a request's own: that may hold a secret.
  ///   - mapping: The route's mapping: a ready one's name, or a path.
  ///   - isDocument: Whether the mapping's records are at a path in a document (`source.records`).
  package func keep(_ post: Post, route: String, mapping: String, isDocument: Bool = false) {
    let isTaken = state.withLock { state in
      guard state.waitingPosts < limits.waitingPosts, state.waitingBytes + post.body.count <= limits.waitingBytes else {
        state.counts.dropped += 1
        return false
      }
      state.waitingPosts += 1
      state.waitingBytes += post.body.count
      return true
    }
    guard isTaken else { return }
    queue.async { [self] in
      let result = write(post, route: route, mapping: mapping, isDocument: isDocument)
      state.withLock { state in
        state.waitingPosts -= 1
        state.waitingBytes -= post.body.count
        state.counts[keyPath: result] += 1
      }
    }
  }

  /// Returns once all that waits is written: before the daemon ends.
  package func finish() async {
    await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
  }

  // MARK: On the queue

  /// - Returns: Where it counts.
  private func write(
    _ post: Post, route: String, mapping: String, isDocument: Bool
  ) -> WritableKeyPath<CaptureCounts, Int> {
    let key = "\(CasePath.stem(of: mapping))/\(CasePath.name(of: route))"
    guard let held = held(key, route: route, mapping: mapping), held.posts < limits.postsPerRoute else { return \.full }
    guard let captured = CapturedPost(post, isDocument: isDocument, hash: hash) else { return \.unreadable }
    guard held.bytes + captured.lines.count <= limits.bytesPerRoute else { return \.full }
    let number = captured.form == .document ? held.posts + 1 : nil
    let place = CasePath.folder(mapping: mapping, route: route, captured.form, number: number)
    let path = "\(folder)/\(place)"
    guard CaseFile.makeFolder(path), CaseFile.append(captured.lines, to: "\(path)/\(captured.form.fileName)") else {
      return \.failed
    }
    state.withLock { state in
      state.routes[key] = Held(posts: held.posts + 1, bytes: held.bytes + captured.lines.count)
    }
    return \.kept
  }

  /// What a route's folders hold, counted where it is the route's first post of this run; `nil`: there are too many routes.
  private func held(_ key: String, route: String, mapping: String) -> Held? {
    let (known, count) = state.withLock { ($0.routes[key], $0.routes.count) }
    if let known { return known }
    guard count < limits.routes else { return nil }
    var held = Held()
    for form in CapturedPost.Form.allCases {
      let numbers: [Int?] = form == .document ? (1...limits.postsPerRoute).map(\.self) : [nil]
      for number in numbers {
        let place = CasePath.folder(mapping: mapping, route: route, form, number: number)
        guard let size = CaseFile.size(of: "\(folder)/\(place)/\(form.fileName)") else { continue }
        held.bytes += size.bytes
        held.posts += form == .document ? 1 : size.lines
      }
    }
    let found = held
    state.withLock { $0.routes[key] = found }
    return found
  }
}
