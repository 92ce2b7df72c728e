/// When a lead is tried again if nobody says when: full jitter on 0.5 s × 2ⁿ, up to 60 s.
///
/// | after the lead's | waits from 0 to | on average |
/// | --- | --- | --- |
/// | 1st attempt | 0.5 s | 0.25 s |
/// | 2nd | 1 s | 0.5 s |
/// | 3rd | 2 s | 1 s |
/// | 4th | 4 s | 2 s |
/// | 5th | 8 s | 4 s |
/// | 6th | 16 s | 8 s |
/// | 7th | 32 s | 16 s |
/// | 8th and later | 60 s | 30 s |
///
/// Full jitter (the whole wait is random, not a part of it) spreads the retries of many leads best: "Exponential
/// Backoff And Jitter", AWS Architecture Blog, 2015.
package enum Backoff {
  /// The longest wait after `attempts` failed attempts (from 1): the second column.
  package static func ceiling(afterAttempts attempts: Int) -> Duration {
    attempts > 7 ? .seconds(60) : .milliseconds(500 << max(0, attempts - 1))
  }

  /// A wait between 0 and the ceiling, both included.
  package static func wait(afterAttempts attempts: Int, using generator: inout some RandomNumberGenerator) -> Duration {
    // Whole microseconds: 60 s of them fit an Int, and nothing here is more exact.
    let most = Int(ceiling(afterAttempts: attempts) / .microseconds(1))
    return .microseconds(Int.random(in: 0...most, using: &generator))
  }
}
