import LeadModel
import LeadPipeline

/// A comparison of an inbox in words.
struct VerifyText {
  let report: VerifyReport
  /// Of the terminal.
  let width: Int
  let showsValues: Bool

  /// The lines: counts, then the first leads of each kind.
  var lines: [String] {
    var lines = [
      "\(report.expected) expected: \(report.same) there, \(report.missing) missing"
        + (report.hasInputs ? ", \(report.different) different" : "")
    ]
    lines.append("\(report.listed) listed, \(report.unknown) of them unknown here")
    if report.skipped + report.rejected > 0 {
      lines.append("not expected: \(report.skipped) skipped, \(report.rejected) rejected")
    }
    let shown = LeadsVerifyCommand.shownLeads
    if !report.missingLeads.isEmpty {
      lines.append("missing")
      lines += report.missingLeads.prefix(shown).map { "  \(words($0))" }
      lines += more(report.missing - shown)
    }
    if !report.differentLeads.isEmpty {
      lines.append("different")
      for difference in report.differentLeads.prefix(shown) {
        lines.append("  \(words(difference.place))")
        lines += showsValues ? difference.fields.flatMap(valueLines) : wrapped(difference.fields.map(\.field))
      }
      lines += more(report.different - shown)
    }
    if let repaired = report.repaired {
      lines.append("\(repaired) sent again, \(report.dead) refused")
      for (code, count) in report.errors.sorted(by: { $0.key < $1.key }) { lines.append("  \(count) \(code)") }
    }
    return lines.map { DisplayWidth.cut(DisplayWidth.visible($0), width) }
  }

  /// `contacts.csv:214`, or the record's number where the line is not known.
  private func words(_ place: VerifyReport.Place) -> String {
    guard let input = place.input else { return place.uuid }
    return place.line.map { "\(input):\($0)" } ?? "\(input): record \(place.record) (\(place.uuid))"
  }

  private func valueLines(_ field: FieldDifference) -> [String] {
    ["    \(field.field)", "      expected: \(field.one ?? "none")", "      listed:   \(field.other ?? "none")"]
  }

  private func more(_ count: Int) -> [String] { count > 0 ? ["  … and \(count) more"] : [] }

  /// Names with commas between them, in as few lines as they fit in.
  private func wrapped(_ names: [String]) -> [String] {
    var lines: [String] = []
    var line = ""
    for (index, name) in names.enumerated() {
      let text = DisplayWidth.visible(name) + (index + 1 < names.count ? "," : "")
      if !line.isEmpty, DisplayWidth.of(line) + DisplayWidth.of(text) + 5 > width {
        lines.append("    " + line)
        line = text
      } else {
        line += (line.isEmpty ? "" : " ") + text
      }
    }
    return lines + ["    " + line]
  }
}
