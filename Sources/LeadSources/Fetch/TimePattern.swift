import LeadModel

/// A pattern by which a source's times are read and written: `yyyy-MM-dd HH:mm:ss`.
///
/// Letters as in LDML (Unicode TR 35): `yyyy MM dd HH mm ss SSS`, `XXX` (`Z`, `+05:30`), `Z` (`+0530`). Letters between
/// apostrophes stand for themselves, all that is no letter too. Fewer than a mapping's patterns have, as what is read
/// has to be written again.
struct TimePattern: Sendable, Hashable {
  private enum Part: Sendable, Hashable {
    /// A number of so many digits.
    case field(Field, Int)
    /// With or without a colon.
    case offset(colon: Bool)
    case literal(Character)
  }

  private enum Field: Sendable, Hashable {
    case year, month, day, hour, minute, second, millisecond
  }

  private let parts: [Part]
  /// Of times that name no offset.
  private let zone: CivilZone

  /// Whether what is written names its offset.
  var hasOffset: Bool { parts.contains { if case .offset = $0 { true } else { false } } }

  /// The letters, for messages.
  static let letters = "yyyy MM dd HH mm ss SSS XXX Z"

  /// Reads a pattern; `nil` for other letters than ``letters``, and without a year, a month and a day.
  ///
  /// - Parameters:
  ///   - pattern: As settings have it.
  ///   - zone: Of times that name no offset.
  init?(_ pattern: String, in zone: CivilZone = .utc) {
    self.zone = zone
    var parts: [Part] = []
    var rest = Substring(pattern)
    while let first = rest.first {
      if first == "'" {
        guard let end = rest.dropFirst().firstIndex(of: "'") else { return nil }
        let quoted = rest[rest.index(after: rest.startIndex)..<end]
        parts += (quoted.isEmpty ? "'" : quoted).map(Part.literal)
        rest = rest[rest.index(after: end)...]
        continue
      }
      let run = rest.prefix { $0 == first }
      guard first.isASCII, first.isLetter else {
        parts.append(.literal(first))
        rest = rest.dropFirst()
        continue
      }
      switch run {
      case "yyyy": parts.append(.field(.year, 4))
      case "MM": parts.append(.field(.month, 2))
      case "dd": parts.append(.field(.day, 2))
      case "HH": parts.append(.field(.hour, 2))
      case "mm": parts.append(.field(.minute, 2))
      case "ss": parts.append(.field(.second, 2))
      case "SSS": parts.append(.field(.millisecond, 3))
      case "XXX": parts.append(.offset(colon: true))
      case "Z": parts.append(.offset(colon: false))
      default: return nil
      }
      rest = rest.dropFirst(run.count)
    }
    for field in [Field.year, .month, .day] {
      guard parts.contains(where: { if case .field(field, _) = $0 { true } else { false } }) else { return nil }
    }
    self.parts = parts
  }

  /// A time as it is written; what the pattern has no letter for is cut off.
  func text(of moment: Timestamp) -> String {
    let offset = zone.offsetSeconds(at: moment.wholeSeconds)
    let shown = "\(Timestamp(millisecondsSince1970: moment.millisecondsSince1970 + Int64(offset) * 1000))"
    func part(_ start: Int, _ count: Int) -> String { String(shown.dropFirst(start).prefix(count)) }
    return parts.map { one in
      switch one {
      case .field(.year, _): part(0, 4)
      case .field(.month, _): part(5, 2)
      case .field(.day, _): part(8, 2)
      case .field(.hour, _): part(11, 2)
      case .field(.minute, _): part(14, 2)
      case .field(.second, _): part(17, 2)
      case .field(.millisecond, _): part(20, 3)
      case .offset(let colon): Self.shown(offset, colon: colon)
      case .literal(let character): String(character)
      }
    }.joined()
  }

  private static func shown(_ offset: Int, colon: Bool) -> String {
    if offset == 0, colon { return "Z" }
    let minutes = abs(offset) / 60
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(offset < 0 ? "-" : "+")\(two(minutes / 60))\(colon ? ":" : "")\(two(minutes % 60))"
  }

  /// The time that a text says; `nil` where it is not of the pattern.
  func read(_ text: String) -> Timestamp? {
    var rest = Substring(text)
    var fields: [Field: String] = [:]
    var offset: String?
    for part in parts {
      switch part {
      case .field(let field, let count):
        let digits = rest.prefix(count)
        guard digits.utf8.count == count, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        fields[field] = String(digits)
        rest = rest.dropFirst(count)
      case .offset:
        guard let (found, count) = Self.offset(in: rest) else { return nil }
        offset = found
        rest = rest.dropFirst(count)
      case .literal(let character):
        guard rest.first == character else { return nil }
        rest = rest.dropFirst()
      }
    }
    guard rest.isEmpty else { return nil }
    func field(_ field: Field, _ missing: String) -> String { fields[field] ?? missing }
    let date = "\(field(.year, ""))-\(field(.month, ""))-\(field(.day, ""))"
    let time = "\(field(.hour, "00")):\(field(.minute, "00")):\(field(.second, "00")).\(field(.millisecond, "000"))"
    guard let local = Timestamp(parsing: "\(date)T\(time)\(offset ?? "Z")") else { return nil }
    return offset == nil ? Self.moment(ofLocal: local, in: zone) : local
  }

  /// `Z`, `+0530`, `+05:30` as RFC 3339 has it, and how many characters it took.
  static func offset(in text: Substring) -> (text: String, count: Int)? {
    if text.first == "Z" { return ("Z", 1) }
    let bytes = Array(text.utf8.prefix(6))
    guard bytes.count >= 5, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-") else { return nil }
    let hasColon = bytes[3] == UInt8(ascii: ":")
    guard bytes.count == 6 || !hasColon else { return nil }
    let minutes = hasColon ? bytes[4...5] : bytes[3...4]
    let digits = bytes[1...2] + minutes
    guard digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return (String(decoding: bytes[0...2] + [UInt8(ascii: ":")] + minutes, as: UTF8.self), hasColon ? 6 : 5)
  }

  /// The moment at which clocks of a zone show a time; of an hour that they show twice, one of both.
  static func moment(ofLocal local: Timestamp, in zone: CivilZone) -> Timestamp {
    func earlier(by seconds: Int) -> Timestamp {
      Timestamp(millisecondsSince1970: local.millisecondsSince1970 - Int64(seconds) * 1000)
    }
    // The offset there, by the offset at a moment that is at most some hours away.
    let guess = earlier(by: zone.offsetSeconds(at: local.wholeSeconds))
    return earlier(by: zone.offsetSeconds(at: guess.wholeSeconds))
  }
}

extension Timestamp {
  /// Seconds since 1970, rounded down.
  fileprivate var wholeSeconds: Int64 { (millisecondsSince1970 - (millisecondsSince1970 % 1000 + 1000) % 1000) / 1000 }
}
