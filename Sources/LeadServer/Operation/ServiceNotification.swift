import Glibc

/// Something that the daemon tells systemd (sd_notify(3)).
package enum ServiceNotice: Sendable, Equatable {
  /// Posts are accepted; also after a reload.
  case ready
  /// The configuration is read anew.
  ///
  /// `monotonicMicroseconds`: the time of `CLOCK_MONOTONIC`, by which systemd tells one reload from another.
  case reloading(monotonicMicroseconds: UInt64)
  case stopping
  /// A line for `systemctl status`.
  case status(String)
  /// A sign of life.
  case watchdog

  /// Its assignment; more than one for a reload.
  ///
  /// A line end in a status would begin another assignment: it becomes a blank.
  package var text: String {
    switch self {
    case .ready: "READY=1"
    case .reloading(let microseconds): "RELOADING=1\nMONOTONIC_USEC=\(microseconds)"
    case .stopping: "STOPPING=1"
    case .status(let text): "STATUS=" + text.replacing("\r", with: " ").replacing("\n", with: " ")
    case .watchdog: "WATCHDOG=1"
    }
  }
}

/// The way to systemd: datagrams to the socket that `NOTIFY_SOCKET` names.
///
/// Not by libsystemd, which would be a dependency for forty lines. Paths, and names of abstract sockets (`@…`); others,
/// such as `vsock:`, are as good as none. A notice that cannot be sent is lost: systemd then does what it does about a
/// service that is silent, and the daemon can do no more about it.
package struct ServiceNotification: Sendable {
  private let name: String

  /// `nil` where nobody wants to hear.
  ///
  /// - Parameter environment: The process's variables.
  package init?(environment: [String: String]) {
    guard let name = environment["NOTIFY_SOCKET"], name.hasPrefix("/") || name.hasPrefix("@"), name.utf8.count > 1,
      name.utf8.count < Self.maxNameBytes
    else { return nil }
    self.name = name
  }

  /// Sends notices, all in one datagram; never waits.
  ///
  /// - Returns: Whether they were taken.
  @discardableResult
  package func send(_ notices: ServiceNotice...) -> Bool {
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let text = notices.map(\.text).joined(separator: "\n")
    return withAddress { address, length in
      sendto(descriptor, text, text.utf8.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL), address, length)
    } == text.utf8.count
  }

  /// Bytes of `sun_path` (unix(7)).
  private static let maxNameBytes = 108

  private func withAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { path in
      path.copyBytes(from: name.utf8)
      // An abstract name begins with a zero, and ends with the address.
      if name.hasPrefix("@") { path[0] = 0 }
    }
    let length = MemoryLayout<sa_family_t>.size + name.utf8.count + (name.hasPrefix("@") ? 0 : 1)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
    }
  }

  /// The time of `CLOCK_MONOTONIC`, for ``ServiceNotice/reloading(monotonicMicroseconds:)``.
  package static func monotonicMicroseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
  }

  /// How often a sign of life is to be given: half of `WATCHDOG_USEC`, as sd_watchdog_enabled(3) advises.
  ///
  /// - Parameters:
  ///   - environment: The process's variables.
  ///   - process: Its id; where `WATCHDOG_PID` names another, the watchdog is not ours.
  /// - Returns: `nil` where there is no watchdog.
  package static func watchdogInterval(environment: [String: String], process: Int32 = getpid()) -> Duration? {
    guard let microseconds = environment["WATCHDOG_USEC"].flatMap(Int64.init), microseconds > 0 else { return nil }
    if let watched = environment["WATCHDOG_PID"], Int32(watched) != process { return nil }
    return .microseconds(microseconds / 2)
  }
}
