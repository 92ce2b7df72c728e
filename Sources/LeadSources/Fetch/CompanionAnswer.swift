import LeadJSON

/// What a source says beside its pages, cut to what records need.
enum CompanionAnswer {
  /// An object with these members of another's alone; all of them where none is named.
  static func document(_ whole: JSONDocument, keeping names: [String]) -> JSONDocument {
    guard !names.isEmpty else { return whole }
    var writer = JSONWriter(reservingCapacity: 1_024)
    writer.beginObject()
    for name in names { writer.member(name, whole.root[name]) }
    writer.endObject()
    // What the writer writes of values that were parsed can be parsed.
    return (try? JSONDocument(parsing: writer.bytes)) ?? whole
  }
}
