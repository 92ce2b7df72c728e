import Foundation
import Glibc
import LeadModel

/// One HTTP request over a socket of its own, and how the connection ended: what a client of a faulty server sees.
///
/// Blocks a thread of its own: those of Dispatch run the tasks too, and the server under test needs them.
enum RawClient {
  /// What came back.
  struct Answer: Sendable {
    enum End: Sendable, Equatable {
      /// As many bytes of body as the head announced.
      case complete
      /// The connection ended before, orderly (FIN) or not (RST).
      case closed, reset
      /// There was no connection to begin with.
      case refused
    }

    var end: End
    var bytes: [UInt8] = []

    private var text: String { String(decoding: bytes, as: UTF8.self) }
    private var lines: [Substring] { text.split(separator: "\r\n", omittingEmptySubsequences: false) }

    /// 0 where there is none.
    var status: Int { Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0 }
    var body: [UInt8] { text.firstRange(of: "\r\n\r\n").map { Array(text[$0.upperBound...].utf8) } ?? [] }
    var envelope: Envelope? { Envelope(body) }

    func header(_ name: String) -> String? {
      for line in lines.prefix(while: { !$0.isEmpty }) {
        let parts = line.split(separator: ":", maxSplits: 1)
        if parts.count == 2, parts[0].lowercased() == name { return String(parts[1].drop { $0 == " " }) }
      }
      return nil
    }
  }

  /// Sends `request` as it is and reads until the answer is complete or the connection ends, for 20 s at most.
  static func send(_ request: [UInt8], to port: Int) async -> Answer {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: exchange(request, port: port)) }
    }
  }

  static func send(
    _ method: String, _ target: String, headers: [String] = [], body: String = "", to port: Int
  ) async -> Answer {
    let lines = ["\(method) \(target) HTTP/1.1", "host: localhost", "content-length: \(body.utf8.count)"] + headers
    return await send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8), to: port)
  }

  /// An open connection over which `bytes` have been sent; `nil` where none was to be had.
  ///
  /// The caller closes it.
  static func connect(to port: Int, sending bytes: [UInt8] = []) -> Int32? {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0, write(bytes, to: socket) else {
      close(socket)
      return nil
    }
    return socket
  }

  private static func write(_ bytes: [UInt8], to socket: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private static func exchange(_ request: [UInt8], port: Int) -> Answer {
    guard let socket = connect(to: port) else { return Answer(end: .refused) }
    defer { close(socket) }
    var answer = Answer(end: .closed)
    guard write(request, to: socket) else { return Answer(end: .reset) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else {
        answer.end = count == 0 ? .closed : .reset
        return answer
      }
      answer.bytes += buffer[..<count]
      if let length = answer.header("content-length").flatMap({ Int($0) }), answer.body.count >= length {
        answer.end = .complete
        return answer
      }
    }
  }
}
