package import LeadJSON
package import LeadModel

/// Which mapping a header fits.
package enum MappingRecognition: Sendable {
  case one(Mapping)
  /// None has all of its columns there; the names of those that lack least, best first, at most three.
  case none(nearest: [String])
  /// Several with the same number of columns.
  case tie([String])
}

extension Mapping {
  /// How many columns the source is recognised by, if all of them are in the header; else `nil`.
  package func score(header: Header) -> Int? {
    headers.isEmpty || missing(from: header) > 0 ? nil : headers.count
  }

  /// As ``score(header:)``, for a record without a header: its keys are compared.
  package func score(record: JSONValue) -> Int? {
    guard record.kind == .object else { return nil }
    return score(header: Header(record.members.map(\.key)))
  }

  /// The ready mapping that a header fits: the one with the most columns.
  ///
  /// The ready mappings are parsed once, when this is first called: about a millisecond.
  ///
  /// - Throws: What is wrong with a ready mapping; a test sees to it that nothing is.
  package static func recognised(for header: Header) throws(Diagnostics) -> MappingRecognition {
    recognised(for: header, among: try recognisable.get())
  }

  /// The one of `mappings` that a header fits.
  package static func recognised(for header: Header, among mappings: [Mapping]) -> MappingRecognition {
    let scored = mappings.compactMap { mapping in mapping.score(header: header).map { (score: $0, mapping: mapping) } }
    guard let best = scored.map(\.score).max() else {
      let near = mappings.filter { !$0.headers.isEmpty && $0.missing(from: header) < $0.headers.count }
        .sorted { $0.missing(from: header) < $1.missing(from: header) }
      return .none(nearest: near.prefix(3).map(\.name))
    }
    let fitting = scored.filter { $0.score == best }.map(\.mapping)
    return fitting.count == 1 ? .one(fitting[0]) : .tie(fitting.map(\.name))
  }

  private func missing(from header: Header) -> Int {
    headers.count { names in names.allSatisfy { header.columns(named: $0).isEmpty } }
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
