package import LeadModel
package import LeadTransport

/// What the end of one request means for its lead and for the destination: *whether* to try again.
///
/// *When* is `RetryTime`'s.
///
/// | answer | ruling | counts as an attempt | an outage |
/// | --- | --- | --- | --- |
/// | 2xx, envelope with `success: true` and no code but 2xx | delivered | – | no |
/// | 2xx, envelope with a code of 300…599 | as that status with the envelope | | |
/// | 2xx, envelope with `success: false` and no such code | refused, `inbox.refused` | – | no |
/// | 2xx, envelope that says neither yes nor no | retry, `inbox.unreadable` | yes | no |
/// | 2xx, no envelope | retry, `inbox.unreadable` | yes | no |
/// | 3xx | stop: redirected | – | no |
/// | 401 | stop: token refused | no | no |
/// | 403 with the envelope | stop: token refused | no | no |
/// | 403 without the envelope | blocked | – | no |
/// | 408, 425, 429 | retry | no | no |
/// | other 4xx | refused | – | no |
/// | 5xx without `Retry-After` | retry | yes | yes |
/// | 5xx with `Retry-After` | retry | no | yes |
/// | other status | retry, `inbox.unreadable` | yes | no |
/// | certificate not trusted | stop: certificate | no | – |
/// | no such host, no connection, no TLS | retry | no | yes |
/// | cut or timed out, the whole request sent | retry | yes | yes |
/// | cut or timed out before that | retry | no | yes |
/// | an answer too large to read | retry | yes | no |
///
/// "As that status with the envelope": a 200 that says 503 inside is a 503. An attempt only counts while the breaker is
/// closed, and a probe never does: that is the `Dispatcher`'s to know.
package struct Verdict: Sendable, Hashable {
  /// Whether to try again.
  package enum Ruling: Sendable, Hashable {
    case delivered
    /// This lead is dead, if the destination is the right one (`WrongDestination`).
    case refused
    /// As `refused`, but by something before the inbox, a firewall: a row of these means the token.
    case blocked
    case retry
    /// Nothing is to be sent any more. The lead is not at fault.
    case stop(StopReason)
  }

  package let ruling: Ruling
  /// Fixed text: `http.503`, `inbox.refused`, `inbox.unreadable`, `transport.cut`; empty when delivered.
  package let code: String
  /// The answer's own, also where its envelope says another; `nil` where there was no answer.
  package let status: Int?
  /// What the verdict is about: the answer's status, or its envelope's code.
  package let effectiveStatus: Int?
  /// What the server asked for, at most 15 min.
  package let retryAfter: Duration?
  /// Whether it uses up one of the lead's attempts, if it is to be retried.
  package let countsAsAttempt: Bool
  /// A transport failure or 5xx: what the breaker counts.
  package let isOutage: Bool
  /// Whether the refusal is of the bot or the customer, by the server's own words.
  package let namesDestination: Bool
  /// The answer's first 4 KB; empty when delivered.
  package let body: [UInt8]
  /// What the answer announced of a limit.
  package private(set) var announced: AnnouncedLimit?

  /// Whether the whole destination is to wait for `retryAfter`.
  package var holdsDestination: Bool { retryAfter != nil && (effectiveStatus == 429 || effectiveStatus == 503) }

  /// The verdict over an answer.
  ///
  /// Parses its body, unless that is what the inbox says nearly always. `now` is the wall clock's time, for a
  /// `Retry-After` that is a date.
  package init(_ response: HTTPResponse, now: Timestamp) {
    self.init(ruling: response, now: now)
    if let fields = response.rateLimit { announced = AnnouncedLimit(fields, now: now) }
  }

  private init(ruling response: HTTPResponse, now: Timestamp) {
    let status = response.status
    if status == 200, response.body == Self.usualYes {
      self.init(.delivered, code: "", status: status)
      return
    }
    let envelope = Envelope(response.body)
    let wait = RetryAfter.wait(response.retryAfter, date: response.date, now: now)
    let evidence = Array(response.body.prefix(4_096))
    guard 200...299 ~= status else {
      self.init(answered: status, status: status, envelope: envelope, retryAfter: wait, body: evidence)
      return
    }
    switch (envelope?.success, envelope?.code) {
    case (_, .some(let code)) where 300...599 ~= code:
      self.init(answered: code, status: status, envelope: envelope, retryAfter: wait, body: evidence)
    case (true, nil), (true, .some(200...299)):
      self.init(.delivered, code: "", status: status)
    case (false, _), (true, .some):
      self.init(.refused, code: "inbox.refused", status: status, body: evidence)
    case (nil, _):
      self.init(.retry, code: "inbox.unreadable", status: status, counts: true, body: evidence)
    }
  }

  /// The verdict over a request that ended without an answer.
  package init(_ failure: TransportFailure) {
    switch failure.kind {
    case .certificate: self.init(.stop(.certificateUntrusted), code: failure.code)
    case .dns, .connect, .tls: self.init(.retry, code: failure.code, isOutage: true)
    case .cut, .timedOut, .other:
      self.init(.retry, code: failure.code, counts: failure.requestSent, isOutage: true)
    case .tooLarge: self.init(.retry, code: failure.code, counts: true)
    }
  }

  /// The table's rows for 3xx, 4xx and 5xx, by `answered`: the status, or the envelope's code in its place.
  private init(answered: Int, status: Int, envelope: Envelope?, retryAfter: Duration?, body: [UInt8]) {
    var counts = false
    let ruling: Ruling
    switch answered {
    case 300...399: ruling = .stop(.redirected)
    case 401: ruling = .stop(.tokenRefused)
    case 403: ruling = envelope != nil ? .stop(.tokenRefused) : .blocked
    case 408, 425, 429: ruling = .retry
    case 400...499: ruling = .refused
    case 500...599:
      ruling = .retry
      counts = retryAfter == nil
    default:
      self.init(.retry, code: "inbox.unreadable", status: status, counts: true, body: body)
      return
    }
    self.init(
      ruling, code: "http.\(answered)", status: status, effectiveStatus: answered, retryAfter: retryAfter,
      counts: counts, isOutage: answered >= 500, namesDestination: envelope?.namesDestination == true, body: body)
  }

  private init(
    _ ruling: Ruling, code: String, status: Int? = nil, effectiveStatus: Int? = nil, retryAfter: Duration? = nil,
    counts: Bool = false, isOutage: Bool = false, namesDestination: Bool = false, body: [UInt8] = []
  ) {
    self.ruling = ruling
    self.code = code
    self.status = status
    self.effectiveStatus = effectiveStatus ?? status
    self.retryAfter = retryAfter
    self.countsAsAttempt = counts
    self.isOutage = isOutage
    self.namesDestination = namesDestination
    self.body = body
  }

  /// As published; comparing 42 bytes spares nearly every lead a JSON document.
  private static let usualYes = Array(#"{"success":true,"message":"ok","code":200}"#.utf8)
}
