import Foundation
import Glibc
import LeadJSON
import LeadModel
import LeadSandbox
import TestSupport
import Testing

/// What a run says of itself: on standard error, in a file, to an address, and on a terminal.
@Suite(.timeLimit(.minutes(8)))
struct ReportEndToEndTests {
  private static let table = "Name,Email\nAnn,ann@example.com\nBob,bob at\nCid,cid at\n"

  @Test func theSummarySaysWhyAndWhereAndWhatToDo() async throws {
    let stage = try await Stage()
    _ = try stage.folder.write(Self.table, to: "contacts.csv")
    let words = ["push", "contacts.csv", "--mapping", "generic-contacts", "--rejects", "my rejects.csv"]
    let result = try await stage.run(words + stage.destination)
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.errors.contains("  failed: 2 email.invalid, first at contacts.csv:3\n    hint: mend the address"))
    #expect(result.errors.contains("  the same as a table: my rejects.csv\n"))
    #expect(
      result.errors.contains("mend it, then: leadbridge push 'my rejects.csv' --mapping generic-contacts --brand local")
    )
    #expect(!result.errors.contains("bob at"))

    // What it says to do is what helps.
    let mended = try stage.folder.text(of: "my rejects.csv").replacingOccurrences(of: " at,", with: "@example.com,")
    _ = try stage.folder.write(mended, to: "my rejects.csv")
    let second = try await stage.run(
      ["push", "my rejects.csv", "--mapping", "generic-contacts"] + stage.destination)
    #expect(second.status == 0, "\(second.errors)")
    #expect(try stage.deadLetters().isEmpty)
    #expect(Set(try await stage.chats().compactMap(\.email)).count == 3)
    #expect(try await stage.chats().allSatisfy { chat in chat.attributes.allSatisfy { !$0.key.hasPrefix("_") } })
    let over = try await stage.run(
      ["push", "my rejects.csv", "--mapping", "generic-contacts", "--rejects", "my rejects.csv"] + stage.destination)
    #expect(over.status == 2 && over.errors.contains("[rejects.input]"), "\(over.errors)")
    await stage.server.stop()
  }

  @Test func theReportIsInTheFileAndAtTheAddress() async throws {
    let stage = try await Stage()
    // The first attempt fails, the second arrives.
    let receiver = try FaultServer([.status(503)])
    _ = try stage.folder.write(Self.table, to: "contacts.csv")
    let words = ["--report", "report.json", "--on-finish", receiver.url("/hook?key=secret")] + stage.destination
    let pushed = try await stage.run(["push", "contacts.csv", "--mapping", "generic-contacts"] + words)
    #expect(pushed.status == 1, "\(pushed.errors)")
    #expect(!pushed.errors.contains("finish.undelivered"))
    #expect(receiver.requests.count == 2)
    let request = try #require(receiver.requests.last)
    #expect(request.method == "POST" && request.path == "/hook?key=secret")
    let posted = String(decoding: request.body, as: UTF8.self)
    #expect(try stage.folder.text(of: "report.json") == posted + "\n")
    for secret in ["ann@example.com", "bob at", "test-token"] { #expect(!posted.contains(secret)) }
    let report = try JSONDocument(parsing: posted).root
    #expect(
      report["command"]?.string == "push" && report["exitCode"]?.integer == 1 && report["stopped"]?.isNull == true)
    #expect(report["read"]?.integer == 3 && report["delivered"]?.integer == 1 && report["rejected"]?.integer == 2)
    #expect(report["reasons"]?[0]?["first"]?.string == "contacts.csv:3")

    let replayed = try await stage.run(["replay"] + words)
    #expect(replayed.status == 1, "\(replayed.errors)")
    let second = try JSONDocument(parsing: try stage.folder.text(of: "report.json")).root
    #expect(second["command"]?.string == "replay")
    #expect(second["reasons"]?[0]?["first"]?.string?.hasSuffix("dead-letters.jsonl:1") == true)
    #expect(receiver.requests.count == 3)

    // Nobody there: a warning that names no secret, and the same exit code.
    receiver.stop()
    let deaf = try await stage.run(["push", "contacts.csv", "--mapping", "generic-contacts"] + words)
    #expect(deaf.status == 1, "\(deaf.errors)")
    #expect(deaf.errors.contains("[finish.undelivered]") && !deaf.errors.contains("secret"), "\(deaf.errors)")
    await stage.server.stop()
  }

  @Test func aStoppedRunIsReportedToo() async throws {
    let stage = try await Stage()
    _ = try stage.folder.write(Self.table, to: "contacts.csv")
    _ = try stage.folder.write("another-token\n", to: "wrong")
    let result = try await stage.run(
      ["push", "contacts.csv", "--mapping", "generic-contacts", "--report", "r.json", "--token-file", "wrong"]
        + stage.destination)
    #expect(result.status == 3, "\(result.errors)")
    let report = try JSONDocument(parsing: try stage.folder.text(of: "r.json")).root
    #expect(report["exitCode"]?.integer == 3 && report["stopped"]?.string == "token.refused")
    await stage.server.stop()
  }

  @Test(arguments: [
    ("contacts.csv", "[report.input]"), ("other.txt", "[report.foreign]"), ("nowhere/r.json", "[report.unwritable]"),
  ])
  func aReportIsNotWrittenOverWhatIsNeeded(_ file: String, _ code: String) async throws {
    let stage = try await Stage()
    _ = try stage.folder.write(Self.table, to: "contacts.csv")
    _ = try stage.folder.write("notes", to: "other.txt")
    let result = try await stage.run(
      ["push", "contacts.csv", "--mapping", "generic-contacts", "--report", file] + stage.destination)
    #expect(result.status == 2, "\(result.errors)")
    #expect(result.errors.contains(code), "\(result.errors)")
    #expect(stage.server.requests == 0)
    await stage.server.stop()
  }

  /// On a terminal of 80 columns: the line fits, and tells how delivery does.
  @Test func theBarFitsATerminalAndTellsOfDelivery() async throws {
    let stage = try await Stage { $0.faults.latency = .milliseconds(40) }
    _ = try stage.folder.write(Stage.table(200, invalidEvery: 20), to: "contacts.csv")
    var terminal: Int32 = 0
    var program: Int32 = 0
    var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    try #require(openpty(&terminal, &program, nil, nil, &size) == 0)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["push", "contacts.csv", "--mapping", "generic-contacts"] + stage.destination
    process.currentDirectoryURL = URL(fileURLWithPath: stage.folder.path)
    process.environment = Program.environment(home: stage.folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(fileDescriptor: program, closeOnDealloc: false)
    try process.run()
    close(program)
    let shown: String = await withCheckedContinuation { [terminal] continuation in
      Thread.detachNewThread {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        // Once the other side is closed reading fails.
        while case let count = read(terminal, &block, block.count), count > 0 { bytes += block[..<count] }
        close(terminal)
        continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
      }
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    let bars = shown.components(separatedBy: "\r\u{1B}[K").filter { $0.contains("delivered  ") }
    #expect(bars.contains { $0.contains("━") && $0.contains(" at once") && $0.contains(" failed") }, "\(shown)")
    #expect(bars.allSatisfy { $0.split(separator: "\r\n")[0].count < 80 })
    await stage.server.stop()
  }
}
