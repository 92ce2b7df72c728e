import Foundation
import Glibc
import LeadModel
import TestSupport
import Testing

@testable import LeadServer

struct ServiceNotificationTests {
  @Test(
    arguments: [
      (.ready, "READY=1"), (.reloading(monotonicMicroseconds: 1_234_567), "RELOADING=1\nMONOTONIC_USEC=1234567"),
      (.stopping, "STOPPING=1"), (.status("3 routes"), "STATUS=3 routes"),
      (.status("a\nREADY=1\r"), "STATUS=a READY=1 "), (.watchdog, "WATCHDOG=1"),
    ] as [(ServiceNotice, String)])
  func aNoticeIsAnAssignment(notice: ServiceNotice, text: String) {
    #expect(notice.text == text)
  }

  /// A socket on which systemd would listen.
  struct Listener: ~Copyable {
    let descriptor: Int32

    /// - Parameter name: As in `NOTIFY_SOCKET`.
    /// - Throws: Where the name cannot be had.
    init(_ name: String) throws {
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { path in
        path.copyBytes(from: name.utf8)
        if name.hasPrefix("@") { path[0] = 0 }
      }
      // An abstract name has no zero at its end: the length tells where it ends.
      let length = socklen_t(2 + name.utf8.count + (name.hasPrefix("@") ? 0 : 1))
      let status = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
      }
      try #require(status == 0, "\(String(cString: strerror(errno)))")
    }

    deinit { close(descriptor) }

    /// The next datagram that is there.
    func receive() -> String? {
      var buffer = [UInt8](repeating: 0, count: 1_024)
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }
  }

  @Test(arguments: [false, true])
  func noticesArriveAtTheSocket(isAbstract: Bool) throws {
    let folder = try TemporaryFolder()
    let name = isAbstract ? "@leadbridge-test-\(UUID().uuidString)" : folder.path("notify")
    let listener = try Listener(name)
    let notification = try #require(ServiceNotification(environment: ["NOTIFY_SOCKET": name]))
    #expect(notification.send(.ready, .status("3 routes")))
    #expect(listener.receive() == "READY=1\nSTATUS=3 routes")
    #expect(notification.send(.watchdog))
    #expect(listener.receive() == "WATCHDOG=1")
    #expect(listener.receive() == nil)
  }

  @Test func nobodyThereIsNoFailure() throws {
    let folder = try TemporaryFolder()
    let notification = try #require(ServiceNotification(environment: ["NOTIFY_SOCKET": folder.path("gone")]))
    #expect(!notification.send(.ready))
  }

  /// A listener that does not read must not hold the daemon up.
  @Test(.timeLimit(.minutes(1))) func aFullSocketIsNotWaitedFor() throws {
    let folder = try TemporaryFolder()
    let listener = try Listener(folder.path("notify"))
    let notification = try #require(ServiceNotification(environment: ["NOTIFY_SOCKET": folder.path("notify")]))
    #expect((0..<100_000).contains { _ in !notification.send(.watchdog) })
    #expect(listener.receive() == "WATCHDOG=1")
  }

  @Test(arguments: [nil, "", "@", "relative", "vsock:2:1234", "/" + String(repeating: "x", count: 107)])
  func otherNamesAreNone(name: String?) {
    #expect(ServiceNotification(environment: name.map { ["NOTIFY_SOCKET": $0] } ?? [:]) == nil)
  }

  @Test(
    arguments: [
      ([:], nil), (["WATCHDOG_USEC": "30000000"], .seconds(15)),
      (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "42"], .seconds(15)),
      (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "43"], nil), (["WATCHDOG_USEC": "0"], nil),
      (["WATCHDOG_USEC": "-5"], nil), (["WATCHDOG_USEC": "soon"], nil),
    ] as [([String: String], Duration?)])
  func aSignOfLifeIsDueTwiceAnInterval(environment: [String: String], interval: Duration?) {
    #expect(ServiceNotification.watchdogInterval(environment: environment, process: 42) == interval)
  }

  @Test func theMonotonicClockGoesOn() {
    let before = ServiceNotification.monotonicMicroseconds()
    #expect(before > 0 && ServiceNotification.monotonicMicroseconds() >= before)
  }
}

struct ActivatedSocketsTests {
  @Test(
    arguments: [
      ([:], []), (["LISTEN_FDS": "1"], []), (["LISTEN_FDS": "1", "LISTEN_PID": "43"], []),
      (["LISTEN_FDS": "0", "LISTEN_PID": "42"], []),
      (["LISTEN_FDS": "0", "LISTEN_PID": "42", "LISTEN_FDNAMES": ""], []),
      (["LISTEN_FDS": "1", "LISTEN_PID": "42"], ["unknown 3"]),
      (["LISTEN_FDS": "2", "LISTEN_PID": "42", "LISTEN_FDNAMES": "http:operator"], ["http 3", "operator 4"]),
      (["LISTEN_FDS": "2", "LISTEN_PID": "42", "LISTEN_FDNAMES": ":operator"], [" 3", "operator 4"]),
    ] as [([String: String], [String])])
  func theSocketsAreNamed(environment: [String: String], sockets: [String]) throws {
    let activated = try ActivatedSockets(environment: environment, process: 42)
    #expect(activated.sockets.map { "\($0.name) \($0.descriptor)" } == sockets)
  }

  @Test(arguments: [("x", nil), ("-1", nil), ("65", nil), ("2", "http"), ("1", "a:b")] as [(String, String?)])
  func contradictionsAreRefused(count: String, names: String?) {
    var environment = ["LISTEN_FDS": count, "LISTEN_PID": "42"]
    environment["LISTEN_FDNAMES"] = names
    let error = #expect(throws: Diagnostic.self) {
      try ActivatedSockets(environment: environment, process: 42)
    }
    #expect(error?.code == "listen.activation")
    #expect(error?.hint != nil)
  }

  /// A socket on a free port of this machine.
  func tcpSocket() throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(status == 0)
    return descriptor
  }

  @Test func aSocketThatListensIsTakenOver() throws {
    let descriptor = try tcpSocket()
    defer { close(descriptor) }
    let environment = ["LISTEN_FDS": "1", "LISTEN_PID": "\(getpid())", "LISTEN_FDNAMES": "http"]
    let error = #expect(throws: Diagnostic.self, "nobody listens on it yet") {
      try ActivatedSockets.take(environment: environment, first: descriptor)
    }
    #expect(error?.message.contains("('http') is not a socket that listens") == true)
    try #require(listen(descriptor, 4) == 0)
    setenv("LISTEN_FDNAMES", "http", 1)
    let activated = try ActivatedSockets.take(environment: environment, first: descriptor)
    #expect(activated.socket(named: "http")?.descriptor == descriptor)
    #expect(activated.socket(named: "operator") == nil)
    #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0, "children do not get it")
    #expect(getenv("LISTEN_FDNAMES") == nil, "nor the variables")
  }

  @Test func aDatagramSocketIsNone() {
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    defer { close(descriptor) }
    #expect(!ActivatedSockets.listens(descriptor))
    #expect(!ActivatedSockets.listens(-1))
  }
}
