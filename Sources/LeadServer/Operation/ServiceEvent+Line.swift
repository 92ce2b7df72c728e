import LeadJournal
import LeadModel

extension ServiceEvent {
  /// How much it matters: nothing is lost by a warning; an error needs the operator.
  package var level: LogLevel {
    switch self {
    case .challenged: .debug
    case .dropped, .accepted, .repeated, .spam, .breakerClosed, .resumed, .retried, .warned: .info
    case .started, .ready, .stopping, .stopped, .reloaded: .info
    // Strangers try paths and methods; what a route refused is a sender's, who may be set up wrongly.
    case .refused(_, let status, _): status == 404 || status == 405 ? .info : .warning
    case .ended(let end): end.outcome == .rejected || end.outcome == .dead ? .warning : .info
    case .held(_, let reason, _): reason == Self.tokenRefused ? .error : .warning
    case .breakerOpened, .suppressed, .restartNeeded, .sourceOdd: .warning
    // A source is looked at again and again: what brought nothing is said to who wants to know all.
    case .sourceRan(let end):
      end.reason != nil ? .warning : end.counts.total == end.counts.unchanged ? .debug : .info
    case .reloadRefused, .failed: .error
    case .alarm(let alarm): alarm.step == .over ? .info : .error
    }
  }

  /// The code of a hold that only a new token ends.
  package static let tokenRefused = "token.refused"

  /// What the log is limited by: its code, and of what is refused the reason too, so that a flood of one kind (questions
  /// for submissions with a wrong token) does not use up the lines of another (a sender's wrong signature).
  package var limitKey: String {
    switch self {
    case .refused(_, _, let reason), .dropped(let reason), .failed(let reason): "\(code):\(reason)"
    default: code
    }
  }

  /// Its line's stable name.
  package var code: String {
    switch self {
    case .challenged: "post.challenged"
    case .accepted: "post.accepted"
    case .repeated: "post.repeated"
    case .refused: "post.refused"
    case .spam: "post.spam"
    case .dropped: "connection.dropped"
    case .ended(let end):
      switch end.outcome {
      case .delivered: "lead.delivered"
      case .unchanged: "lead.unchanged"
      case .skipped: "lead.skipped"
      case .rejected: "lead.rejected"
      case .dead: "lead.dead"
      }
    case .retried: "delivery.retry"
    case .warned: "lead.odd"
    case .breakerOpened: "breaker.opened"
    case .breakerClosed: "breaker.closed"
    case .held: "delivery.held"
    case .resumed: "delivery.resumed"
    case .sourceRan(let end): end.reason == nil ? "source.ran" : "source.failed"
    case .sourceOdd: "source.odd"
    case .started: "service.started"
    case .ready: "service.ready"
    case .stopping: "service.stopping"
    case .stopped: "service.stopped"
    case .reloaded: "config.reloaded"
    case .reloadRefused: "config.refused"
    case .restartNeeded: "config.reload.restart"
    case .alarm(let alarm):
      switch alarm.step {
      case .raised: "alarm.raised"
      case .repeated: "alarm.repeated"
      case .over: "alarm.over"
      }
    case .failed: "service.failed"
    case .suppressed: "log.suppressed"
    }
  }

  /// Its line in the log.
  package var line: LogLine { LogLine(level: level, code: code, message: message, fields: fields) }

