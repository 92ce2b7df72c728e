/// The tables of `docs/mapping.md` that come of the declarations: keys, transforms, the letters of a date.
package enum MappingReference {
  /// A part of the document, between `<!-- reference: NAME -->` and `<!-- end -->`.
  package struct Part: Sendable {
    package let name: String
    package let text: String
  }

  package static var parts: [Part] {
    [
      Part(name: "transforms", text: transforms), Part(name: "dates", text: dates), Part(name: "keys", text: keys),
    ]
  }

  private static var transforms: String {
    table(
      ["transform", "makes of the text", "example", "of", "comes"],
      TransformDeclaration.all.map { transform in
        let example = transform.example
        return [
          "`\(transform.name)`", transform.help, "`\(example.written)`", "`\(example.text)`", "`\(example.result)`",
        ]
      })
  }

  private static var dates: String {
    table(
      ["letters", "read"], DatePattern.letters.map { [$0.letters.map { "`\($0)`" }.joined(separator: " "), $0.reads] })
  }

  private static var keys: String {
    MappingPlace.allCases.map { place in
      let rows = MappingKey.keys(at: place).map { key in
        ["`\(key.name)`\(key.isRequired ? " (needed)" : "")", key.takes, key.help]
      }
      return "### \(place.title)\n\n" + table(["key", "takes", "means"], rows)
    }.joined(separator: "\n")
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in "---" }] + rows)
      .map { "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n" }.joined()
  }
}

extension MappingPlace {
  /// The heading of its keys.
  fileprivate var title: String {
    switch self {
    case .mapping: "A mapping"
    case .source: "`source`"
    case .columns: "An answer list, in `source.columns`"
    case .lookup: "A lookup, in `names`"
    case .lead: "`lead`"
    case .value: "A value"
    case .phone: "A phone's value"
    case .columnPattern: "Columns by patterns, in `columns`"
    case .note: "A note"
    case .rest: "The rest, at `\"*\"` in `attributes`"
    case .condition: "A condition"
    case .transform: "A transform with an argument"
    case .date: "The argument of `date`"
    case .identity: "An entry of `identity`"
    case .optOut: "`optOut`"
    case .skip: "A rule of `skip`"
    case .reject: "A rule of `reject`"
    case .test: "A test"
    case .expectedLead: "The lead that a test expects"
    case .expectedNote: "A note that a test expects"
    case .expectedAttribute: "An attribute that a test expects"
    }
  }
}
