/// What the end of a request says about how fast to go, whatever it says about its lead.
package enum PaceSign: Sendable, Hashable {
  /// The server worked on it: delivered, or refused for what was in it.
  case worked
  /// Too many requests; with the wait that the server asked for.
  case tooMany(hold: Duration?)
  /// No answer within the timeout, or 408: the server has more than it can work on.
  case timedOut
  /// Nothing: there was no connection, it was cut, or the server is down.
  case none
}

extension Verdict {
  package var paceSign: PaceSign {
    switch effectiveStatus {
    case 429: .tooMany(hold: retryAfter)
    case 408: .timedOut
    case .some(500...): .none
    case .some: .worked
    case nil: code == "transport.timedOut" ? .timedOut : .none
    }
  }
}
