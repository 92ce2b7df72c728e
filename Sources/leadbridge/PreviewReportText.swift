import LeadMapping
import LeadModel
import LeadPipeline

/// What a preview found out, as text below its table: coverage, what is not used, leads that are one, problems.
struct PreviewReportText {
  /// Attributes that are listed by their keys.
  static let shownAttributes = 20

  private let report: PreviewReport
  private let end: Preview.End
  private let width: Int

  init(_ report: PreviewReport, end: Preview.End, width: Int) {
    self.report = report
    self.end = end
    self.width = width
  }

  /// The lines, none of which is wider than the terminal unless a name in it is.
  var lines: [String] { coverage + unused + standing + shared + optedOut + problems }

  // MARK: Coverage

  private var coverage: [String] {
    let coverage = report.coverage
    guard coverage.leads > 0 else { return [] }
    var table = Table(columns: [
      .init(title: "field", minimum: 12), .init(title: "leads", alignRight: true, minimum: 5),
      .init(title: "%", alignRight: true, minimum: 5),
    ])
    let attributes = coverage.attributes
    for field in coverage.fields { table.rows.append(row(field, indent: "")) }
    for field in attributes.prefix(Self.shownAttributes) { table.rows.append(row(field, indent: "  ")) }
    let more = attributes.count - Self.shownAttributes
    let rest = more > 0 ? ["  … and \(more)\(coverage.hasMoreKeys ? " and more" : "") other attributes"] : []
    return [""] + table.lines(width: width) + rest
  }

  private func row(_ field: LeadCoverage.Field, indent: String) -> [String] {
    [indent + field.name, "\(field.count)", Self.percent(field.count, of: report.coverage.leads)]
  }

  /// `100`, `99.9`, `0.1`, `0`: never 100 where one is missing, never 0 where there is one.
  static func percent(_ count: Int, of all: Int) -> String {
    if count == all { return "100" }
    if count == 0 { return "0" }
    let tenths = min(999, max(1, (count * 2000 + all) / (all * 2)))
    return "\(tenths / 10).\(tenths % 10)"
  }

  // MARK: What is not used

  private var unused: [String] {
    guard !end.unused.isEmpty else { return [] }
    var reasons: [String] = []
    var names: [String: [String]] = [:]
    for column in end.unused {
      // Of exceptions it does not matter which one it was.
      let reason = if case .except = column.reason { "left out by \"except\"" } else { column.reason.words }
      if names[reason] == nil { reasons.append(reason) }
      names[reason, default: []].append(column.name)
    }
    return ["", "columns that go into no lead"]
      + reasons.flatMap { reason in
        ["  \(reason):"] + wrapped((names[reason] ?? []).map { $0.isEmpty ? "(no name)" : DisplayWidth.visible($0) })
      }
  }

  // MARK: What the inbox has

  private var standing: [String] {
    guard let standing = end.standing else { return [] }
    return [
      "",
      "against the inbox, as far as is known: \(standing.new) new, \(standing.known) known, "
        + "\(standing.unchanged) unchanged",
    ] + (standing.repeated > 0 ? ["twice in this input: \(standing.repeated)"] : [])
  }

  // MARK: Leads that are one

  private var shared: [String] {
    let shared = report.shared
    var lines: [String] = []
    if shared.count > 0 {
      lines = [
        "",
        "\(shared.count) \(shared.count == 1 ? "lead shares" : "leads share") a uuid with an earlier one, which it updates",
      ]
      let more = shared.count - shared.pairs.count
      lines += wrapped(
        shared.pairs.map { "\(place($0.first)) and \(place($0.next))" } + (more > 0 ? ["… and \(more) more"] : []))
    }
    if !shared.isComplete {
      lines.append("  (leads that share a uuid were looked for among the first \(shared.leads) leads)")
    }
    return lines
  }

  private func place(_ place: SharedIdentities.Place) -> String {
    "\(report.inputs.indices.contains(place.input) ? report.inputs[place.input] : ""):\(place.line)"
  }

  private var optedOut: [String] { ["", "opted out: \(end.summary.optedOut.map(String.init) ?? "unknown")"] }

  // MARK: Problems

  private var problems: [String] {
    let groups = report.problems.sorted
    guard !groups.isEmpty else { return [] }
    return [""]
      + groups.flatMap { group in
        let more = group.count - group.places.count
        return folded("\(group.count) × \(Self.words(group))", indent: 4)
          + wrapped(group.places.map(Self.words) + (more > 0 ? ["… and \(more) more"] : []))
      }
  }

  private static func words(_ group: ProblemGroups.Group) -> String {
    let finding = group.finding
    let severity =
      switch group.severity {
      case .error: "error"
      case .warning: "warning"
      case .skipped: "skipped"
      }
    var facts: [String] = []
    if let field = finding.field { facts.append("field \(field)") }
    // A rule whose place is said already is not said again.
    if let rule = finding.rule, !finding.message.contains(rule) { facts.append("rule '\(rule)'") }
    if let column = finding.column { facts.append("column '\(DisplayWidth.visible(column))'") }
    let place = facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))"
    return "\(severity): \(finding.message)\(place) [\(finding.code)]"
  }

  private static func words(_ place: ProblemGroups.Place) -> String {
    let value = place.value.map { " \"\(DisplayWidth.fit($0, min(40, DisplayWidth.of(DisplayWidth.visible($0)))))\"" }
    return "\(place.input):\(place.line)\(value ?? "")"
  }

  // MARK: Lines

  /// Entries with commas between them, in as few lines as they fit in, indented by four.
  private func wrapped(_ entries: [String]) -> [String] {
    var lines: [String] = []
    var line = ""
    for (index, entry) in entries.enumerated() {
      let text = entry + (index + 1 < entries.count ? "," : "")
      if !line.isEmpty, DisplayWidth.of(line) + DisplayWidth.of(text) + 5 > width {
        lines.append("    " + line)
        line = text
      } else {
        line += (line.isEmpty ? "" : " ") + text
      }
    }
    return line.isEmpty ? lines : lines + ["    " + line]
  }

  /// A sentence in as few lines as it fits in, all but the first indented.
  private func folded(_ text: String, indent: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let margin = lines.isEmpty ? 0 : indent
      if !line.isEmpty, margin + DisplayWidth.of(line) + DisplayWidth.of(String(word)) + 1 > width {
        lines.append(String(repeating: " ", count: margin) + line)
        line = String(word)
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    return lines + [String(repeating: " ", count: lines.isEmpty ? 0 : indent) + line]
  }
}
