import LeadJSON
package import LeadModel

/// Takes the records at a path out of documents that were read whole: a line of JSON lines each, or standard input, whose
/// mapping was recognised only once it was read.
///
/// The records are those of a reader that is given the path, with the same numbers, lines and bytes.
package struct DocumentRecords: Sendable {
  private let path: Path
  private var made = JSONRecords()

  package init(path: Path) { self.path = path }

  /// The records in documents.
  ///
  /// A document with nothing at the path, and one that could not be read, is one unreadable record.
  package mutating func records(in documents: [Record]) -> [Record] {
    var records: [Record] = []
    for document in documents {
      let count = records.count
      if case .json(let root) = document.content {
        made.append(valuesAt: path, in: root, warnings: document.warnings, into: &records)
        if records.count > count || path.values(in: root).contains(where: { $0.kind == .array }) { continue }
      }
      made.append(unreadable(document), into: &records)
    }
    return records
  }

  private func unreadable(_ document: Record) -> Record {
    var record = document
    if case .unreadable = document.content { return record }
    record.content = .unreadable(Finding("json.records.missing", "there is nothing at '\(path)' in the document"))
    return record
  }
}
