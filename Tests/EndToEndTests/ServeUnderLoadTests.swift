import Foundation
import Glibc
import LeadJSON
import LeadModel
import LeadSandbox
import LeadTransport
import TestSupport
import Testing

/// What happens to a daemon while posts come in: every one that was answered 2xx is in the inbox or a dead letter.
@Suite(.timeLimit(.minutes(2)))
struct ServeUnderLoadTests {
  private static let form = #"[{ "path": "/hooks/contact", "accept": "form", "mapping": "html-form", "to": "main" }]"#

  @Test func aStopUnderLoadLosesNothing() async throws {
    let serve = try await ServeStage(routes: Self.form, more: #""drain": "0s", "#) { options in
      // Slow enough that some of it waits in the spool when the daemon ends.
      options.faults.latency = .milliseconds(20)
    }
    try await serve.start()
    let load = ServeLoad()
    async let posting: Void = load.run(5_000, to: serve)
    await load.kept(300)
    let end = try await serve.stop()
    await posting
    #expect(end.status == 0, "\(end.errors)")
    #expect(load.kept.count < 5_000)
    try await serve.start()
    try await serve.drained()
    #expect(load.kept.subtracting(try await serve.endedEmails()).isEmpty)
    _ = try await serve.stop()
  }

  @Test func reloadsUnderLoadLoseNothing() async throws {
    func routes(_ number: Int) -> String {
      // The first stays as it is, the second is another one each time, the third comes and goes.
      let third = #", { "path": "/hooks/3", "accept": "form", "mapping": "html-form" }"#
      return """
        [{ "path": "/hooks/1", "accept": "form", "mapping": "html-form" },
         { "path": "/hooks/2", "accept": "form", "mapping": "html-form", "lane": "\(number % 2 == 0 ? "live" : "bulk")" }
         \(number % 2 == 0 ? third : "")]
        """
    }
    let serve = try await ServeStage(routes: routes(0)) { $0.faults.latency = .milliseconds(2) }
    try await serve.start()
    let load = ServeLoad()
    async let posting: Void = load.run(1_200, to: serve, paths: ["/hooks/1", "/hooks/2", "/hooks/3"], goesOn: true)
    for number in 1...6 {
      await load.kept(number * 100)
      try serve.write(routes: routes(number))
      try serve.signal(SIGHUP)
    }
    await posting
    #expect(!load.refusals.contains { $0.status != 503 }, "a route that has gone asks to come again")
    // The last has all three.
    func isReloaded() async throws -> Bool {
      try await serve.post("/hooks/3", #"{"email":"last@example.com"}"#).status == 200
    }
    while try await !isReloaded() { await Task.yield() }
    try await serve.drained()
    #expect(load.kept.subtracting(try await serve.endedEmails()).isEmpty)
    let end = try await serve.stop()
    #expect(end.status == 0, "\(end.errors)")
    #expect(end.errors.contains("config.reloaded"))
  }

  @Test func anInboxThatIsDownForTheWholeLoadGetsAllOfItLater() async throws {
    let serve = try await ServeStage(routes: Self.form) { options in
      options.faults.downAfter = 0
      options.faults.downFor = .seconds(4)
    }
    try await serve.start()
    let load = ServeLoad()
    await load.run(400, to: serve)
    #expect(load.kept.count == 400)
    #expect(try await serve.endedEmails().isEmpty, "it was down")
    try await serve.drained()
    #expect(try await serve.endedEmails() == load.kept)
    _ = try await serve.stop()
  }

  @Test(.enabled(if: Tmpfs.isThere, "needs root, to mount a small disk"))
  func aFullDiskTakesNoPostAndLosesNone() async throws {
    let serve = try await ServeStage(
      routes: Self.form, more: #""spool": { "maxSize": "1GB", "minFree": "0B" }, "#
    ) { options in
      // Nothing leaves while it fills.
      options.faults.downAfter = 0
      options.faults.downFor = .seconds(3)
    }
    let disk = try Tmpfs(serve.stage.folder.path("state"), megabytes: 6)
    try await serve.start()
    let load = ServeLoad()
    await load.run(400, to: serve, bytes: 40_000)
    #expect(!load.kept.isEmpty)
    #expect(!load.refusals.isEmpty)
    for refusal in load.refusals {
      #expect(refusal.status == 503)
      #expect(refusal.retryAfter != nil)
    }
    try disk.resize(megabytes: 256)
    func isTaken() async throws -> Bool {
      try await serve.post("/hooks/contact", #"{"email":"last@example.com"}"#).status == 200
    }
    while try await !isTaken() { try await Task.sleep(for: .milliseconds(20)) }
    try await serve.drained()
    #expect(load.kept.subtracting(try await serve.endedEmails()).isEmpty)
    let end = try await serve.stop()
    #expect(end.status == 0, "\(end.errors)")
  }

  @Test func atRestNothingIsWritten() async throws {
    let serve = try await ServeStage(routes: Self.form)
    try await serve.start()
    let response = try await serve.post("/hooks/contact", #"{"email":"a@example.com"}"#)
    _ = try await serve.settled(try ServeStage.id(response))
    let process = try #require(serve.processIdentifier)
    // Its share of the rate is given back five seconds after the last request; after that there is nothing to write.
    while true {
      let before = try Self.bytesWritten(by: process)
      try await Task.sleep(for: .seconds(2))
      if try Self.bytesWritten(by: process) == before { break }
    }
    #expect(try await serve.stop().status == 0)
  }

  /// What a process has given to disks (proc_pid_io(5)).
  private static func bytesWritten(by process: Int32) throws -> Int {
    let text = try String(contentsOfFile: "/proc/\(process)/io", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("write_bytes: ") })
    return try #require(Int(line.dropFirst("write_bytes: ".count)))
  }
}

/// A disk in memory, as small as it is made; gone with this value.
private final class Tmpfs {
  /// Whether this process may mount one.
  static let isThere: Bool = {
    guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
    return (try? Tmpfs(folder.path, megabytes: 1)) != nil
  }()

  private let path: String

  init(_ path: String, megabytes: Int) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Self.mount(path, 0, megabytes)
  }

  deinit { umount2(path, Int32(MNT_DETACH)) }

  func resize(megabytes: Int) throws { try Self.mount(path, UInt(MS_REMOUNT), megabytes) }

  private static func mount(_ path: String, _ flags: UInt, _ megabytes: Int) throws {
    guard Glibc.mount("tmpfs", path, "tmpfs", flags, "size=\(megabytes)m") == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
    }
  }
}
