import LeadJSON
package import LeadModel

/// A letter's record as a reader would give it, to be mapped again.
extension DeadLetter {
  /// The record, to be mapped again.
  ///
  /// What came from a table is a row again, so that columns are found as in the input: under names that need not be
  /// equal to the letter, and columns of one name as one column. A form's fields are fields again. Anything else is
  /// JSON. What is not a text in a row that someone edited is taken as its text; what is null is empty.
  ///
  /// - Parameters:
  ///   - ordinal: Of the record in this run.
  ///   - header: The last record's header: it is shared where the names are equal, so that a mapper is bound once.
  /// - Returns: `nil` where there is no record but raw bytes (``rawBytes``).
  package func record(ordinal: Int, reusing header: Header? = nil) -> Record? {
    let content: Record.Content
    switch self.content {
    case .raw: return nil
    case .row(let row): content = .row(row)
    case .form(let fields): content = .form(fields)
    case .json(let value) where (source.format == .csv || source.format == .xlsx) && value.kind == .object:
      content = .row(Self.row(of: value, reusing: header))
    case .json(let value) where source.format == .form && value.kind == .object:
      content = .form(Self.fields(of: value))
    case .json(let value): content = .json(value)
    }
    return Record(ordinal: ordinal, line: source.line ?? 1, content: content, rawBytes: rawBytes[...])
  }

  /// The bytes of a record that could not be read; of any other the bytes that it has here.
  package var rawBytes: [UInt8] {
    switch content {
    case .raw(let bytes): bytes
    case .json(let value): Array(value.bytes)
    case .row(let row): Array(row.bytes.prefix(row.rawCount))
    case .form: []
    }
  }

  private static func row(of object: JSONValue, reusing last: Header?) -> Row {
    var keys: [String] = []
    var bytes: [UInt8] = []
    var cells: [Row.Cell] = []
    for member in object.members {
      keys.append(member.key)
      let start = UInt32(bytes.count)
      bytes.append(contentsOf: text(of: member.value).utf8)
      cells.append(Row.Cell(start: start, end: UInt32(bytes.count)))
    }
    let names = names(fromUnique: keys)
    let header = if let last, last.names == names { last } else { Header(names) }
    return Row(header: header, bytes: bytes, rawCount: 0, cells: cells)
  }

  /// Undoes ``Header/uniqueNames``: `Email`, `Email#2` are two columns `Email`.
  ///
  /// A number that does not count on from the columns before it, numbers that are part of a name passed over, is part
  /// of the name.
  static func names(fromUnique keys: [String]) -> [String] {
    let all = Set(keys.map(FoldedName.init))
    var seen: [FoldedName: Int] = [:]
    return keys.map { key in
      var name = key
      if let mark = key.lastIndex(of: "#"), let number = Int(key[key.index(after: mark)...]), number > 1,
        case let base = String(key[..<mark]), let count = seen[FoldedName(base)], count < number,
        (count + 1..<number).allSatisfy({ all.contains(FoldedName("\(base)#\($0)")) })
      {
        name = base
      }
      seen[FoldedName(name), default: 0] += 1
      return name
    }
  }

  private static func fields(of object: JSONValue) -> [FormField] {
    var fields: [FormField] = []
    for member in object.members {
      if member.value.kind == .array {
        for element in member.value.elements { fields.append(FormField(name: member.key, value: text(of: element))) }
      } else {
        fields.append(FormField(name: member.key, value: text(of: member.value)))
      }
    }
    return fields
  }

  private static func text(of value: JSONValue) -> String {
    value.isNull ? "" : value.scalarText ?? value.compactText
  }
}
