import Glibc

/// A connection's socket, with TLS around it where the server has TLS.
///
/// Not `Sendable`: used on the server's thread. Nothing of it waits.
struct FaultChannel {
  let socket: Int32
  private let session: OpaquePointer?

  init(_ socket: Int32, tls: FaultTLS?) {
    self.socket = socket
    session = tls.flatMap { LibSSL.newSession($0.context) }
    if let session {
      _ = LibSSL.setSocket(session, socket)
      LibSSL.setAccepting(session)
    }
  }

  /// Reads what there is, after the handshake if there has to be one.
  ///
  /// - Returns: `nil` where the connection is over; empty where there is nothing yet.
  func read() -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    // TLS may hold more than it has given; a plain socket is asked again by `poll`.
    repeat {
      let count: Int
      if let session {
        LibSSL.clearErrors()
        count = Int(LibSSL.read(session, &buffer, Int32(buffer.count)))
        if count <= 0 { return Self.isWaiting(session, count) ? bytes : bytes.isEmpty ? nil : bytes }
      } else {
        count = recv(socket, &buffer, buffer.count, 0)
        if count < 0 && (errno == EAGAIN || errno == EINTR) { return bytes }
        guard count > 0 else { return nil }
      }
      bytes += buffer[..<count]
    } while session != nil
    return bytes
  }

  /// Writes as much as goes.
  ///
  /// - Returns: How many bytes that were; `nil` where the connection is over.
  func write(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty else { return 0 }
    return bytes.withUnsafeBytes { bytes in
      if let session {
        LibSSL.clearErrors()
        let count = Int(LibSSL.write(session, bytes.baseAddress, Int32(bytes.count)))
        return count > 0 ? count : Self.isWaiting(session, count) ? 0 : nil
      }
      let count = send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      return count >= 0 ? count : errno == EAGAIN ? 0 : nil
    }
  }

  /// How a connection is ended.
  enum End {
    /// In good order: TLS says so too, and then the socket's FIN.
    case close
    /// As when a process dies: the socket's FIN alone, which under TLS is a cut (RFC 8446 §6.1).
    case cut
    /// With a RST: SO_LINGER of 0 s (socket(7)).
    case reset
  }

  /// Ends it and frees all it has; nothing may be called after it.
  func end(_ end: End) {
    if case .reset = end {
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }
    if let session {
      if case .close = end {
        LibSSL.clearErrors()
        _ = LibSSL.shutDown(session)
      }
      LibSSL.freeSession(session)
    }
    close(socket)
  }

  /// Whether a call that gave `result` is only to be made again later: SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE.
  private static func isWaiting(_ session: OpaquePointer, _ result: Int) -> Bool {
    2...3 ~= LibSSL.error(session, Int32(result))
  }
}