  private var message: String {
    switch self {
    case .challenged: "a handshake was answered"
    case .accepted: "a post is on the disk"
    case .repeated: "a post was there already"
    case .refused: "a request was refused"
    case .spam: "a post is not sent: a machine filled the form"
    case .dropped: "a connection was ended without an answer"
    case .ended(let end):
      switch end.outcome {
      case .delivered: "the inbox took a lead"
      case .unchanged: "the inbox has the lead as it is"
      case .skipped: "a record is not to be sent"
      case .rejected: "a record cannot be a lead: it is a dead letter"
      case .dead: "the inbox does not take a lead: it is a dead letter"
      }
    case .retried: "requests are sent again later"
    case .warned: "records were odd, and taken all the same"
    case .breakerOpened: "the destination is down: one probe at a time"
    case .breakerClosed: "the destination answers again"
    case .held: "nothing is sent for a while"
    case .resumed: "a hold is over"
    case .sourceRan(let end):
      end.reason == nil ? "a source was looked at" : "a source, or one of its files, has failed"
    case .sourceOdd: "something about a source is odd"
    case .started: "leadbridge starts"
    case .ready: "posts are accepted"
    case .stopping: "no more posts are accepted"
    case .stopped: "leadbridge ends; what waits is in the spool"
    case .reloaded: "a new configuration runs"
    case .reloadRefused: "the new configuration cannot be used: the old one runs on"
    case .restartNeeded: "these keys have changed, and take a restart"
    case .alarm(let alarm): alarm.message
    case .failed: "something went wrong in the daemon"
    case .suppressed: "lines were left out of this log"
    }
  }

  private var fields: [LogLine.Field] {
    switch self {
    case .challenged(let route): [.text("route", route)]
    case .accepted(let id, let route, let bytes, let seconds):
      [.text("id", id), .text("route", route), .count("bytes", bytes), .seconds("seconds", seconds)]
    case .repeated(let id, let route): [.text("id", id), .text("route", route)]
    case .refused(let route, let status, let reason):
      (route.map { [.text("route", $0)] } ?? []) + [.count("status", status), .text("reason", reason)]
    case .spam(let id, let route, let reason): [.text("id", id), .text("route", route), .text("reason", reason)]
    case .ended(let end): end.fields
    case .retried(let destination, let reason, let count):
      [.text("destination", destination), .text("reason", reason), .count("count", count)]
    case .warned(let route, let reason, let count, let field):
      [.text("route", route), .text("reason", reason), .count("count", count)]
        + (field.map { [.text("field", $0)] } ?? [])
    case .breakerOpened(let destination, let reason):
      [.text("destination", destination), .text("reason", reason)]
    case .breakerClosed(let destination), .resumed(let destination): [.text("destination", destination)]
    case .held(let destination, let reason, let seconds):
      [.text("destination", destination), .text("reason", reason)] + (seconds.map { [.seconds("seconds", $0)] } ?? [])
    case .sourceRan(let end): end.fields
    case .sourceOdd(let source, let reason, let place):
      [.text("source", source), .text("reason", reason)] + (place.map { [.text("at", $0)] } ?? [])
    case .started(let version): [.text("version", version)]
    case .ready(let address, let routes): [.text("address", address), .count("routes", routes)]
    case .stopping: []
    case .stopped(let waiting): [.count("waiting", waiting)]
    case .reloaded(let routes): [.count("routes", routes)]
    case .reloadRefused(let reason), .failed(let reason), .dropped(let reason): [.text("reason", reason)]
    case .restartNeeded(let keys): [.text("keys", keys.joined(separator: ","))]
    case .alarm(let alarm):
      [.text("alarm", alarm.code.rawValue)] + (alarm.subject.map { [.text("subject", $0)] } ?? [])
        + [.text("since", alarm.since.description)]
    case .suppressed(let code, let count): [.text("of", code), .count("count", count)]
    }
  }
}

extension SourceRanEnd {
  fileprivate var fields: [LogLine.Field] {
    [.text("source", source), .text("destination", destination)] + (reason.map { [.text("reason", $0)] } ?? [])
      + (at.map { [.text("at", $0)] } ?? []) + [
        .count("delivered", counts.delivered),
        .count("unchanged", counts.unchanged), .count("skipped", counts.skipped), .count("rejected", counts.rejected),
        .count("dead", counts.dead), .count("requests", requests), .seconds("seconds", seconds),
      ]
  }
}

extension RecordEnd {
  fileprivate var fields: [LogLine.Field] {
    var fields: [LogLine.Field] = [
      .text("id", id), .count("record", record), .text("route", route), .text("destination", destination),
    ]
    if let reason { fields.append(.text("reason", reason)) }
    if attempts > 0 { fields.append(.count("attempts", attempts)) }
    return fields + [.seconds("seconds", seconds)]
  }
}
