import Foundation
import Glibc

/// A connection whose bytes are the test's own, on blocking sockets.
///
/// Every wait ends after 20 s at the latest, so that a test fails rather than hangs.
final class Wire: @unchecked Sendable {
  // Sendable: it is used by one thread at a time, that of `blocking`.
  let socket: Int32
  private var received: [UInt8] = []

  /// An answer as it came.
  struct Answer: Sendable {
    var status: Int
    var fields: [String: String]
    var body: String
  }

  /// `nil` where there is no connection.
  init?(_ port: Int, timeout seconds: Int = 20) {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      close(socket)
      return nil
    }
  }

  deinit { close(socket) }

  /// - Returns: Whether all of it went out.
  @discardableResult func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  @discardableResult func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  func endOutput() { shutdown(socket, Int32(SHUT_WR)) }

  /// The next answer; `nil`: the connection ended first.
  func answer(isHead: Bool = false) -> Answer? {
    while true {
      if let answer = take(isHead: isHead) { return answer }
      guard receive() else { return nil }
    }
  }

  /// Whether the other end closes, orderly or not, with nothing more to say.
  func isClosed() -> Bool {
    while received.isEmpty { if !receive() { return errno != EAGAIN } }
    return false
  }

  private func receive() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    errno = 0
    let count = recv(socket, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    received += buffer[..<count]
    return true
  }

  private func take(isHead: Bool) -> Answer? {
    let mark = Array("\r\n\r\n".utf8)
    guard let end = received.firstRange(of: mark) else { return nil }
    let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { fields[String(parts[0])] = String(parts[1].drop { $0 == " " }) }
    }
    let status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
    let length = isHead || status < 200 ? 0 : fields["content-length"].flatMap { Int($0) } ?? 0
    guard received.count >= end.upperBound + length else { return nil }
    let body = String(decoding: received[end.upperBound..<end.upperBound + length], as: UTF8.self)
    received.removeFirst(end.upperBound + length)
    return Answer(status: status, fields: fields, body: body)
  }
}

extension Wire {
  /// A request in HTTP/1.1 with its length.
  static func request(
    _ method: String = "POST", _ target: String = "/hooks/a", fields: [String] = ["content-type: application/json"],
    body: String = ""
  ) -> String {
    let length = body.isEmpty && method != "POST" ? [] : ["content-length: \(body.utf8.count)"]
    let lines = ["\(method) \(target) HTTP/1.1", "host: localhost"] + length + fields
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
  }

  /// One request over a connection of its own.
  static func ask(_ port: Int, _ request: String, isHead: Bool = false) async -> Answer? {
    await blocking {
      guard let wire = Wire(port) else { return nil }
      wire.send(request)
      return wire.answer(isHead: isHead)
    }
  }
}

/// Runs work that blocks on a thread of its own: those of tasks serve the server under test.
func blocking<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: work()) }
  }
}

extension Wire {
  /// A socket that listens on a free port of loopback, as systemd hands one over.
  static func listen() -> (descriptor: Int32, port: Int)? {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) | Glibc.listen(socket, 16) | getsockname(socket, $0, &length)
      }
    }
    guard result == 0 else { return nil }
    return (socket, Int(in_port_t(bigEndian: address.sin_port)))
  }
}

extension Wire {
  /// Whether there is something to read at once.
  var hasAnswer: Bool { isReady(POLLIN) }

  /// Whether the other end has closed, known without waiting.
  var isEnded: Bool {
    guard isReady(POLLIN) else { return false }
    var byte: UInt8 = 0
    return recv(socket, &byte, 1, Int32(MSG_PEEK)) <= 0
  }

  /// Whether the connection is reset while nothing is read.
  func waitsForReset() -> Bool {
    var poll = pollfd(fd: socket, events: 0, revents: 0)
    return Glibc.poll(&poll, 1, 20_000) == 1 && poll.revents & Int16(POLLHUP | POLLERR) != 0
  }

  private func isReady(_ events: Int32) -> Bool {
    var poll = pollfd(fd: socket, events: Int16(events), revents: 0)
    return Glibc.poll(&poll, 1, 0) == 1
  }
}
