/// Reads what lies behind lengths and numbers in ``LEB128``.
///
/// Every call gives `nil` where the bytes end too early; what is read after that means nothing.
struct LengthPrefixedReader {
  private let all: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { all = bytes }

  var isAtEnd: Bool { place == all.count }

  mutating func byte() -> UInt8? {
    guard place < all.count else { return nil }
    defer { place += 1 }
    return all[place]
  }

  mutating func number() -> Int? {
    // A copy: the span borrows all of this reader.
    var place = self.place
    defer { self.place = place }
    return LEB128.number(in: all.span, at: &place)
  }

  mutating func bytes() -> ArraySlice<UInt8>? {
    guard let count = number(), count <= all.count - place else { return nil }
    defer { place += count }
    return all[place..<place + count]
  }

  mutating func text() -> String? { bytes().map { String(decoding: $0, as: UTF8.self) } }

  /// A number, and so many pairs of texts.
  mutating func list<Element>(_ make: (String, String) -> Element) -> [Element]? {
    // Each pair takes two bytes at least: a damaged number reserves no memory.
    guard let count = number(), count <= (all.count - place) / 2 else { return nil }
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count {
      guard let name = text(), let value = text() else { return nil }
      list.append(make(name, value))
    }
    return list
  }
}
