/// Whether what was compiled from the metadata does what the library does, tried on a few numbers of each kind.
///
/// Costs some 45 µs a number, once for each calling code and region that is met: less than a millisecond.
enum PhoneTrial {
  /// So many kinds of numbers of a region are tried, and so many of a calling code.
  private static let mostOfRegion = 3
  private static let mostOfCode = 9

  /// Tries a calling code with numbers that begin with a plus sign.
  static func passes(_ code: PhoneCallingCode, _ metadata: [PhoneMetadata]) -> Bool {
    let reader = PhoneReader(.shared, trial: code)
    let examples = metadata.flatMap { $0.examples.prefix(mostOfRegion) }
    return examples.prefix(mostOfCode).allSatisfy { example in
      near(example).allSatisfy { digits in
        let text = "+\(code.main.callingCode) \(digits)"
        return reader.reading(of: text, at: nil) == PhoneReading(asking: text, home: .unknown)
      }
    }
  }

  /// Tries a region with numbers as they are written at home.
  static func passes(_ numbering: PhoneNumbering, _ metadata: PhoneMetadata) -> Bool {
    let reader = PhoneReader(.shared)
    let prefixes = ["", metadata.nationalPrefix, "00\(metadata.callingCode)", "\(metadata.callingCode)"]
    return metadata.examples.prefix(mostOfRegion).allSatisfy { example in
      prefixes.allSatisfy { prefix in
        let text = prefix + example
        // Where its calling code is not understood there is nothing to try: the library is asked anyway.
        guard let reading = reader.reading(of: text, at: numbering) else { return true }
        return reading == PhoneReading(asking: text, home: .region(metadata.region))
      }
    }
  }

  /// An example, one with a digit less, with one more, and with the last half of it as zeros.
  private static func near(_ example: String) -> [String] {
    let half = example.utf8.count / 2
    return [
      example, String(example.dropLast()), example + "5", example.prefix(half) + String(repeating: "0", count: half),
    ]
  }
}

extension PhoneMetadata {
  /// An example of each kind that has one.
  fileprivate var examples: [String] { ([fixed, mobile] + others).compactMap(\.example) }
}
