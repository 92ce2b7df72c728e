/// A regular expression over digits, as libphonenumber's metadata have them.
///
/// They use little of what regular expressions offer: digits, `\d`, classes, groups, alternatives, counted repeats and,
/// at the end of some prefixes, `$`. All else, and all that could repeat without end, is not understood: ``init(_:)``
/// then gives `nil`, and whoever needs the pattern leaves the number to libphonenumber.
indirect enum PhonePattern: Equatable, Sendable {
  /// One digit of a set: bit 7 stands for the digit 7.
  case digit(UInt16)
  case sequence([PhonePattern])
  /// The first of these that matches, in their order.
  case either([PhonePattern])
  /// A group whose digits are kept, counted from 1.
  case group(Int, PhonePattern)
  /// As often as possible first, as without `?` behind a count.
  case repeated(PhonePattern, ClosedRange<Int>)
  /// `$`: no digit follows.
  case end

  /// All ten digits.
  static let anyDigit: UInt16 = 0x3FF

  /// Bounds the work for a pattern that no numbering plan needs: libphonenumber's greatest count is 17.
  private static let mostRepeats = 40

  /// Understands `pattern`, or gives `nil`.
  init?(_ pattern: String) {
    var parser = Parser(rest: Array(pattern.utf8)[...])
    guard let parsed = parser.alternatives(), parser.rest.isEmpty else { return nil }
    self = parsed
  }

  /// How many groups keep their digits.
  var groupCount: Int {
    switch self {
    case .digit, .end: 0
    case .sequence(let parts), .either(let parts): parts.reduce(0) { $0 + $1.groupCount }
    case .group(_, let inner): 1 + inner.groupCount
    case .repeated(let inner, _): inner.groupCount
    }
  }

  /// A descent through the grammar: alternatives of sequences of repeats of atoms.
  private struct Parser {
    var rest: ArraySlice<UInt8>
    var groups = 0

    mutating func alternatives() -> PhonePattern? {
      guard let first = sequence() else { return nil }
      var all = [first]
      while take("|") {
        guard let next = sequence() else { return nil }
        all.append(next)
      }
      return all.count == 1 ? first : .either(all)
    }

    private mutating func sequence() -> PhonePattern? {
      var parts: [PhonePattern] = []
      while let byte = rest.first, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
        guard let atom = atom(), let part = repeats(of: atom) else { return nil }
        parts.append(part)
      }
      return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func atom() -> PhonePattern? {
      guard let byte = rest.popFirst() else { return nil }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): return .digit(1 << UInt16(byte - UInt8(ascii: "0")))
      case UInt8(ascii: "\\"): return take("d") ? .digit(PhonePattern.anyDigit) : nil
      case UInt8(ascii: "["): return set()
      case UInt8(ascii: "$"): return .end
      case UInt8(ascii: "("): return group()
      default: return nil
      }
    }

    private mutating func group() -> PhonePattern? {
      if take("?") {
        guard take(":"), let inner = alternatives(), take(")") else { return nil }
        return inner
      }
      groups += 1
      let number = groups
      guard let inner = alternatives(), take(")") else { return nil }
      return .group(number, inner)
    }

    /// `[13-57]`, its bracket taken; not `[^…]`.
    private mutating func set() -> PhonePattern? {
      var set: UInt16 = 0
      while !take("]") {
        guard let low = digit() else { return nil }
        let high = take("-") ? digit() : low
        guard let high, low <= high else { return nil }
        for digit in low...high { set |= 1 << UInt16(digit) }
      }
      return set == 0 ? nil : .digit(set)
    }

    private mutating func repeats(of atom: PhonePattern) -> PhonePattern? {
      var range = 1...1
      if take("?") {
        range = 0...1
      } else if take("{") {
        guard let low = number() else { return nil }
        let high = take(",") ? number() : low
        guard let high, low <= high, high <= PhonePattern.mostRepeats, take("}") else { return nil }
        range = low...high
      }
      // A second one would make it reluctant or possessive; `*` and `+` have no end.
      guard ![UInt8(ascii: "?"), UInt8(ascii: "{"), UInt8(ascii: "*"), UInt8(ascii: "+")].contains(rest.first ?? 0)
      else { return nil }
      // What is kept of a repeated group depends on the engine.
      if range != 1...1, range != 0...1, atom.groupCount > 0 { return nil }
      return range == 1...1 ? atom : .repeated(atom, range)
    }

    private mutating func number() -> Int? {
      var value: Int?
      while let digit = digit() {
        value = (value ?? 0) * 10 + digit
        guard (value ?? 0) <= PhonePattern.mostRepeats else { return nil }
      }
      return value
    }

    private mutating func digit() -> Int? {
      guard let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      rest.removeFirst()
      return Int(byte - UInt8(ascii: "0"))
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest.removeFirst()
      return true
    }
  }
}
