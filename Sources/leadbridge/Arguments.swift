import ArgumentParser
import LeadConfig
import LeadModel
import LeadPipeline

// How the words of a command line become the house's quantities. A word that is none of them is exit 64.

extension Rate: ExpressibleByArgument {
  /// Reads `20/s`, `600/m`, `10000/h`.
  public init?(argument: String) { self.init(argument) }
}

extension ByteCount: ExpressibleByArgument {
  /// Reads `64KB`, `10MB`.
  public init?(argument: String) { self.init(argument) }
}

/// A duration as it is written: `500ms`, `30s`, `15m`, `2h`.
struct WrittenDuration: ExpressibleByArgument {
  var duration: Duration

  init?(argument: String) {
    guard let duration = Duration(written: argument) else { return nil }
    self.duration = duration
  }
}

/// A share between 0 and 1.
struct Share: ExpressibleByArgument {
  var value: Double

  init?(argument: String) {
    guard let value = Double(argument), (0...1).contains(value) else { return nil }
    self.value = value
  }
}

/// A share with a status behind it, which may be left out: `0.1` or `0.1:503`.
struct FailureShare: ExpressibleByArgument {
  var share: Double
  var status: Int?

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let share = Share(argument: String(parts[0])) else { return nil }
    self.share = share.value
    if parts.count == 2 {
      guard let status = Int(parts[1]), (400...599).contains(status) else { return nil }
      self.status = status
    }
  }
}

/// `N,M-K`: records by their numbers.
struct RecordRanges: ExpressibleByArgument {
  var ranges: [ClosedRange<Int>]

  init?(argument: String) {
    guard let ranges = RecordSelection.ranges(argument) else { return nil }
    self.ranges = ranges
  }
}

/// `FIELD=TEMPLATE`: a word for one run.
struct FieldTemplate: ExpressibleByArgument {
  var field: String
  var template: String

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
    field = String(argument[..<sign])
    template = String(argument[argument.index(after: sign)...])
  }
}

/// `--concurrency`: a number, or `auto`.
struct Concurrency: ExpressibleByArgument {
  /// `nil`: as many as the inbox takes.
  var count: Int?

  init?(argument: String) {
    if argument == "auto" { return }
    guard let count = Int(argument), (1...200).contains(count) else { return nil }
    self.count = count
  }
}

/// `--quota`: requests a day, `10000/day`.
struct Quota: ExpressibleByArgument {
  var requestsADay: Int

  init?(argument: String) {
    guard let count = DestinationSettings.requestsADay(argument) else { return nil }
    requestsADay = count
  }
}
