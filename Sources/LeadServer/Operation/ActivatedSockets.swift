import Glibc
package import LeadModel

/// Sockets that systemd has opened and listens on for us (sd_listen_fds(3)): posts queue in them while the daemon is
/// replaced, and none is refused.
package struct ActivatedSockets: Sendable, Equatable {
  /// A socket that was handed over.
  package struct Socket: Sendable, Equatable {
    /// What `FileDescriptorName=` says, else `unknown`.
    package let name: String
    package let descriptor: Int32
  }

  /// In the order of the socket units.
  package let sockets: [Socket]

  /// The first descriptor behind the standard ones: `SD_LISTEN_FDS_START`.
  package static let firstDescriptor: Int32 = 3
  /// More are a mistake.
  static let maxSockets = 64

  /// Reads what systemd says, and touches nothing.
  ///
  /// - Parameters:
  ///   - environment: The process's variables.
  ///   - process: Its id; sockets for another process are none of ours.
  ///   - first: The first descriptor.
  /// - Throws: `listen.activation` where the variables contradict one another.
  package init(
    environment: [String: String], process: Int32 = getpid(), first: Int32 = ActivatedSockets.firstDescriptor
  ) throws(Diagnostic) {
    guard let count = environment["LISTEN_FDS"], let wanted = environment["LISTEN_PID"], Int32(wanted) == process else {
      sockets = []
      return
    }
    guard let count = Int32(count), 0...Int32(Self.maxSockets) ~= count else {
      throw Self.contradiction("LISTEN_FDS is no number from 0 to \(Self.maxSockets)")
    }
    let names = environment["LISTEN_FDNAMES"].map { $0.split(separator: ":", omittingEmptySubsequences: false) }
    if let names, names.count != Int(count), !(count == 0 && names == [""]) {
      throw Self.contradiction("LISTEN_FDNAMES has \(names.count) names for \(count) sockets")
    }
    sockets = (0..<count).map { index in
      Socket(name: names.map { String($0[Int(index)]) } ?? "unknown", descriptor: first + index)
    }
  }

  /// Takes the sockets of this process over: its children get neither the sockets nor the variables.
  ///
  /// To be called once, while there is one thread: the environment is changed.
  ///
  /// - Parameters:
  ///   - environment: The process's variables.
  ///   - first: The first descriptor.
  /// - Returns: The sockets; none where systemd hands none over.
  /// - Throws: `listen.activation` as the initializer does, and where a descriptor is not a socket that listens.
  package static func take(
    environment: [String: String], first: Int32 = ActivatedSockets.firstDescriptor
  ) throws(Diagnostic) -> ActivatedSockets {
    let activated = try ActivatedSockets(environment: environment, first: first)
    for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
    for socket in activated.sockets {
      guard Self.listens(socket.descriptor) else {
        throw contradiction("descriptor \(socket.descriptor) ('\(socket.name)') is not a socket that listens")
      }
      _ = fcntl(socket.descriptor, F_SETFD, FD_CLOEXEC)
    }
    return activated
  }

  /// The socket for a purpose.
  ///
  /// - Parameter name: `FileDescriptorName=`, or the unit's name.
  /// - Returns: `nil` where there is none of the name.
  package func socket(named name: String) -> Socket? { sockets.first { $0.name == name } }

  /// Whether a descriptor is a stream socket on which somebody listens.
  static func listens(_ descriptor: Int32) -> Bool {
    func option(_ option: Int32) -> Int32? {
      var value: Int32 = 0
      var length = socklen_t(MemoryLayout<Int32>.size)
      return getsockopt(descriptor, SOL_SOCKET, option, &value, &length) == 0 ? value : nil
    }
    return option(SO_ACCEPTCONN) == 1 && option(SO_TYPE) == Int32(SOCK_STREAM.rawValue)
  }

  private static func contradiction(_ fact: String) -> Diagnostic {
    Diagnostic(
      "listen.activation", "the sockets that systemd hands over cannot be used: \(fact)",
      hint: "compare leadbridge.socket with docs/operation.md, then: systemctl restart leadbridge.socket")
  }
}
