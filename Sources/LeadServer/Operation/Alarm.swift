import LeadJSON
package import LeadModel

/// Something that the operator has to see to, or that is over now.
///
/// Its words are made here, of names, numbers and times: no value of a lead and no token is in them.
package struct Alarm: Sendable, Equatable {
  /// What is wrong; `docs/operation.md` says of each what to do.
  package enum Code: String, Sendable, CaseIterable {
    case tokenRefused = "token.refused"
    case breakerOpen = "breaker.open"
    case spoolFilling = "spool.filling"
    case deadLetters = "dead-letters.many"
    case certificateExpiring = "certificate.expiring"
    case routeSilent = "route.silent"
    case routeGone = "route.gone"
    case sourceFailing = "source.failing"
    case sourceToken = "source.token"
    case sourceSilent = "source.silent"
    case diskLow = "disk.low"
    case configRefused = "config.refused"
  }

  /// How far it is.
  package enum Step: String, Sendable, CaseIterable {
    /// It is on, and was not before.
    case raised
    /// It is still on.
    case repeated
    case over
  }

  package var code: Code
  /// The route's path, the destination's, the source's or the certificate's name; `nil` where it is the daemon as a whole.
  package var subject: String?
  /// One sentence without a full stop.
  package var message: String
  /// Since when it is so, as far as known.
  package var since: Timestamp
  /// When this is said.
  package var at: Timestamp
  package var step: Step

  package init(code: Code, subject: String? = nil, message: String, since: Timestamp, at: Timestamp, step: Step) {
    self.code = code
    self.subject = subject
    self.message = message
    self.since = since
    self.at = at
    self.step = step
  }

  package var isOver: Bool { step == .over }

  // MARK: As JSON

  /// Writes its members; all are always there.
  func writeMembers(into json: inout JSONWriter) {
    json.member("code", code.rawValue)
    json.member("subject", orNull: subject)
    json.member("message", message)
    json.member("since", since.description)
    json.member("at", at.description)
    json.member("state", step.rawValue)
  }

  /// `nil` where it is none that this version knows.
  init?(reading json: JSONValue) {
    guard let code = json.text("code").flatMap(Code.init), let message = json.text("message"),
      let since = json.time("since"), let at = json.time("at"), let step = json.text("state").flatMap(Step.init)
    else { return nil }
    self.init(code: code, subject: json.text("subject"), message: message, since: since, at: at, step: step)
  }
}

/// How an alarm is posted.
package enum AlarmFormat: String, Sendable, CaseIterable {
  /// `{"alarm": {"code", "subject", "message", "since", "at", "state"}, "host"}`.
  case json
  /// `{"text"}`, as Slack's incoming webhooks take it, and Mattermost, Rocket.Chat and Discord's `/slack`.
  case slack

  /// The body of a post, `application/json`.
  ///
  /// - Parameters:
  ///   - alarm: What is said.
  ///   - host: This machine's name: one place may hear of several.
  /// - Returns: JSON.
  package func body(of alarm: Alarm, host: String) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    switch self {
    case .json:
      json.key("alarm")
      json.beginObject()
      alarm.writeMembers(into: &json)
      json.endObject()
      json.member("host", host)
    case .slack: json.member("text", Self.escaped(Self.text(of: alarm, host: host)))
    }
    json.endObject()
    return json.bytes
  }

  private static func text(of alarm: Alarm, host: String) -> String {
    let start =
      switch alarm.step {
      case .raised: ":rotating_light:"
      case .repeated: ":rotating_light: still:"
      case .over: ":white_check_mark: over:"
      }
    return "\(start) leadbridge on \(host): \(alarm.message) [\(alarm.code.rawValue), since \(alarm.since)]"
  }

  /// The three characters that Slack takes for its own: https://api.slack.com/reference/surfaces/formatting#escaping.
  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
