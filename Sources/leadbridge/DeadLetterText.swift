import LeadJSON
import LeadJournal
import LeadModel
import LeadPipeline

/// Dead letters as they are shown: counted, in a table, one of them whole.
enum DeadLetterText {
  // MARK: Counted

  /// What is wrong, how often, since when; each line fits `width` columns.
  static func lines(_ overview: DeadLetterOverview, file: String, width: Int) -> String {
    guard let all = overview.all else { return "no dead letters in \(file)\n" }
    let words = all.count == 1 ? "1 dead letter" : "\(all.count) dead letters"
    var text = "\(words) in \(file)\n"
    for (title, groups) in [("code", overview.byCode), ("mapping", overview.byMapping)] {
      var table = Table(columns: [
        .init(title: title, minimum: 16), .init(title: "letters", alignRight: true, minimum: 7),
        .init(title: "oldest", minimum: 16), .init(title: "newest", minimum: 16),
      ])
      table.rows = groups.map { name, group in
        [name.isEmpty ? "(none)" : name, "\(group.count)", minute(group.oldest), minute(group.newest)]
      }
      text += "\n" + table.lines(width: width).joined(separator: "\n") + "\n"
    }
    return text
  }

  /// One object; keys as `docs/cli-json.md` lists them.
  static func write(_ overview: DeadLetterOverview, unreadable: Int, file: String?, into json: inout JSONWriter) {
    json.beginObject()
    json.member("file", orNull: file)
    json.member("letters", overview.all?.count ?? 0)
    json.member("unreadable", unreadable)
    json.member("oldest", orNull: overview.all?.oldest.description)
    json.member("newest", orNull: overview.all?.newest.description)
    for (key, groups) in [("codes", overview.byCode), ("mappings", overview.byMapping)] {
      json.key(key)
      json.beginArray()
      for (name, group) in groups {
        json.beginObject()
        json.member(key == "codes" ? "code" : "mapping", orNull: name.isEmpty ? nil : name)
        json.member("count", group.count)
        json.member("oldest", group.oldest.description)
        json.member("newest", group.newest.description)
        json.endObject()
      }
      json.endArray()
    }
    json.endObject()
  }

  // MARK: In a table

  /// Without rows.
  static var table: Table {
    Table(columns: [
      .init(title: "id", minimum: 10), .init(title: "at", minimum: 16), .init(title: "stage", minimum: 7),
      .init(title: "errors", minimum: 12), .init(title: "source", minimum: 10),
    ])
  }

  /// A letter's row: the beginning of its id is enough to show it by.
  static func cells(_ letter: DeadLetter) -> [String] {
    [
      String(letter.id.prefix(10)), minute(letter.at), letter.stage.rawValue,
      letter.errors.map(\.code).joined(separator: ", "), place(letter.source),
    ]
  }

  /// A letter's line, without anything of its record.
  static func write(_ letter: DeadLetter, into json: inout JSONWriter) {
    json.beginObject()
    json.member("id", letter.id)
    json.member("at", letter.at.description)
    json.member("stage", letter.stage.rawValue)
    json.key("errors")
    json.beginArray()
    for error in letter.errors {
      json.beginObject()
      json.member("code", error.code)
      json.member("field", orNull: error.field)
      json.member("message", error.message)
      json.endObject()
    }
    json.endArray()
    json.member("source", letter.source.name)
    json.member("line", orNull: letter.source.line)
    json.member("record", orNull: letter.source.record)
    json.member("mapping", orNull: letter.mapping?.name)
    json.member("attempts", letter.delivery?.attempts ?? 0)
    json.member("earlier", letter.earlier.count)
    json.endObject()
  }

  // MARK: Whole

  /// All of a letter.
  ///
  /// - Parameters:
  ///   - letter: Masked, unless its values are to be shown.
  ///   - isWhole: Whether long values are not cut to the width.
  ///   - width: Columns.
  /// - Returns: Its lines, each with its end.
  static func lines(_ letter: DeadLetter, isWhole: Bool, width: Int) -> String {
    var text = ""
    /// A line, or two words in one; control characters in values must not reach a terminal.
    func add(_ name: String, _ value: String?, indent: Int = 0) {
      guard let value else { return }
      let padded = name.padding(to: indent == 0 ? 11 : 0)
      let line = String(repeating: " ", count: indent) + DisplayWidth.visible(padded + value)
      text += (isWhole ? line : DisplayWidth.cut(line, width)) + "\n"
    }
    add("id", letter.id)
    add("at", letter.at.description)
    add("stage", letter.stage.rawValue)
    let record = letter.source.record.map { ", record \($0)" } ?? ""
    add("source", place(letter.source) + record + (letter.source.format.map { " (\($0.rawValue))" } ?? ""))
    add("mapping", letter.mapping?.name)
    add("for", letter.destination.map { "bot \($0.botId) of \($0.customerId) at \($0.baseURL)" })
    text += "errors\n"
    for error in letter.errors {
      add("", "\(error.code)\(error.field.map { " (\($0))" } ?? ""): \(error.message)", indent: 2)
    }
    if let delivery = letter.delivery {
      text += "delivery\n"
      let span = [delivery.firstAt, delivery.lastAt].compactMap { $0?.description }.joined(separator: " to ")
      add("", "\(delivery.attempts) attempts" + (span.isEmpty ? "" : ", \(span)"), indent: 2)
      add("", delivery.status.map { "status \($0)" }, indent: 2)
      add("", delivery.body.map { "answer: \($0)" }, indent: 2)
    }
    if !letter.earlier.isEmpty { text += "earlier\n" }
    for end in letter.earlier {
      let status = end.status.map { ", status \($0)" } ?? ""
      add("", "\(end.at) \(end.codes.joined(separator: ", ")): \(end.attempts) attempts\(status)", indent: 2)
    }
    switch letter.content {
    case .json(let value):
      text += "record\n"
      for (name, value) in members(of: value) { add("", "\(name): \(value)", indent: 2) }
    case .raw(let bytes) where !bytes.isEmpty:
      text += "raw\n"
      add("", String(decoding: bytes, as: UTF8.self), indent: 2)
    case .raw, .row, .form: break
    }
    if let lead = letter.lead {
      text += "lead\n"
      for (name, value) in members(of: lead) { add("", "\(name): \(value)", indent: 2) }
    }
    return text
  }

  private static func members(of value: JSONValue) -> [(String, String)] {
    guard value.kind == .object else { return [("value", value.scalarText ?? value.compactText)] }
    return value.members.map { ($0.key, $0.value.scalarText ?? $0.value.compactText) }
  }

  private static func place(_ source: DeadLetter.Source) -> String {
    source.line.map { "\(source.name):\($0)" } ?? source.name
  }

  /// `2026-01-31 10:00`, in UTC.
  private static func minute(_ time: Timestamp) -> String {
    String(time.description.prefix(16)).replacing("T", with: " ")
  }
}

extension String {
  /// With blanks behind it up to a width.
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
