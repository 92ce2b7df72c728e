package import LeadModel

extension Configuration {
  /// The sources that `sync` looks at.
  ///
  /// - Parameter names: Of those that are wanted, paused or not; none: all that are not paused.
  /// - Returns: In the order of the file.
  /// - Throws: `source.unknown` for each name that no source has, with the nearest; `source.none` where there are none, or
  ///   all are paused.
  package func sources(named names: [String]) throws(Diagnostics) -> [SourceSettings] {
    let known = sources.map(\.name)
    let place = Position(file: file)
    guard !known.isEmpty else {
      throw Diagnostics([
        Diagnostic(
          "source.none", "the configuration has no sources", at: place,
          hint: #"add "sources": docs/sources.md shows how"#)
      ])
    }
    guard !names.isEmpty else {
      let active = sources.filter { !$0.isPaused }
      guard !active.isEmpty else {
        throw Diagnostics([
          Diagnostic(
            "source.none", "all sources are paused", at: place,
            hint: "one that is named runs all the same: 'leadbridge sync --once \(known[0])'")
        ])
      }
      return active
    }
    let unknown = names.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw Diagnostics(
        unknown.map { name in
          Diagnostic(
            "source.unknown", "there is no source '\(name)'", at: place,
            hint: NearestName.hint(for: name, among: known))
        })
    }
    return sources.filter { names.contains($0.name) }
  }
}
