import LeadMapping
package import LeadModel

/// Tells what is wrong with a post before it is answered.
///
/// Made once a configuration, which compiles the mapping: that takes milliseconds, and a post is looked at where sockets
/// are served.
package struct PostCheck: Sendable {
  private let mapper: RouteMapper

  /// - Throws: What is wrong with the mapping's words.
  package init(_ route: LiveRoute) throws(Diagnostics) { mapper = try RouteMapper(route, to: nil) }

  /// All that is wrong with those of a post's records that would be rejected.
  package func findings(in post: Post) -> [Finding] {
    // Its own, as it grows with what it meets: several threads ask.
    var mapper = mapper
    var found: [Finding] = []
    for item in mapper.map(post).records {
      guard case .rejected(let findings) = item.mapped.outcome else { continue }
      found += findings
    }
    return found
  }
}
