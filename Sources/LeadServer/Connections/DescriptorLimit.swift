import Glibc

/// How many file descriptors the process may have: a connection is one, and the spool, logs and the inbox need theirs.
enum DescriptorLimit {
  /// Kept free for everything else.
  static let reserve = 256

  /// Raises the soft limit as far as it must and may be.
  ///
  /// Without this an idle flood would end in `EMFILE` before the bound on connections makes room.
  ///
  /// - Parameter connections: As many as are wanted.
  /// - Returns: As many as there is room for, 1 or more.
  static func room(for connections: Int) -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
    let wanted = rlim_t(connections + reserve)
    if limit.rlim_cur < wanted {
      limit.rlim_cur = min(wanted, limit.rlim_max)
      _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      _ = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
    return max(1, min(connections, Int(clamping: limit.rlim_cur) - reserve))
  }
}
