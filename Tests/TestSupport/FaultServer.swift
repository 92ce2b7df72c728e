import Glibc
import Synchronization

/// An HTTP server on a free port of 127.0.0.1 that answers as a script says, and fails as it says.
///
///     let server = try FaultServer([.status(503, retryAfter: "1"), .reset(after: 0)])  // then 200 for ever
///     defer { server.stop() }
///     … server.url("/inbox/direct/lead") …
///     #expect(server.requests.map(\.path) == …)
///
/// HTTP/1.1, or HTTP/2 with clients that begin with its preface: over TLS, where it is offered. One thread, raw sockets and
/// `poll(2)`; but for TLS no library between the test and the bytes. Connections are kept unless a step says otherwise. A
/// request of HTTP/1.1 without a length has no body; chunked requests are not understood.
package final class FaultServer: Sendable {
  /// Gives the step for a request.
  ///
  /// Called on the server's thread, one request at a time, in their order of arrival.
  package typealias Script = @Sendable (FaultRequest) -> FaultStep

  /// Where it listens.
  package let port: Int
  let shared: FaultServerState
  private let isTLS: Bool
  private let thread: Mutex<pthread_t?>

  /// Starts a server that answers by a closure.
  ///
  /// - Parameters:
  ///   - tls: `nil`: none.
  ///   - streamLimit: How many streams of an HTTP/2 connection are answered at a time; what comes beyond it is refused.
  ///   - welcome: What happens to each connection, by its number from 0.
  ///   - script: What happens to each request.
  /// - Throws: `FaultServerError` where there is no socket or thread.
  package init(
    tls: FaultTLS? = nil, streamLimit: Int? = nil,
    welcome: @escaping @Sendable (Int) -> FaultWelcome = { _ in .serve }, script: @escaping Script
  ) throws(FaultServerError) {
    isTLS = tls != nil
    let (listener, port) = try Self.listen()
    let shared = try FaultServerState()
    self.port = port
    self.shared = shared
    let work = Work {
      // OpenSSL writes without MSG_NOSIGNAL; on a thread of its own that is the same.
      var broken = sigset_t()
      sigemptyset(&broken)
      sigaddset(&broken, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &broken, nil)
      FaultServerLoop(listener, shared, tls: tls, streamLimit: streamLimit, welcome: welcome, script: script).run()
    }
    var id = pthread_t()
    let context = Unmanaged.passRetained(work)
    let status = pthread_create(
      &id, nil,
      { context in
        if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, context.toOpaque())
    guard status == 0 else {
      context.release()
      close(listener)
      throw FaultServerError(call: "pthread_create", code: status)
    }
    thread = Mutex(id)
  }

  /// Starts a server that goes through steps, one a request in their order of arrival, and then repeats `rest`.
  package convenience init(
    _ steps: [FaultStep] = [], then rest: FaultStep = .ok, tls: FaultTLS? = nil, streamLimit: Int? = nil
  ) throws(FaultServerError) {
    try self.init(tls: tls, streamLimit: streamLimit) { request in
      request.number < steps.count ? steps[request.number] : rest
    }
  }

  deinit { stop() }

  /// The URL of a path: `http://127.0.0.1:PORT/path`.
  package func url(_ path: String = "/") -> String { "http\(isTLS ? "s" : "")://127.0.0.1:\(port)\(path)" }

  /// Every request that has arrived whole, in order.
  package var requests: [FaultRequest] { shared.state.withLock { $0.requests } }

  /// Connections accepted so far.
  package var connections: Int { shared.state.withLock { $0.connections } }

  /// The most requests that were there at once, unanswered.
  package var peakInFlight: Int { shared.state.withLock { $0.peakInFlight } }

  /// Answers the requests that are held (`FaultStep.held`), and those to come no longer wait.
  package func release() {
    shared.state.withLock { $0.isReleased = true }
    shared.ring()
  }

  /// Waits until `count` requests have arrived in all.
  ///
  /// Returns at once when they have, and when the server stops.
  package func arrival(of count: Int) async {
    await withCheckedContinuation { continuation in
      let isThere = shared.state.withLock { state in
        if state.requests.count >= count || state.isStopped { return true }
        state.waiters.append((count, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// Closes all connections and the port, and waits for the thread to end.
  ///
  /// Only the first call does.
  package func stop() {
    shared.stop()
    let id = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    if let id { pthread_join(id, nil) }
  }

  /// What the thread does, as one pointer.
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// A listening socket on a free port of 127.0.0.1.
  private static func listen() throws(FaultServerError) -> (socket: Int32, port: Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard listener >= 0 else { throw FaultServerError(call: "socket", code: errno) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // The calls take a sockaddr, of which a sockaddr_in is one by definition (ip(7)); they keep no pointer to it.
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        bind(listener, general, length) == 0 && Glibc.listen(listener, 4096) == 0
          && getsockname(listener, general, &length) == 0
      }
    }
    guard isBound else {
      let code = errno
      close(listener)
      throw FaultServerError(call: "bind", code: code)
    }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }
}

/// A system call of the fault server's that failed.
package struct FaultServerError: Error, Sendable {
  package let call: String
  /// `errno`, or a process's exit status; 0 where there is none.
  package let code: Int32

  package init(call: String, code: Int32 = 0) {
    self.call = call
    self.code = code
  }
}
