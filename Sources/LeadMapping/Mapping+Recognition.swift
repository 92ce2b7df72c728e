import LeadJSON
package import LeadModel

/// Which mapping a header or a record fits.
package enum MappingRecognition: Sendable {
  case one(Mapping)
  /// None has all that it is recognised by; the names of those that lack least, best first, at most three.
  case none(nearest: [String])
  /// Several with the same number of columns and marks.
  case tie([String])
}

/// How much of what a mapping is recognised by is there.
private struct Fit {
  var held: Int
  var missing: Int
}

extension Mapping {
  /// How many columns the source is recognised by, if all of them are in the header; else `nil`.
  ///
  /// A mapping with a `shape` is for no table.
  package func score(header: Header) -> Int? { fit(header: header).flatMap { $0.missing == 0 ? $0.held : nil } }

  /// How many top-level names and marks of its shape the source is recognised by, if the record has all of them; else
  /// `nil`.
  ///
  /// Where the mapping's records lie at a path in a document, `record` may be the document: its first one is asked.
  package func score(record: Record) -> Int? { fit(record: record).flatMap { $0.missing == 0 ? $0.held : nil } }

  /// The ready mapping that a header fits: the one with the most columns.
  ///
  /// The ready mappings are parsed once, when one is first looked for: about a millisecond.
  ///
  /// - Throws: What is wrong with a ready mapping; a test sees to it that nothing is.
  package static func recognised(for header: Header) throws(Diagnostics) -> MappingRecognition {
    recognised(for: header, among: try recognisable.get())
  }

  /// The ready mapping that a record fits which has no header: the one with the most names and marks.
  ///
  /// - Throws: As ``recognised(for:)-(Header)``.
  package static func recognised(for record: Record) throws(Diagnostics) -> MappingRecognition {
    recognised(for: record, among: try recognisable.get())
  }

  /// The one of `mappings` that a header fits.
  package static func recognised(for header: Header, among mappings: [Mapping]) -> MappingRecognition {
    best(of: mappings.map { (mapping: $0, fit: $0.fit(header: header)) })
  }

  /// The one of `mappings` that a record fits; a row is known by its header.
  package static func recognised(for record: Record, among mappings: [Mapping]) -> MappingRecognition {
    if case .row(let row) = record.content { return recognised(for: row.header, among: mappings) }
    return best(of: mappings.map { (mapping: $0, fit: $0.fit(record: record)) })
  }

  private static func best(of candidates: [(mapping: Mapping, fit: Fit?)]) -> MappingRecognition {
    let fitting = candidates.filter { $0.fit?.missing == 0 }
    guard let most = fitting.compactMap(\.fit?.held).max() else {
      let near = candidates.compactMap { candidate in
        candidate.fit.flatMap { $0.held > 0 ? (name: candidate.mapping.name, missing: $0.missing) : nil }
      }
      return .none(nearest: near.sorted { $0.missing < $1.missing }.prefix(3).map(\.name))
    }
    let best = fitting.filter { $0.fit?.held == most }.map(\.mapping)
    return best.count == 1 ? .one(best[0]) : .tie(best.map(\.name))
  }

  /// `nil`: it is recognised by no header.
  private func fit(header: Header) -> Fit? {
    guard !headers.isEmpty, shape.marks.isEmpty else { return nil }
    return fit { !header.columns(named: $0).isEmpty }
  }

  /// `nil`: it is recognised by nothing, or the record is none.
  private func fit(record: Record) -> Fit? {
    guard !headers.isEmpty || !shape.marks.isEmpty else { return nil }
    var content = record.content
    if let recordsPath, case .json(let document) = content {
      guard let first = recordsPath.values(in: document).lazy.compactMap(\.firstRecord).first else {
        return Fit(held: 0, missing: headers.count + shape.marks.count)
      }
      content = .json(first)
    }
    var found: Fit
    switch content {
    case .row(let row): return fit(header: row.header)
    case .unreadable: return nil
    case .json(let value):
      let header = Header(value.members.map(\.key))
      found = fit { !header.columns(named: $0).isEmpty }
    case .form(let fields):
      found = fit { !FormNames.values(of: Path.Key($0), in: fields).isEmpty }
    }
    let held = shape.count(in: content)
    found.held += held
    found.missing += shape.marks.count - held
    return found
  }

  private func fit(_ isThere: (String) -> Bool) -> Fit {
    let held = headers.count { names in names.contains(where: isThere) }
    return Fit(held: held, missing: headers.count - held)
  }

  private static let recognisable: Result<[Mapping], Diagnostics> = {
    do throws(Diagnostics) {
      var mappings: [Mapping] = []
      for name in readyNames {
        if let mapping = try ready(named: name) { mappings.append(mapping) }
      }
      return .success(mappings)
    } catch {
      return .failure(error)
    }
  }()
}

extension JSONValue {
  /// Of values at a records path the first record: a list stands for its elements.
  fileprivate var firstRecord: JSONValue? { kind == .array ? self[0] : self }
}
