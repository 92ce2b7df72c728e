package import LeadModel

/// What a local inbox does wrong on request.
///
/// Nothing, unless told.
package struct FaultOptions: Sendable, Hashable {
  /// Every answer comes so much later.
  ///
  /// What a PUT changes is changed before.
  package var latency = Duration.zero
  /// The share of requests that are answered with ``failStatus``, 0…1.
  package var failRate = 0.0
  /// 400…599.
  package var failStatus = 500
  /// Requests beyond it are answered with 429.
  ///
  /// The bucket holds one second's worth.
  package var rateLimit: Rate?
  /// The share of requests whose connection is cut in mid-answer, 0…1.
  ///
  /// See ``FaultPlan``.
  package var resetRate = 0.0
  /// The share of requests that are answered 200 with `success: false` and code 500, 0…1.
  ///
  /// They change nothing.
  package var successFalseRate = 0.0
  /// After so many requests every connection is cut without an answer, for ``downFor``; `nil`: never.
  package var downAfter: Int?
  package var downFor = Duration.seconds(10)
  /// The same seed gives the same faults to the same request numbers.
  package var seed: UInt64 = 1

  package init() {}

  /// Refuses what cannot be meant.
  ///
  /// - Throws: `sandbox.faults` with the first option that is out of its range.
  func check() throws(Diagnostic) {
    let rates = [("fail", failRate), ("reset", resetRate), ("success-false", successFalseRate)]
    for (name, rate) in rates where !(0...1 ~= rate) {
      throw Diagnostic("sandbox.faults", "the \(name) rate is \(rate), expected 0 to 1")
    }
    guard failRate + resetRate + successFalseRate <= 1 else {
      throw Diagnostic("sandbox.faults", "the fail, reset and success-false rates add up to more than 1")
    }
    guard 400...599 ~= failStatus else {
      throw Diagnostic("sandbox.faults", "the status to fail with is \(failStatus), expected 400 to 599")
    }
    guard downAfter ?? 0 >= 0, downFor >= .zero, latency >= .zero else {
      throw Diagnostic("sandbox.faults", "a count or a duration is below 0")
    }
  }
}
