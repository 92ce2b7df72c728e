import LeadConfig
import LeadModel

/// The tables of `docs/sources.md` that come of the rows and the codes.
package enum SourceReference {
  /// The ready sources, a row each.
  package static var sources: String {
    table(
      ["`from`", "source", "values", "secrets", "cursor", "ready mapping", "described in"],
      ReadySource.all.map { source in
        [
          "`\(source.name)`", source.title, source.values.map(shown).joined(separator: "; "),
          source.secrets.map(shown).joined(separator: "; "),
          source.fetch.cursor.map { "`\($0.path ?? "")`, overlap \(($0.overlap ?? .zero).written)" } ?? "none",
          source.mapping.map { "`\($0)`" } ?? "yours",
          source.documentation,
        ]
      })
  }

  /// The codes.
  package static var codes: String {
    table(["code", "means"], FetchCode.allCases.map { ["`\($0.rawValue)`", $0.meaning] })
  }

  private static func shown(_ value: ReadySource.Value) -> String {
    "`\(value.name)`: \(value.what)" + (value.standard.map { " (`\($0)`)" } ?? "")
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in "---" }] + rows)
      .map { "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n" }.joined()
  }
}
