import CReadyMappings
package import LeadModel

/// The mappings that come with the product.
extension Mapping {
  /// Their names, in order.
  package static var readyNames: [String] { ready.map(\.name) }

  /// The ready mapping so called, as `name` or `name@N`; `nil`: there is none.
  ///
  /// - Throws: `mapping.revision` where it is another revision than the one wanted; what is wrong with it: a test sees
  ///   to it that nothing is.
  package static func ready(named word: String) throws(Diagnostics) -> Mapping? {
    let wanted = MappingName(word)
    guard let found = ready.first(where: { $0.name == wanted.name }) else { return nil }
    let mapping = try Mapping(parsing: found.bytes, file: "mappings/\(wanted.name).json")
    try mapping.check(wanted, at: Position(file: word))
    return mapping
  }

  /// Makes sure that this is the revision that is wanted.
  ///
  /// - Throws: `mapping.revision` naming the present one.
  package func check(_ wanted: MappingName, at position: Position) throws(Diagnostics) {
    guard let number = wanted.revision, number != revision else { return }
    let present = revision.map { "'\(name)' is at revision \($0)" } ?? "'\(name)' has no revision"
    throw Diagnostics([
      Diagnostic(
        MappingCode.revision.rawValue, "\(present), not \(number)", at: position,
        hint: "name '\(fullName)', or a file with the revision that you want")
    ])
  }

  /// The bytes of a ready mapping that another extends; `nil`: there is none of this name.
  ///
  /// - Throws: As ``ready(named:)``.
  static func readyBytes(_ wanted: MappingName, at position: Position) throws(Diagnostics) -> [UInt8]? {
    guard let found = ready.first(where: { $0.name == wanted.name }) else { return nil }
    if wanted.revision != nil {
      try Mapping(parsing: found.bytes, file: "mappings/\(wanted.name).json").check(wanted, at: position)
    }
    return found.bytes
  }

  /// Whether this is one of them.
  package var isReady: Bool { Self.ready.contains { file == "mappings/\($0.name).json" } }

  /// The text of the ready mapping so called, as it is in its file; `nil`: there is none.
  package static func readyText(named name: String) -> String? {
    ready.first { $0.name == MappingName(name).name }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// A sample input of each ready mapping: what `demo` pushes.
  package static var readySamples: [(mapping: String, fileName: String, bytes: [UInt8])] {
    ready.map { ($0.name, $0.sample.name, $0.sample.bytes) }
  }

  /// Names and bytes, copied out of the binary when one is first asked for: some 30 KB.
  private static let ready: [(name: String, bytes: [UInt8], sample: (name: String, bytes: [UInt8]))] = {
    (0..<leadbridge_ready_mapping_count()).compactMap { index in
      let mapping = leadbridge_ready_mapping_at(index)
      guard let name = mapping.name, let bytes = mapping.bytes, let sampleName = mapping.sample_name,
        let sample = mapping.sample_bytes
      else { return nil }
      // The C side promises so many bytes at each pointer, which never change.
      return (
        String(cString: name), Array(UnsafeBufferPointer(start: bytes, count: mapping.count)),
        (String(cString: sampleName), Array(UnsafeBufferPointer(start: sample, count: mapping.sample_count)))
      )
    }
  }()
}
