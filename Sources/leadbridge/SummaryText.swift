import LeadModel
import LeadPipeline

/// The summary in words, as it ends a run on standard error.
struct SummaryText {
  var summary: Summary
  var isDryRun = false
  /// Whether the run stopped early: then the same command goes on, and dead letters are not what comes next.
  var isStopped = false
  /// The words that send the dead letters again: `leadbridge replay`.
  var replayCommand = "leadbridge replay"
  /// The words that push a table of rejected records, but its name; `nil` where there is none.
  var pushCommand: String?
  /// The words that prove that leads arrive, said where that is not known.
  var proofCommand: String?

  /// Its lines, fit for 80 columns.
  var lines: [String] {
    var lines = [counts]
    lines += reasons(summary.skips, of: "skipped")
    if let optedOut = summary.optedOut {
      if optedOut > 0 { lines.append("  opted out: \(optedOut)") }
    } else {
      lines.append("  opted out: unknown (the mapping or the input has no such column)")
    }
    lines += summary.reasons.flatMap(Self.words)
    lines += reasons(summary.warnings, of: "warning")
    for input in summary.inputs {
      if let record = input.resumedAt { lines.append("  \(input.name): went on behind record \(record)") }
    }
    if !isDryRun, summary.attempts > 0 {
      let rate = summary.leadsPerSecond
      lines.append(
        "  \(summary.attempts) \(summary.attempts == 1 ? "request" : "requests"), \(summary.retries) of them retries, in "
          + Duration.seconds(summary.seconds).shown
          + (rate >= 1 ? " (\(Int(rate)) leads/s)" : ""))
    }
    if summary.rejected + summary.dead > 0, let path = summary.deadLetters {
      let count = summary.rejected + summary.dead
      lines.append("  \(count) dead \(count == 1 ? "letter" : "letters"): \(path)")
      if let table = summary.rejects, let pushCommand {
        lines.append("  the same as a table: \(table)")
        lines.append("  mend it, then: \(pushCommand)")
      }
      if !isStopped { lines.append("  mend the mapping or the records, then: \(replayCommand)") }
    }
    if let unproven { lines.append(unproven) }
    return lines
  }

  /// That nobody has seen a lead arrive, and what shows it; `nil` where there is nothing to say.
  var unproven: String? {
    guard summary.proven == false, let proofCommand else { return nil }
    return "  not proven yet that leads arrive there: \(proofCommand)"
  }

  /// `10,000 read: 9,950 delivered, 40 skipped, 10 rejected, 0 dead`.
  private var counts: String {
    var parts = ["\(summary.delivered) \(isDryRun ? "would be sent" : "delivered")"]
    if summary.unchanged > 0 { parts.append("\(summary.unchanged) unchanged") }
    if summary.skipped > 0 { parts.append("\(summary.skipped) skipped") }
    parts.append("\(summary.rejected) rejected")
    if !isDryRun { parts.append("\(summary.dead) dead") }
    if summary.pending > 0 { parts.append("\(summary.pending) pending") }
    return "\(summary.read) read: " + parts.joined(separator: ", ")
  }

  /// `failed: 3 email.invalid, first at contacts.csv:4`, and what to do.
  private static func words(_ reason: Summary.Reason) -> [String] {
    let fact = "  failed: \(reason.count) \(reason.code)"
    var lines = [fact]
    if let place = reason.first {
      // Where it was named by a long path the last part of it has to do.
      let full = "\(fact), first at \(place)"
      let short = "\(fact), first at \(place.shortened)"
      lines = [DisplayWidth.of(full) <= 80 ? full : DisplayWidth.cut(short, 80)]
    }
    if let hint = reason.hint { lines.append("    hint: \(hint)") }
    return lines
  }

  private func reasons(_ counts: [String: Int], of kind: String) -> [String] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "  \(kind): \($0.value) \($0.key)" }
  }
}
