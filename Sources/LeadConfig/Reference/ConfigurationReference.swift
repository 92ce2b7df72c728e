/// The tables of `docs/configuration.md`, which come of the declarations.
package enum ConfigurationReference {
  /// What stands in the document between `<!-- reference: keys -->` and `<!-- end -->`.
  package static var keys: String {
    ConfigurationPlace.allCases.map { place in
      let rows = ConfigurationKey.keys(at: place).map { key in
        [
          "`\(key.name)`\(key.isRequired ? " (needed)" : "")", key.kind.words, key.fallback.map { "`\($0)`" } ?? "",
          key.help, "`\(key.example)`",
        ]
      }
      return "### \(place.title)\n\n" + table(["key", "takes", "else", "means", "example"], rows)
    }.joined(separator: "\n")
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in "---" }] + rows)
      .map { "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n" }.joined()
  }
}
