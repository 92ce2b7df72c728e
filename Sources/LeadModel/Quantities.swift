/// Requests over time: `20/s`, `600/m`, `10000/h`.
package struct Rate: Sendable, Hashable, CustomStringConvertible {
  /// Greater than 0.
  package let perSecond: Double

  /// - Precondition: `perSecond` is finite and greater than 0.
  package init(perSecond: Double) {
    precondition(perSecond > 0 && perSecond.isFinite)
    self.perSecond = perSecond
  }

  /// Reads `20/s`, `600/m` or `10000/h`; `nil` for anything else, and for zero.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let count = Double(plain: parts[0]), count > 0 else { return nil }
    switch parts[1] {
    case "s": perSecond = count
    case "m": perSecond = count / 60
    case "h": perSecond = count / 3600
    default: return nil
    }
  }

  /// `20/s`, `0.5/s`.
  package var description: String {
    perSecond == perSecond.rounded() && perSecond < 1e15 ? "\(Int(perSecond))/s" : "\(perSecond)/s"
  }
}

extension Double {
  /// Reads digits with at most one point among them, and nothing else that a `Double` can be written as: neither signs
  /// nor exponents, hexadecimals or `inf`.
  ///
  /// `nil` for all that, and from a thousand million on.
  fileprivate init?(plain text: Substring) {
    guard text.utf8.first != UInt8(ascii: "."), text.utf8.last != UInt8(ascii: "."),
      text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".") }),
      let number = Double(text), number < 1e9
    else { return nil }
    self = number
  }
}

extension Duration {
  /// Reads `500ms`, `30s`, `15m`, `2h` or `1d`, fractions allowed; `nil` for anything else, and below zero.
  package init?(written text: String) {
    let unit = text.drop { $0.isNumber || $0 == "." }
    guard let count = Double(plain: text[..<unit.startIndex]) else { return nil }
    switch unit {
    case "ms": self = .nanoseconds(Int64(count * 1e6))
    case "s": self = .nanoseconds(Int64(count * 1e9))
    case "m": self = .milliseconds(Int64(count * 60e3))
    case "h": self = .milliseconds(Int64(count * 3600e3))
    case "d": self = .milliseconds(Int64(count * 86400e3))
    default: return nil
    }
  }

  /// As a setting has it, and as it is read back: `0s`, `500ms`, `90s`, `15m`, `2h`, `30d`.
  ///
  /// What is below a millisecond is left out.
  package var written: String {
    let (seconds, rest) = components
    if rest != 0 { return "\(seconds * 1_000 + rest / 1_000_000_000_000_000)ms" }
    for (unit, length) in [("d", Int64(86_400)), ("h", 3_600), ("m", 60)] where seconds > 0 && seconds % length == 0 {
      return "\(seconds / length)\(unit)"
    }
    return "\(seconds)s"
  }

  /// In seconds, with their fraction.
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }

  /// As a person reads it: `350ms`, `1.5s`, `42s`, `2m 05s`, `3h 20m`.
  package var shown: String {
    let total = seconds
    if total < 1 { return "\(Int(total * 1000))ms" }
    if total < 10 { return "\((total * 10).rounded(.down) / 10)s" }
    let whole = Int(total)
    if whole < 60 { return "\(whole)s" }
    if whole < 3600 { return "\(whole / 60)m \(whole % 60 < 10 ? "0" : "")\(whole % 60)s" }
    return "\(whole / 3600)h \(whole / 60 % 60)m"
  }
}

/// A size: `64KB`, `10MB`.
///
/// Units are powers of 1,000.
package struct ByteCount: Sendable, Hashable, CustomStringConvertible {
  package let bytes: Int

  package init(bytes: Int) { self.bytes = bytes }

  /// Reads `512`, `512B`, `64KB`, `10MB` or `2GB`; `nil` for anything else.
  package init?(_ text: String) {
    let unit = text.drop(while: \.isNumber)
    guard let count = Int(text[..<unit.startIndex]), count < 1_000_000_000 else { return nil }
    switch unit.uppercased() {
    case "", "B": bytes = count
    case "KB": bytes = count * 1_000
    case "MB": bytes = count * 1_000_000
    case "GB": bytes = count * 1_000_000_000
    default: return nil
    }
  }

  /// As a setting has it: `512B`, `64KB`, `1500KB`, `2GB`.
  package var description: String {
    for (unit, length) in [("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000)]
    where bytes > 0 && bytes % length == 0 {
      return "\(bytes / length)\(unit)"
    }
    return "\(bytes)B"
  }
}
