/// What a match is replaced by: literal text and groups of the match.
///
/// `$1` to `$99` and `${1}` are groups, `$0` the whole match, `$$` a dollar sign; a `$` before anything else is itself. A
/// group that did not take part is empty.
struct PatternReplacement: Equatable, Sendable {
  private enum Part: Equatable, Sendable {
    case literal([UInt8])
    case group(Int)
  }

  /// As the mapping file has it.
  let source: String
  private let parts: [Part]

  /// Reads `source` for a pattern of `groupCount` groups.
  ///
  /// `$12` is group 12 where there is one, else group 1 and a `2`.
  ///
  /// - Throws: where a group is named that the pattern has not.
  init(_ source: String, groupCount: Int) throws(PatternError) {
    let bytes = Array(source.utf8)
    var parts: [Part] = []
    var literal: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "$"), index + 1 < bytes.count else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      if bytes[index + 1] == UInt8(ascii: "$") {
        literal.append(bytes[index])
        index += 2
        continue
      }
      guard let (group, end) = Self.group(at: index, in: bytes, groupCount: groupCount) else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      guard group <= groupCount else {
        throw PatternError(message: "group \(group) is not in the pattern, which has \(groupCount)", offset: index)
      }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = []
      parts.append(.group(group))
      index = end
    }
    if !literal.isEmpty { parts.append(.literal(literal)) }
    self.source = source
    self.parts = parts
  }

  /// Appends the replacement of one match, whose groups `bytes` gives.
  func append(to result: inout [UInt8], bytes: (Int) -> UnsafeBufferPointer<UInt8>?) {
    for part in parts {
      switch part {
      case .literal(let literal): result.append(contentsOf: literal)
      case .group(let group): if let found = bytes(group) { result.append(contentsOf: found) }
      }
    }
  }

  /// The group that the `$` at `index` names, and where its name ends; `nil` where it names none.
  private static func group(at index: Int, in bytes: [UInt8], groupCount: Int) -> (group: Int, end: Int)? {
    func digit(_ index: Int) -> Int? {
      guard index < bytes.count, case let byte = bytes[index], byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9")
      else { return nil }
      return Int(byte - UInt8(ascii: "0"))
    }
    let isBraced = bytes[index + 1] == UInt8(ascii: "{")
    var end = isBraced ? index + 2 : index + 1
    guard var group = digit(end) else { return nil }
    end += 1
    if let next = digit(end), isBraced || group * 10 + next <= groupCount {
      group = group * 10 + next
      end += 1
    }
    guard isBraced else { return (group, end) }
    return end < bytes.count && bytes[end] == UInt8(ascii: "}") ? (group, end + 1) : nil
  }
}
