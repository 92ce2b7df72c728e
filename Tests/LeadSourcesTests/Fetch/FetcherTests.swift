import Foundation
import LeadConfig
import LeadModel
import LeadTransport
import Synchronization
import TestSupport
import Testing

@testable import LeadSources

/// The shell around a conversation: a real server, a real file.
@Suite(.timeLimit(.minutes(5)))
struct FetcherTests {
  private static func plan(_ server: FaultServer, _ change: (inout FetchSettings) -> Void = { _ in }) throws
    -> FetchPlan
  {
    try FetchPlan.of(url: server.url("/leads?page={page}")) {
      $0.paging = .page(first: 1, size: nil)
      change(&$0)
    }
  }

  private static let pages: @Sendable (FaultRequest) -> FaultStep = { request in
    .body(request.path.hasSuffix("page=1") ? #"[{"id": 1}, {"id": 2}]"# : "[]").header("ETag", #""v1""#)
  }

  @Test func whatIsFetchedLiesInAPrivateFile() async throws {
    let server = try FaultServer(script: Self.pages)
    defer { server.stop() }
    let folder = try TemporaryFolder()
    try folder.write("of a run that was killed", to: "run")
    let fetcher = try Fetcher(connectingFor: Self.plan(server)) { _, _ in nil }
    let result = try await fetcher.fetch(into: folder.path("run"), state: nil)
    #expect(try folder.text(of: "run") == "{\"id\":1}\n{\"id\":2}\n")
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path("run"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(result.counts.records == 2)
    #expect(result.counts.requests == 2)
    #expect(server.requests[0].header("user-agent") == "leadbridge")
    #expect(server.requests[0].header("accept-encoding") == "gzip")
  }

  @Test func headersThatMatterArrive() async throws {
    let server = try FaultServer { _ in
      .body("[]").header("ETag", #""v1""#).header("Last-Modified", "Sat, 31 Jan 2026 10:00:00 GMT")
    }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let plan = try FetchPlan.of(url: server.url("/leads"))
    let result = try await Fetcher(connectingFor: plan) { _, _ in nil }.fetch(into: folder.path("run"), state: nil)
    let again = try await Fetcher(connectingFor: plan) { _, _ in nil }.fetch(
      into: folder.path("run"), state: result.state)
    #expect(again.counts.requests == 1)
    #expect(server.requests[1].header("if-none-match") == #""v1""#)
    #expect(server.requests[1].header("if-modified-since") == "Sat, 31 Jan 2026 10:00:00 GMT")
  }

  /// 16 KB of a header are taken; the link may be beyond them.
  @Test func headerThatIsTooLongDoesNotEndTheRun() async throws {
    let link = "</leads?page=2&mark=\(String(repeating: "x", count: 17_000))>; rel=next"
    let server = try FaultServer { _ in .body(#"[{"id": 1}]"#).header("Link", link) }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let plan = try FetchPlan.of(url: server.url("/leads")) { $0.paging = .linkHeader }
    let failure = await #expect(throws: FetchFailure.self) {
      try await Fetcher(connectingFor: plan) { _, _ in nil }.fetch(into: folder.path("run"), state: nil)
    }
    #expect(failure?.diagnostic.code == "fetch.shape")
  }

  @Test func failedRunLeavesNoFile() async throws {
    let server = try FaultServer { request in request.path.hasSuffix("page=1") ? .body(#"[{"id": 1}]"#) : .status(401) }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let fetcher = try Fetcher(connectingFor: Self.plan(server)) { _, _ in nil }
    let failure = await #expect(throws: FetchFailure.self) {
      try await fetcher.fetch(into: folder.path("run"), state: nil)
    }
    #expect(failure?.diagnostic.code == "fetch.token")
    #expect(failure?.counts.records == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.path("run")))
  }

  @Test func fileThatCannotBeMadeIsSaid() async throws {
    let folder = try TemporaryFolder()
    let plan = try FetchPlan.of()
    let fetcher = Fetcher(
      plan, send: { _ async throws(TransportFailure) in HTTPResponse(status: 200) }, unpack: { _, _ in nil })
    let failure = await #expect(throws: FetchFailure.self) {
      try await fetcher.fetch(into: folder.path("missing/run"), state: nil)
    }
    #expect(failure?.diagnostic.code == "fetch.file")
  }

  @Test func cancelledRunStopsWhileItWaits() async throws {
    let folder = try TemporaryFolder()
    let plan = try FetchPlan.of()
    let asked = Mutex(0)
    let fetcher = Fetcher(
      plan,
      send: { _ async throws(TransportFailure) in
        asked.withLock { $0 += 1 }
        return HTTPResponse(status: 503)
      },
      sleep: { _ in throw CancellationError() }, unpack: { _, _ in nil })
    let failure = await #expect(throws: FetchFailure.self) {
      try await fetcher.fetch(into: folder.path("run"), state: nil)
    }
    #expect(failure?.diagnostic.code == "fetch.cancelled")
    #expect(asked.withLock(\.self) == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.path("run")))
  }

  @Test func bodyThatIsAGzipFileIsUnpackedWithinItsBound() async throws {
    let folder = try TemporaryFolder()
    let plan = try FetchPlan.of { $0.format = .csv }
    let send: Fetcher.Send = { _ async throws(TransportFailure) in HTTPResponse(status: 200, body: [0x1F, 0x8B, 8]) }
    let fetcher = Fetcher(
      plan, send: send, unpack: { _, most in most == 64_000_000 ? Array("Email\na@b.example\n".utf8) : nil })
    let result = try await fetcher.fetch(into: folder.path("run"), state: nil)
    #expect(result.counts.records == 1)
    #expect(try folder.text(of: "run") == "Email\na@b.example\n")
    let broken = Fetcher(plan, send: send, unpack: { _, _ in nil })
    let failure = await #expect(throws: FetchFailure.self) {
      try await broken.fetch(into: folder.path("run"), state: nil)
    }
    #expect(failure?.diagnostic.code == "fetch.large")
  }

  @Test func rateSpacesRequests() async throws {
    let folder = try TemporaryFolder()
    let waits = Mutex<[Duration]>([])
    let plan = try FetchPlan.of(url: "https://api.example.com/leads?p={page}") {
      $0.paging = .page(first: 1, size: nil)
      $0.rate = Rate("60/m")
    }
    let fetcher = Fetcher(
      plan,
      send: { request async throws(TransportFailure) in
        HTTPResponse(
          status: 200, body: Array((request.url.hasSuffix("p=3") ? "[]" : "[{\"id\":\"\(request.url)\"}]").utf8))
      },
      sleep: { wait in waits.withLock { $0.append(wait) } }, unpack: { _, _ in nil })
    _ = try await fetcher.fetch(into: folder.path("run"), state: nil)
    #expect(waits.withLock { $0.count } == 2)
    #expect(waits.withLock { $0.allSatisfy { $0 > .milliseconds(500) } })
  }
}
