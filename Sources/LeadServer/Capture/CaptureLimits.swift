/// How much is captured: a disk is never filled, and nobody who posts waits.
package struct CaptureLimits: Sendable, Hashable {
  /// The most posts of a route, those of earlier runs among them.
  package var postsPerRoute = 100
  /// The most bytes of a route's posts.
  package var bytesPerRoute = 4 << 20
  /// The most routes.
  package var routes = 200
  /// The most posts that wait to be written.
  package var waitingPosts = 64
  /// The most bytes of bodies that wait to be written.
  package var waitingBytes = 8 << 20

  package init() {}
}

/// What became of the posts that were to be captured.
package struct CaptureCounts: Sendable, Hashable {
  /// Written.
  package var kept = 0
  /// Left out, as too many were waiting to be written.
  package var dropped = 0
  /// Left out, as the route has as many as are kept.
  package var full = 0
  /// Left out, as the body is no JSON and no form.
  package var unreadable = 0
  /// Could not be written.
  package var failed = 0

  /// Each with its name in the metrics.
  var byResult: [(name: String, count: Int)] {
    [("kept", kept), ("dropped", dropped), ("full", full), ("unreadable", unreadable), ("failed", failed)]
  }
}
