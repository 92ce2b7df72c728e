/// Tells a wrong destination from bad leads: a wrong bot id, token or base URL kills no leads.
///
/// Until a first delivery, refusals are held back: nothing is settled by them. Then
///
/// - a first delivery, or 20 refusals that are not all the same, prove the destination: what was held back is dead;
/// - 20 refusals that are the same stop the run;
/// - a run that ends before either stops in the same way if all its refusals are the same and look like the
///   destination's fault rather than the leads':
///
///   | refusal | looks so from |
///   | --- | --- |
///   | 404, 405, 406, 407, 410, 411, 414, 415, 417, 421, 426, 431, 451 | 1 lead: nothing in a lead gives these |
///   | 403 without the envelope | 2 leads |
///   | 400 whose envelope names the bot or the customer | 1 lead |
///   | 400 with the same body each time | 2 leads |
///   | an answer that is no envelope | 3 leads |
///   | any other: 409, 413, 422, `inbox.refused`, given up on | never: these are dead |
///
/// So a file of two leads for a wrong bot id (400 or 404 to each) can be sent again when that is mended, and a single
/// bad lead (400 with other words) is a dead letter.
///
/// A firewall's 403s are held back also later, while they are in a row: ten of them, without a delivery or another
/// refusal between, stop the run as a 401 does, and then nobody is dead of them.
package struct WrongDestination: Sendable {
  /// Refusals that are the same before anything was delivered.
  package static let sameRefusals = 20
  /// 403s without the envelope in a row.
  package static let blockedInARow = 10

  /// What is to become of the refusal at hand, and of those held back.
  package enum Action: Sendable, Hashable {
    /// It is held back too.
    case holdBack
    /// It and all that are held back are dead.
    case settle
    case stop(Stop)
  }

  /// Whether a destination that refuses has been told from bad leads.
  package private(set) var isProven = false
  private var first: (code: String, body: [UInt8])?
  private var refusals = 0
  private var areSameCode = true
  private var areSameBody = true
  private var allNameDestination = true
  private var blocked = 0

  package init() {}

  /// A lead was delivered: what is held back is dead.
  package mutating func delivered() {
    isProven = true
    blocked = 0
    first = nil
  }

  /// A lead was refused.
  package mutating func refused(_ verdict: Verdict) -> Action {
    let isBlocked = verdict.ruling == .blocked
    blocked = isBlocked ? blocked + 1 : 0
    if blocked >= Self.blockedInARow { return .stop(Stop(.tokenRefused, code: verdict.code, count: blocked)) }
    if isProven { return isBlocked ? .holdBack : .settle }

    refusals += 1
    if let first {
      if first.code != verdict.code { areSameCode = false }
      if first.body != verdict.body { areSameBody = false }
    } else {
      first = (verdict.code, verdict.body)
    }
    if !verdict.namesDestination { allNameDestination = false }
    guard refusals >= Self.sameRefusals else { return .holdBack }
    if areSameCode { return .stop(Stop(.destinationRefuses, code: verdict.code, count: refusals)) }
    isProven = true
    first = nil
    return isBlocked ? .holdBack : .settle
  }

  /// Nothing is left but what is held back.
  package func ended() -> Action {
    guard !isProven, let first, areSameCode, let enough = leadsThatTell(first.code), refusals >= enough else {
      return .settle
    }
    return .stop(Stop(.destinationRefuses, code: first.code, count: refusals))
  }

  /// The table: how many leads with this refusal, and no other, speak against the destination.
  private func leadsThatTell(_ code: String) -> Int? {
    switch code {
    case "http.404", "http.405", "http.406", "http.407", "http.410", "http.411", "http.414", "http.415", "http.417",
      "http.421", "http.426", "http.431", "http.451":
      1
    case "http.403": 2
    case "http.400": allNameDestination ? 1 : areSameBody ? 2 : nil
    case "inbox.unreadable": 3
    default: nil
    }
  }
}
