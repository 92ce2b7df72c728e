import LeadJSON
import LeadModel

/// Transforms: a name, or an object with a name and its argument.
extension MappingParser {
  /// One transform, or a list of them.
  mutating func transforms(_ value: JSONValue, named name: String) -> [Transform] {
    entries(value).compactMap { transform($0, named: name) }
  }

  private mutating func transform(_ value: JSONValue, named name: String) -> Transform? {
    switch value.kind {
    case .string:
      return plain(value.string ?? "", at: value)
    case .object:
      let members = value.members.filter { $0.key != MappingKey.comment }
      guard members.count == 1 else {
        report(
          members.isEmpty ? .missingKey : .conflictingKeys,
          "a transform is a name, or an object with one key: \(Transform.keyedNames.joined(separator: ", "))", at: value
        )
        return nil
      }
      return keyed(members[0], in: value)
    default:
      reportType(value, named: name, expected: "a transform's name, or an object such as {\"truncate\": 80},")
      return nil
    }
  }

  private mutating func plain(_ name: String, at value: JSONValue) -> Transform? {
    if let transform = Transform(named: name) { return transform }
    if Transform.keyedNames.contains(name) {
      report(
        .transformArgument, "the transform '\(name)' takes an argument", at: value, hint: "written {\"\(name)\": …}")
    } else {
      reportUnknown(name, at: position(of: value))
    }
    return nil
  }

  private mutating func reportUnknown(_ name: String, at position: Position) {
    reader.report(
      .unknownTransform, "there is no transform '\(name)'", at: position,
      hint: NearestName.hint(for: name, among: Transform.names))
  }

  private mutating func keyed(_ member: JSONMember, in value: JSONValue) -> Transform? {
    let argument = member.value
    switch member.key {
    case "replace": return replace(argument)
    case "extract": return pattern(argument, named: "extract").map { .extract($0) }
    case "truncate":
      if let count = argument.wholeNumber, count > 0 { return .truncate(count) }
      report(.transformArgument, "'truncate' takes a number of characters from 1", at: argument)
      return nil
    case "date": return date(argument)
    case "hash":
      if argument.string == "sha256" { return .hash }
      report(.transformArgument, "'hash' takes \"sha256\"", at: argument)
      return nil
    case let name where Transform.plainNames.contains(name):
      report(.transformArgument, "the transform '\(name)' takes no argument", at: value, hint: "written \"\(name)\"")
      return nil
    default:
      reportUnknown(member.key, at: mappingText.position(of: member.keyLocation))
      return nil
    }
  }

  private mutating func replace(_ argument: JSONValue) -> Transform? {
    guard argument.kind == .array, argument.count == 2, let regex = argument[0], let with = argument[1] else {
      report(
        .transformArgument, "'replace' takes a list of two: a regular expression, and what takes its place",
        at: argument)
      return nil
    }
    let pattern = pattern(regex, named: "replace")
    guard let text = text(with, named: "replace"), let pattern else { return nil }
    do throws(PatternError) {
      return try Transform.replace(pattern, text)
    } catch {
      reader.report(.regex, error.message, at: TextPlace.json(with, mappingText).position(at: error.offset))
      return nil
    }
  }

  /// A pattern, a list of patterns, or an object with the time zone.
  private mutating func date(_ argument: JSONValue) -> Transform? {
    var from = argument
    var timeZone: JSONValue?
    if argument.kind == .object {
      guard isObject(argument, at: .date, named: "date"), let patterns = argument["from"] else { return nil }
      from = patterns
      timeZone = argument["timeZone"]
    }
    let entries = entries(from)
    guard !entries.isEmpty else {
      report(.value, "'date' has an empty list of patterns; at least one is expected", at: from)
      return nil
    }
    let patterns = entries.compactMap { text($0, named: "from", expected: "a date's pattern") }
    let zone = timeZone.flatMap { text($0, named: "timeZone") }
    guard patterns.count == entries.count, (timeZone == nil) == (zone == nil) else { return nil }
    do throws(DatePatternError) {
      return .date(try DatePatterns(patterns: patterns, timeZone: zone))
    } catch {
      if let index = error.index {
        let offset = String(patterns[index].prefix(error.offset)).utf8.count
        reader.report(.date, error.message, at: TextPlace.json(entries[index], mappingText).position(at: offset))
      } else {
        report(.date, error.message, at: patterns.isEmpty ? from : timeZone ?? argument)
      }
      return nil
    }
  }
}
