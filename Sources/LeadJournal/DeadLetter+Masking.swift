import LeadJSON
import LeadModel

/// A letter that may be shown: what is in its place keeps its shape, not its content.
extension DeadLetter {
  /// The letter with every value masked: length and kind of each character stay.
  ///
  /// | of the value | becomes |
  /// | --- | --- |
  /// | a digit | `9` |
  /// | a letter | `X` where it is a capital, else `x` |
  /// | a blank or a sign of ASCII | stays |
  /// | anything else | `•` |
  ///
  /// `Jane.Lee@example.com` is `Xxxx.Xxx@xxxxxxx.xxx`, `+44 20 7946 0902` is `+99 99 9999 9999`. Names of columns and keys,
  /// ids, codes, times and the inbox's status stay; its words may echo the lead, and are masked.
  package var masked: DeadLetter {
    var letter = self
    switch content {
    case .json(let value): letter.content = Self.masked(value).map(Content.json) ?? .raw([])
    case .raw(let bytes): letter.content = .raw(Array(Self.masked(String(decoding: bytes, as: UTF8.self)).utf8))
    case .form(let fields):
      letter.content = .form(fields.map { FormField(name: $0.name, value: Self.masked($0.value)) })
    case .row:
      // A letter that was read from a file has no row; one that was not goes the same way as if it were.
      letter.content = (try? DeadLetter(parsing: line)).map(\.masked.content) ?? .raw([])
    }
    letter.lead = lead.flatMap { Self.masked($0, but: ["uuid", "botId", "customerId"]) }
    if let delivery, let body = delivery.body {
      letter.delivery = Delivery(
        attempts: delivery.attempts, firstAt: delivery.firstAt, lastAt: delivery.lastAt, status: delivery.status,
        body: Array(Self.masked(body).utf8))
    }
    return letter
  }

  private static func masked(_ text: String) -> String {
    var masked = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .decimalNumber, .letterNumber, .otherNumber: masked.append("9")
      case .uppercaseLetter, .titlecaseLetter: masked.append("X")
      case .lowercaseLetter, .modifierLetter, .otherLetter: masked.append("x")
      // Marks belong to the letter before them.
      case .nonspacingMark, .spacingMark, .enclosingMark: continue
      case .spaceSeparator: masked.append(" ")
      default: masked.append(scalar.isASCII ? scalar : "•")
      }
    }
    return String(masked)
  }

  /// The value with the texts in it masked; numbers keep their length, truth values become false.
  ///
  /// Members that are `kept` stay as they are.
  private static func masked(_ value: JSONValue, but kept: Set<String> = []) -> JSONValue? {
    var writer = JSONWriter(reservingCapacity: 512)
    write(value, but: kept, into: &writer)
    // It is our own writer's, and no deeper than what was read: it parses. If it ever does not, nothing is shown.
    return try? JSONDocument(parsing: writer.bytes, limits: limits).root
  }

  private static func write(_ value: JSONValue, but kept: Set<String>, into writer: inout JSONWriter) {
    switch value.kind {
    case .object:
      writer.beginObject()
      for member in value.members {
        writer.key(member.key)
        if kept.contains(member.key) { writer.value(member.value) } else { write(member.value, but: [], into: &writer) }
      }
      writer.endObject()
    case .array:
      writer.beginArray()
      for element in value.elements { write(element, but: [], into: &writer) }
      writer.endArray()
    case .string: writer.string(masked(value.string ?? ""))
    case .number: writer.number(written: nines(value.number ?? "0"))
    case .boolean: writer.boolean(false)
    case .null: writer.null()
    }
  }

  /// A number of the same length: every digit is a nine.
  private static func nines(_ number: String) -> String {
    String(number.map { $0.isNumber ? "9" : $0 })
  }
}
