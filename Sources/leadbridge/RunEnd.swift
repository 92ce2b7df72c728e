import LeadDelivery
import LeadJSON
import LeadModel
import LeadPipeline

/// Shows how a run ended: why it stopped, if it did, and the summary.
struct RunEnd {
  var end: PushRun.End
  var talk: TalkOptions
  var destination: Destination?
  var giveUpAfter: Duration?
  var isDryRun = false
  /// The command that sends the dead letters again.
  var replayCommand: String
  /// The command that pushes a table of rejected records, but its name.
  var pushCommand: String?
  /// The command that proves that leads arrive.
  var proofCommand: String?

  /// Says and writes it.
  func show() {
    if let failure = end.failure { Terminal.say(failure) }
    if let stop = end.stop, let destination {
      Terminal.say(stop.diagnostic(destination, giveUpAfter: giveUpAfter))
    }
    if talk.json {
      var json = JSONWriter()
      end.summary.write(into: &json)
      Terminal.write(json.text + "\n")
    }
    guard !talk.quiet else { return }
    if end.summary.read == 0, end.stop == nil, end.failure == nil,
      end.summary.inputs.allSatisfy({ $0.resumedAt == nil })
    {
      return Terminal.say("nothing to send: the input holds no records")
    }
    if end.summary.isUnmapped { Terminal.say(Summary.nothingMapped(.warning)) }
    SummaryText(
      summary: end.summary, isDryRun: isDryRun,
      isStopped: (end.stop != nil || end.failure != nil) && end.summary.errors["run.stopped"] == nil,
      replayCommand: replayCommand, pushCommand: pushCommand, proofCommand: proofCommand
    )
    .lines.forEach { Terminal.say($0) }
  }
}
