package import LeadMapping
package import LeadModel
package import LeadReaders

/// The first records of an input: what a suggestion is made of.
///
/// The rest of it is not read.
package struct SampledInput: Sendable {
  /// What was found out about the input.
  package let profile: InputProfile
  /// As columns; cells as a spreadsheet meant them.
  package let sample: Sample

  /// Reads at most ``Sample/maxRecords`` records: some megabytes at most, whatever the input's size.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - reading: How it is read.
  /// - Throws: A ``Diagnostic`` for an input that cannot be read, or in which there is no record.
  package init(_ input: Input, reading: ReaderOptions) async throws {
    let records = try InputRecords(input, options: reading)
    var sampled: [Record] = []
    while sampled.count < Sample.maxRecords, let batch = try await records.next() {
      sampled += batch.prefix(Sample.maxRecords - sampled.count)
    }
    records.stop()
    profile = records.profile ?? InputProfile(format: reading.format ?? .csv)
    let repair = SheetRepair()
    for index in sampled.indices {
      guard case .row(let row) = sampled[index].content, let repaired = repair.repaired(row) else { continue }
      sampled[index].content = .row(repaired.row)
    }
    if sampled.isEmpty, profile.header == nil {
      throw Diagnostic(
        "input.empty", "there is no record in it, and no header: nothing to make a mapping of",
        at: Position(file: input.name))
    }
    sample = Sample(records: sampled, format: profile.format, header: profile.header)
  }

  /// The ready mapping that is made for this source; `nil`: none is.
  ///
  /// One that knows an input by a single column, as the one for contacts from anywhere does, says too little.
  ///
  /// - Throws: What is wrong with a ready mapping; a test sees to it that nothing is.
  package func readyMapping() throws(Diagnostics) -> Mapping? {
    guard let header = profile.header, case .one(let mapping) = try Mapping.recognised(for: header),
      mapping.score(header: header) ?? 0 > 1
    else { return nil }
    return mapping
  }
}
