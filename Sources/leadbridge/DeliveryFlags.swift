import ArgumentParser
import LeadDelivery
import LeadModel

/// How fast, how often, and how long.
struct DeliveryFlags: ParsableArguments {
  @Option(
    help: "Requests at once: 1 to 200, or auto, as many as the inbox takes (default: the destination's, else auto).")
  var concurrency: Concurrency?

  @Option(help: "At most so many requests over time: 20/s, 600/m (default: the destination's, else no limit).")
  var rate: Rate?

  @Option(
    help: ArgumentHelp(
      "At most so many requests on a day of UTC; then exit code 3: 10000/day (default: the destination's, else no limit).",
      valueName: "n/day"))
  var quota: Quota?

  @Option(help: "A lead is dead after so many attempts that the inbox answered with an error.")
  var maxAttempts = 8

  @Option(help: ArgumentHelp("A request may take so long (default: 30s).", valueName: "duration"))
  var timeout: WrittenDuration?

  @Option(
    help: ArgumentHelp(
      "Stop, with exit code 3, after the inbox was away for so long (default: 15m).", valueName: "duration"))
  var giveUpAfter: WrittenDuration?

  /// As delivery takes them; the destination's own settings stand where an option is left out.
  ///
  /// - Throws: `ValidationError` for a count that is none.
  func resolved(for destination: Destination?) throws -> DeliveryOptions {
    guard maxAttempts >= 1 else { throw ValidationError("--max-attempts is at least 1") }
    guard timeout.map({ $0.duration > .zero }) ?? true else { throw ValidationError("--timeout is more than zero") }
    guard giveUpAfter.map({ $0.duration > .zero }) ?? true else {
      throw ValidationError("--give-up-after is more than zero")
    }
    var options = DeliveryOptions()
    options.concurrency = concurrency.map(\.count) ?? destination?.concurrency
    options.quota = quota?.requestsADay ?? destination?.quota
    options.rate = rate ?? destination?.rate
    options.maxAttempts = maxAttempts
    if let timeout { options.timeout = timeout.duration }
    if let giveUpAfter { options.giveUpAfter = giveUpAfter.duration }
    return options
  }
}
