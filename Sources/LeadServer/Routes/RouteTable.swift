import LeadModel

/// All routes by their paths: a plain value, so that a reload puts another in its place while requests go on.
package struct RouteTable: Sendable {
  /// What a path leads to.
  enum Found {
    case route(RouteEntry)
    /// It was a route once: some senders switch a hook off for good at the first 404.
    case closed
    case unknown
  }

  private let entries: [String: RouteEntry]
  private let closed: Set<String>

  /// - Parameters:
  ///   - routes: Of two with one path, `/a` and `/a/` among them, the last counts; LeadConfig refuses them.
  ///   - closed: Paths that once were routes.
  ///   - limits: For routes that say nothing else.
  package init(_ routes: [Route], closed: some Sequence<String> = [], limits: ServerLimits = ServerLimits()) {
    entries = Dictionary(routes.map { (Self.key($0.path), RouteEntry($0, limits: limits)) }) { $1 }
    self.closed = Set(closed.map(Self.key)).subtracting(entries.keys)
  }

  /// What a path leads to, in the form that ``RequestPath`` gives it.
  func find(_ path: String) -> Found {
    if let entry = entries[path] { return .route(entry) }
    let parent = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
    if !parent.isEmpty, let entry = entries[parent], entry.route.takesKeyInPath { return .route(entry) }
    return closed.contains(path) || closed.contains(parent) ? .closed : .unknown
  }

  /// Whether a token is the secret of the route with a path.
  ///
  /// As the route has it, which may end with a `/`.
  func isSecret(_ token: String, of path: String) -> Bool {
    entries[Self.key(path)]?.route.isSecret(token) ?? false
  }

  /// Whether a token is the secret of any route.
  func isSecret(_ token: String) -> Bool { entries.values.contains { $0.route.isSecret(token) } }

  private static func key(_ path: String) -> String { RequestPath(target: path)?.text ?? path }
}
