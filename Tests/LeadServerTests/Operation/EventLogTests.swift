import Dispatch
import Foundation
import Glibc
import LeadJSON
import LeadModel
import Testing

@testable import LeadServer

struct LogLineTests {
  static let line = LogLine(
    level: .warning, code: "post.refused", message: "a request was refused",
    fields: [.text("route", "/hooks/a b"), .count("status", 401), .seconds("seconds", 0.12345)])

  @Test(
    arguments: [
      (
        .text,
        "2026-01-31T10:00:00.000Z warning post.refused a request was refused route=\"/hooks/a b\" status=401 seconds=0.123\n"
      ),
      (.journal, "<4>post.refused a request was refused route=\"/hooks/a b\" status=401 seconds=0.123\n"),
      (
        .json,
        "{\"at\":\"2026-01-31T10:00:00.000Z\",\"level\":\"warning\",\"code\":\"post.refused\","
          + "\"message\":\"a request was refused\",\"route\":\"/hooks/a b\",\"status\":401,\"seconds\":0.123}\n"
      ),
    ] as [(LogFormat, String)])
  func aLineIsWritten(format: LogFormat, text: String) {
    #expect(String(decoding: Self.line.bytes(as: format, at: .start), as: UTF8.self) == text)
  }

  /// What a name holds can neither end the line nor look like another field.
  @Test(
    arguments: [
      ("plain", "plain"), ("/a/b-c_d.e:8080", "/a/b-c_d.e:8080"), ("", "\"\""), ("a b", "\"a b\""),
      ("a\nb", "\"a\\nb\""), ("a=b", "\"a=b\""), ("\"", "\"\\\"\""), ("ü", "\"ü\""),
      ("\u{1B}[31m", "\"\\u001b[31m\""),
    ])
  func aTextIsQuotedWhereItMustBe(text: String, written: String) {
    #expect(LogLine.quoted(text) == written)
  }

  @Test(arguments: [(LogLevel.debug, "<7>"), (.info, "<6>"), (.warning, "<4>"), (.error, "<3>")])
  func theJournalKnowsTheLevel(level: LogLevel, prefix: String) {
    let line = LogLine(level: level, code: "c", message: "m")
    #expect(String(decoding: line.bytes(as: .journal, at: .start), as: UTF8.self) == "\(prefix)c m\n")
  }

  @Test(arguments: [Double.nan, .infinity])
  func noTimeIsNoJSON(seconds: Double) throws {
    let line = LogLine(level: .info, code: "c", message: "m", fields: [.seconds("seconds", seconds)])
    #expect(try JSONDocument(parsing: line.bytes(as: .json, at: .start)).root["seconds"]?.number == "0.0")
  }
}

struct LineLimitTests {
  @Test func ofOneCodeSoManyAMinuteAreWritten() {
    var limit = LineLimit(perMinute: 2)
    let written = (0..<5).map { limit.take("a", at: .start + Double($0)).isWritten }
    #expect(written == [true, true, false, false, false])
    #expect(limit.take("b", at: .start + 5).isWritten, "another code has its own minute")
    #expect(limit.take("a", at: .start + 59.999) == (false, nil))
    let next = limit.take("a", at: .start + 60)
    #expect(next.isWritten && next.before == LineLimit.Suppressed(code: "a", count: 4))
    #expect(limit.take("a", at: .start + 61) == (true, nil))
  }

  @Test func aCountComesAlsoWhereNothingFollows() {
    var limit = LineLimit(perMinute: 1)
    for _ in 0..<3 { _ = limit.take("a", at: .start) }
    _ = limit.take("b", at: .start)
    #expect(limit.tick(at: .start + 59) == [])
    #expect(limit.tick(at: .start + 60) == [LineLimit.Suppressed(code: "a", count: 2)])
    #expect(limit.tick(at: .start + 120) == [], "said once")
    for _ in 0..<2 { _ = limit.take("a", at: .start + 121) }
    #expect(limit.end() == [LineLimit.Suppressed(code: "a", count: 1)])
  }

  @Test func aClockThatIsSetBackHoldsNoMinuteOpen() {
    var limit = LineLimit(perMinute: 1)
    _ = limit.take("a", at: .start + 7_200)
    #expect(limit.take("a", at: .start).isWritten)
  }

  @Test func codesBeyondTheBoundShareAPlace() {
    var limit = LineLimit(perMinute: 1)
    for number in 0..<LineLimit.maxCodes { #expect(limit.take("\(number)", at: .start).isWritten) }
    #expect(limit.take("one more", at: .start).isWritten)
    #expect(!limit.take("and another", at: .start).isWritten)
    #expect(limit.end() == [LineLimit.Suppressed(code: "other", count: 1)])
  }
}

struct EventLogTests {
  /// A pipe's two ends.
  final class Pipe {
    let reading: Int32
    let writing: Int32

    init() {
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      (reading, writing) = (ends[0], ends[1])
    }

    /// Writes until nothing more fits.
    func fill() {
      let flags = fcntl(writing, F_GETFL)
      _ = fcntl(writing, F_SETFL, flags | O_NONBLOCK)
      let bytes = [UInt8](repeating: UInt8(ascii: "."), count: 4_096)
      while write(writing, bytes, bytes.count) > 0 {}
      _ = fcntl(writing, F_SETFL, flags)
    }

    /// Reads until all writers are gone.
    func text() -> String {
      close(writing)
      return String(
        decoding: FileHandle(fileDescriptor: reading, closeOnDealloc: true).readDataToEndOfFile(), as: UTF8.self)
    }
  }

