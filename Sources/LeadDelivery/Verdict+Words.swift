/// A verdict's words: ours, never the server's.
extension Verdict {
  /// One sentence for the dead letter of a lead that was refused.
  package var message: String {
    if code == "inbox.refused" {
      return "the inbox answered \(status ?? 200), but its envelope says that it did not take the lead"
    }
    if ruling == .blocked {
      return "something before the inbox refused the lead: status 403 without the inbox's envelope"
    }
    if let status, let effectiveStatus {
      return status == effectiveStatus
        ? "the inbox refused the lead with status \(status)"
        : "the inbox answered \(status), but its envelope says \(effectiveStatus)"
    }
    return "the request ended without an answer"
  }

  /// One sentence for the dead letter of a lead that was given up on after this verdict.
  package func messageWhenExhausted(attempts: Int) -> String {
    "given up after \(attempts) \(attempts == 1 ? "attempt" : "attempts"), the last of which ended with \(code)"
  }
}
