import LeadDelivery
import LeadModel
import LeadPipeline
import Synchronization

/// Says what a run has to say while it runs: at most ``limit`` of a kind, then a count is left to the summary.
final class EventTalk: Sendable {
  /// Diagnostics of one code that are said.
  static let limit = 20

  private let quiet: Bool
  private let host: String
  private let said = Mutex<[String: Int]>([:])

  init(quiet: Bool, destination: Destination?) {
    self.quiet = quiet
    host = destination?.shownHost ?? "the inbox"
  }

  /// Says an event, from any thread.
  @Sendable func tell(_ event: RunEvent) {
    switch event {
    case .diagnostic(let diagnostic):
      guard !quiet || diagnostic.severity == .error else { return }
      let count = said.withLock { said in
        said[diagnostic.code, default: 0] += 1
        return said[diagnostic.code, default: 0]
      }
      if count <= Self.limit { Terminal.say(diagnostic) }
    case .recognised(let mapping, let input):
      note("run.recognised", "\(input): it is recognised as that of '\(mapping)'")
    case .resumed(let input, let record):
      note("run.resumed", "\(input): an unfinished run goes on behind record \(record)")
    case .delivery(let event):
      tell(event)
    }
  }

  private func tell(_ event: DeliveryEvent) {
    switch event {
    case .firstFailure(let code, let givesUpAt):
      let end = givesUpAt.map { "; gives up at \($0)" } ?? ""
      warn(code, "\(host) does not answer as it should: trying again\(end)")
    case .breakerOpened(let code, let failures, _):
      warn(code, "\(failures) failures in a row: waiting for \(host), with one lead at a time as a probe")
    case .breakerClosed:
      note("destination.back", "\(host) answers again")
    case .held(let code, let duration):
      warn(code, "\(host) asks for a wait of \(duration.shown)")
    case .shared(let senders, let hasRate):
      if senders == 1 {
        note("destination.shared", "\(host) is this run's alone again")
      } else if hasRate {
        note(
          "destination.shared", "\(senders) deliveries send to \(host) at once: each takes its part of its --rate")
      } else {
        warn(
          "destination.shared",
          "\(senders) deliveries send to \(host) at once: without --rate neither knows the pace of the other")
      }
    case .resumed, .stopped:
      break
    }
  }

  private func note(_ code: String, _ message: String) {
    if !quiet { Terminal.say(Diagnostic(.note, code, message)) }
  }

  private func warn(_ code: String, _ message: String) {
    tell(.diagnostic(Diagnostic(.warning, code, message)))
  }
}