  @Test func wordsAreForTheJournalWhereTheyGoThere() {
    let pipe = Pipe()
    var status = stat()
    #expect(fstat(pipe.writing, &status) == 0)
    for (stream, format) in [
      (nil, .text), ("1:2", .text), ("\(status.st_dev):\(status.st_ino)", .journal),
    ] as [(String?, LogFormat)] {
      #expect(LogFormat.words(to: pipe.writing, environment: stream.map { ["JOURNAL_STREAM": $0] } ?? [:]) == format)
    }
    #expect(pipe.text().isEmpty)
    #expect(LogFormat.words(to: -1, environment: ["JOURNAL_STREAM": "0:0"]) == .text)
  }

  @Test func aDiagnosticIsALine() {
    let diagnostic = Diagnostic(
      .warning, "route.open", "anybody can post to /a", at: Position(file: "leadbridge.json", line: 6, column: 3),
      hint: "a secret keeps robots out")
    let json = String(decoding: LogLine(diagnostic).bytes(as: .json, at: .start), as: UTF8.self)
    #expect(
      json == #"{"at":"2026-01-31T10:00:00.000Z","level":"warning","code":"route.open","#
        + #""message":"anybody can post to /a","file":"leadbridge.json","line":6,"column":3,"#
        + #""hint":"a secret keeps robots out"}"# + "\n")
    #expect(LogLine(Diagnostic("a.b", "no")).level == .error)
  }

  @Test func anEventIsALineAndACount() {
    let pipe = Pipe()
    let log = EventLog(format: .text, writer: LineWriter(descriptor: pipe.writing))
    log.report(.challenged(route: "/a"), at: .start)
    log.report(.repeated(id: "s1", route: "/a"), at: .start)
    log.end(at: .start)
    #expect(pipe.text() == "2026-01-31T10:00:00.000Z info post.repeated a post was there already id=s1 route=/a\n")
    #expect(log.metrics.total(.challengesAnswered) == 1, "counted, although it is below the level")
    #expect(log.metrics.total(.postsRepeated) == 1)
  }

  @Test func aFloodIsAFewLinesAndACount() {
    let pipe = Pipe()
    let log = EventLog(format: .text, linesPerMinute: 3, writer: LineWriter(descriptor: pipe.writing))
    for _ in 0..<1_000 {
      log.report(.refused(route: "/a", status: 401, reason: "signature.mismatch"), at: .start)
    }
    log.end(at: .start + 1)
    let lines = pipe.text().split(separator: "\n")
    #expect(lines.count == 4)
    #expect(
      lines.last?.hasSuffix(
        "log.suppressed lines were left out of this log of=post.refused:signature.mismatch count=997") == true)
    #expect(log.metrics.total(.postsRefused) == 1_000)
    #expect(log.metrics.total(.logLinesSuppressed, having: #"code="post.refused""#) == 997)
  }

  @Test func aStrangersFloodDoesNotHideASendersWrongSignature() {
    let pipe = Pipe()
    let log = EventLog(format: .text, linesPerMinute: 3, writer: LineWriter(descriptor: pipe.writing))
    for _ in 0..<100 { log.report(.refused(route: nil, status: 401, reason: "token.wrong"), at: .start) }
    log.report(.refused(route: "/a", status: 401, reason: "signature.mismatch"), at: .start)
    log.end(at: .start)
    let lines = pipe.text().split(separator: "\n")
    #expect(lines.count { $0.contains("reason=token.wrong") } == 3)
    #expect(lines.count { $0.contains("reason=signature.mismatch") } == 1)
  }

  /// Whoever reports does not wait for a pipe that nobody reads; what does not fit is counted.
  @Test(.timeLimit(.minutes(1))) func aLogThatNobodyReadsHoldsNobodyUp() {
    let pipe = Pipe()
    pipe.fill()
    let writer = LineWriter(descriptor: pipe.writing, maxBytes: 10_000)
    let line = Array((String(repeating: "x", count: 99) + "\n").utf8)
    for _ in 0..<5_000 { writer.write(line) }
    #expect(!writer.flush(atMost: 0.01))
    // One buffer waits, and one was taken out of it to be written.
    #expect((4_800...4_900).contains(writer.takeDropped()))
    #expect(writer.takeDropped() == 0)
    let reader = Thread { [reading = pipe.reading] in
      var buffer = [UInt8](repeating: 0, count: 4_096)
      while read(reading, &buffer, buffer.count) > 0 {}
    }
    reader.start()
    #expect(writer.flush(atMost: 30))
    writer.write(line)
    #expect(writer.flush(atMost: 30))
    #expect(writer.takeDropped() == 0)
    close(pipe.writing)
  }

  @Test func whatWasDroppedIsSaid() {
    let pipe = Pipe()
    let log = EventLog(format: .text, writer: LineWriter(descriptor: pipe.writing, maxBytes: 150))
    // Longer than the buffer: it never fits.
    log.report(.repeated(id: String(repeating: "i", count: 200), route: "/a"), at: .start)
    log.end(at: .start)
    #expect(
      pipe.text() == "2026-01-31T10:00:00.000Z warning log.suppressed lines were left out of this log "
        + "of=log.dropped count=1\n")
    #expect(log.metrics.total(.logLinesSuppressed, having: #"code="log.dropped""#) == 1)
  }

  @Test func linesOfSeveralThreadsStayWhole() {
    let pipe = Pipe()
    let log = EventLog(format: .json, linesPerMinute: 10_000, writer: LineWriter(descriptor: pipe.writing))
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      for number in 0..<100 { log.report(.repeated(id: "\(thread)-\(number)", route: "/a"), at: .start) }
    }
    log.end(at: .start)
    let ids = pipe.text().split(separator: "\n").compactMap { line in
      (try? JSONDocument(parsing: String(line)))?.root["id"]?.string
    }
    #expect(Set(ids).count == 400 && ids.count == 400)
  }
}
