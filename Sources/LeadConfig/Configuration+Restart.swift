extension Configuration {
  /// The keys, outermost ones of the file, by which another configuration differs in what a daemon cannot change while
  /// it runs: sockets, folders, the spool, and what is checked at the door before a route is found.
  ///
  /// Where a secret is kept counts, its place in the file does not; a token's own change is none of the file's.
  package func keysThatTakeARestart(to other: Configuration) -> [String] {
    let (one, two) = (serve, other.serve)
    let changed: [(String, Bool)] = [
      ("listen", one.listen != two.listen),
      ("operator", !one.operator.isSame(as: two.operator)),
      ("tls", one.tls != two.tls),
      ("trustedProxies", one.trustedProxies != two.trustedProxies),
      ("state", state != other.state),
      ("limits", one.limits != two.limits),
      ("spool", one.spool != two.spool),
      ("logs", one.logs != two.logs),
    ]
    return changed.filter(\.1).map(\.0)
  }
}

extension OperatorSettings {
  fileprivate func isSame(as other: OperatorSettings) -> Bool {
    listen == other.listen && tokens.map(\.place) == other.tokens.map(\.place)
  }
}
