package import LeadModel

extension Configuration {
  /// The sources of these names, in the file's order; without names, all of them.
  ///
  /// - Parameter names: As `sync` has them; one that is there twice counts once.
  /// - Returns: Not empty; also those that are paused.
  /// - Throws: `source.unknown` for each name that no source has, with the nearest; `source.none` where there are none.
  package func sources(named names: [String]) throws(Diagnostics) -> [SourceSettings] {
    let known = sources.map(\.name)
    guard !known.isEmpty else {
      throw Diagnostics([
        Diagnostic(
          .error, "source.none", "there is no source", at: Position(file: file),
          hint: "describe one in 'sources'")
      ])
    }
    let unknown = names.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw Diagnostics(
        unknown.map { name in
          Diagnostic(
            .error, "source.unknown", "there is no source '\(name)'", at: Position(file: file),
            hint: NearestName.hint(for: name, among: known))
        })
    }
    return names.isEmpty ? sources : sources.filter { names.contains($0.name) }
  }
}
