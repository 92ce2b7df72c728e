import LeadModel

/// Which parts a part refers to: its relations (ECMA-376 part 2, 4th edition, §9.3).
struct Relations {
  /// One of them.
  struct Relation {
    var id: String
    /// The last step of its type's URI, which is the same in strict workbooks and in all others: `worksheet`.
    var kind: String
    /// The part's name in the archive, without a slash before it.
    var target: String
  }

  /// The most bytes that a small part may have: relations, the workbook's own.
  static let maxBytes = 16 << 20

  private(set) var all: [Relation] = []

  /// Reads the relations of a part; there are none where they have no part.
  ///
  /// - Parameters:
  ///   - source: The part's name; empty for the whole archive.
  ///   - archive: Where both are.
  /// - Throws: `xlsx.malformed`, `xlsx.tooLarge`, `xlsx.encrypted`.
  init(of source: String, in archive: ZipArchive) throws(Diagnostic) {
    let folder = source.split(separator: "/").dropLast().joined(separator: "/")
    let file = source.split(separator: "/").last ?? ""
    let name = (folder.isEmpty ? "" : folder + "/") + "_rels/\(file).rels"
    guard let part = try archive.part(named: name, maxBytes: Self.maxBytes, excess: "xlsx.tooLarge") else { return }
    let reading = Reading(folder: folder)
    try PartParser.parse(part, with: reading)
    all = reading.found
  }

  /// The first of a kind.
  func first(_ kind: String) -> Relation? { all.first { $0.kind == kind } }

  /// The part that a reference means.
  ///
  /// A slash before it: from the archive's root; else from the folder of the part that refers. `.` and `..` are
  /// resolved as in any URI (RFC 3986, §5.2.4).
  static func resolve(_ target: String, from folder: String) -> String {
    var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for step in target.split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }

  /// Takes the relations from their part.
  private final class Reading: PartHandler {
    private let folder: String
    private(set) var found: [Relation] = []

    init(folder: String) { self.folder = folder }

    func began(_ element: PartName, _ attributes: PartAttributes) {
      guard element == "Relationship", let id = attributes["Id"], let type = attributes["Type"],
        let target = attributes["Target"], attributes["TargetMode"] != "External"
      else { return }
      let kind = type.split(separator: "/").last.map(String.init) ?? ""
      found.append(Relation(id: id, kind: kind, target: Relations.resolve(target, from: folder)))
    }

    func ended(_ element: PartName) -> Bool { false }
    func found(_ text: UnsafeBufferPointer<UInt8>) {}
  }
}
