import LeadJSON
import LeadModel

/// Writes an extending file and what it extends as one text: objects by their keys, all else by the one that extends.
///
/// Each key and each value begins a line, whose origin is noted: see ``MappingText``.
struct MappingMerge {
  private let own: MappingText
  private let base: MappingText
  private(set) var bytes: [UInt8] = []
  private(set) var origins: [MappingText.LineOrigin] = []
  /// Keys that are taken away and were not there.
  private(set) var diagnostics: [Diagnostic] = []

  /// What belongs to one file alone.
  static let notInherited: Set<String> = ["extends", "name", "description", "revision", "tests"]

  /// Both roots are objects.
  init(_ own: MappingText, over base: MappingText) {
    self.own = own
    self.base = base
    merge(own.root, over: base.root, kept: Self.notInherited)
  }

  /// Writes an object: the members of `old` in their order, but those that are `kept` to it, then those that `new` has
  /// besides.
  private mutating func merge(_ new: JSONValue, over old: JSONValue, kept: Set<String> = []) {
    let replacing = Dictionary(new.members.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var isFirst = true
    write("{", from: new.location, of: own)
    for member in old.members where !kept.contains(member.key) {
      guard let own = replacing[member.key] else {
        write(member, of: base, isFirst: &isFirst)
        continue
      }
      if own.value.isNull { continue }
      guard own.value.kind == .object, member.value.kind == .object else {
        write(own, of: self.own, isFirst: &isFirst)
        continue
      }
      writeKey(of: own, of: self.own, isFirst: &isFirst)
      merge(own.value, over: member.value)
    }
    for member in new.members where kept.contains(member.key) || old[member.key] == nil {
      if kept.contains("extends"), member.key == "extends" { continue }
      if member.value.isNull { reportNothing(member) } else { write(member, of: own, isFirst: &isFirst) }
    }
    write("}", from: new.location, of: own)
  }

  private mutating func write(_ member: JSONMember, of text: MappingText, isFirst: inout Bool) {
    writeKey(of: member, of: text, isFirst: &isFirst)
    write(member.value.bytes, from: member.value.location, of: text)
  }

  private mutating func writeKey(of member: JSONMember, of text: MappingText, isFirst: inout Bool) {
    if !isFirst { write(",", from: member.keyLocation, of: text) }
    isFirst = false
    var key = JSONWriter()
    key.key(member.key)
    write(key.bytes, from: member.keyLocation, of: text)
  }

  private mutating func write(_ text: String, from location: JSONLocation, of source: MappingText) {
    write(Array(text.utf8), from: location, of: source)
  }

  /// Writes bytes of a text as lines of their own.
  private mutating func write(_ bytes: some Collection<UInt8>, from location: JSONLocation, of source: MappingText) {
    let first = source.origin(of: location.line)
    origins.append(
      MappingText.LineOrigin(file: first.file, line: first.line, shift: first.shift + location.column - 1))
    for index in 0..<bytes.count(where: { $0 == UInt8(ascii: "\n") }) {
      origins.append(source.origin(of: location.line + index + 1))
    }
    self.bytes.append(contentsOf: bytes)
    self.bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func reportNothing(_ member: JSONMember) {
    diagnostics.append(
      Diagnostic(
        .warning, MappingCode.extends.rawValue, "there is no '\(member.key)' to take away in what is extended",
        at: own.position(of: member.keyLocation)))
  }
}
