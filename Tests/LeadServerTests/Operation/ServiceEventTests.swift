import LeadModel
import TestSupport
import Testing

@testable import LeadServer

struct ServiceEventTests {
  @Test(arguments: ServiceEvent.samples.indices)
  func anEventHasItsCodeAndLevel(index: Int) {
    let sample = ServiceEvent.samples[index]
    #expect(sample.event.code == sample.code)
    #expect(sample.event.level == sample.level)
    #expect(sample.event.line.code == sample.code)
    #expect(!sample.event.line.message.isEmpty)
  }

  @Test(
    arguments: [
      (
        .accepted(id: "s1", route: "/a", bytes: 512, seconds: 0.0021),
        "info post.accepted a post is on the disk id=s1 route=/a bytes=512 seconds=0.002"
      ),
      (
        .refused(route: nil, status: 404, reason: "path.unknown"),
        "info post.refused a request was refused status=404 reason=path.unknown"
      ),
      (
        .ended(ServiceEvent.end(.dead, "http.400")),
        "warning lead.dead the inbox does not take a lead: it is a dead letter id=s1 record=2 route=/a destination=main "
          + "reason=http.400 attempts=3 seconds=0.084"
      ),
      (
        .held(destination: "main", reason: "http.429", seconds: 30),
        "warning delivery.held nothing is sent for a while destination=main reason=http.429 seconds=30.0"
      ),
      (
        .alarm(ServiceEvent.alarm(.over)),
        "info alarm.over 'main' refuses the token: 40 posts wait alarm=token.refused subject=main "
          + "since=2026-01-31T10:00:00.000Z"
      ),
      (
        .restartNeeded(keys: ["listen", "spool"]),
        "warning config.reload.restart these keys have changed, and take a restart keys=listen,spool"
      ),
      (.stopped(waiting: 4), "info service.stopped leadbridge ends; what waits is in the spool waiting=4"),
    ] as [(ServiceEvent, String)])
  func aLineHasIdsSizesAndOutcomes(event: ServiceEvent, line: String) {
    let bytes = event.line.bytes(as: .text, at: .start)
    #expect(String(decoding: bytes, as: UTF8.self) == "2026-01-31T10:00:00.000Z \(line)\n")
  }

  @Test func everyCodeIsInTheDocument() throws {
    let text = try RecordedFile("docs/operation.md").text
    for code in Set(ServiceEvent.samples.map(\.code)) { #expect(text.contains("`\(code)`"), "\(code)") }
    for code in Alarm.Code.allCases { #expect(text.contains("### `\(code.rawValue)`"), "\(code.rawValue)") }
  }
}
