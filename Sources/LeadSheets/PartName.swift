import Glibc

/// The name of an element, as Expat hands it over: its namespace, a bar, its local name.
///
/// Good only while Expat calls, as the text is Expat's.
struct PartName {
  /// What stands between a namespace and a local name.
  static let separator = UInt8(ascii: "|")

  /// The local name; empty, and so equal to none, where the namespace is none of ``known``.
  private let local: UnsafePointer<CChar>

  /// The namespaces that are read: a prefix may stand for each, and strict workbooks have others than all the others do
  /// (ECMA-376 part 1, annex A; part 4, annex A; part 2, 4th edition, §9.3.2).
  private static let known: [StaticString] = [
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main|",
    "http://purl.oclc.org/ooxml/spreadsheetml/main|",
    "http://schemas.openxmlformats.org/package/2006/relationships|",
  ]

  /// - Parameter name: NUL-terminated.
  init(_ name: UnsafePointer<CChar>) {
    for space in Self.known where strncmp(name, space.characters, space.utf8CodeUnitCount) == 0 {
      local = name + space.utf8CodeUnitCount
      return
    }
    // The end of the text is an empty name.
    local = name + strlen(name)
  }

  /// Whether the local name is this one, in a namespace that is read.
  static func == (name: Self, local: StaticString) -> Bool { strcmp(name.local, local.characters) == 0 }
}

/// The attributes of an element, as Expat hands them over: names and values in turn, and `nil` behind the last.
///
/// Good only while Expat calls.
struct PartAttributes {
  private let list: UnsafeMutablePointer<UnsafePointer<CChar>?>

  init(_ list: UnsafeMutablePointer<UnsafePointer<CChar>?>) { self.list = list }

  /// The value of an attribute without a prefix, NUL-terminated; `nil` where there is none.
  func bytes(of name: StaticString) -> UnsafePointer<CChar>? {
    var at = 0
    while let next = list[at] {
      if strcmp(next, name.characters) == 0 { return list[at + 1] }
      at += 2
    }
    return nil
  }

  /// The value of an attribute without a prefix.
  subscript(name: StaticString) -> String? { bytes(of: name).map { String(cString: $0) } }

  /// The value of an attribute without a prefix that is a number.
  func number(_ name: StaticString) -> Int? {
    bytes(of: name).flatMap { PlainNumber.of(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
  }

  /// `r:id`, whatever the prefix: which relation is meant (ECMA-376 part 1, §22.8.2.1).
  var relationID: String? {
    var at = 0
    while let next = list[at] {
      if String(cString: next).hasSuffix("/relationships|id") { return list[at + 1].map { String(cString: $0) } }
      at += 2
    }
    return nil
  }
}

extension StaticString {
  /// The text, NUL-terminated, as C reads it.
  ///
  /// A literal's bytes end in a NUL and stay for ever; `CChar` and `UInt8` lie in memory alike.
  fileprivate var characters: UnsafePointer<CChar> {
    UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
