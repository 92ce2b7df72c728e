import Foundation
import LeadDelivery
import LeadJSON
package import LeadMapping
package import LeadModel
import LeadReaders

/// A folder with an input and what a mapping must make of it: `input.*`, `leads.jsonl` and `rejected.jsonl`.
///
/// The leads are the bodies that would be sent, a line each; of every other record there is a line `{"line", "outcome",
/// "codes"}`. Run without a destination, at one moment, with the input's bare name as `@source.name`: the result is the same
/// everywhere.
package struct GoldenFolder: Sendable {
  /// One of its two files, as it is and as it would be.
  package struct File: Sendable {
    package let path: String
    /// `nil`: there is no such file yet.
    package let expected: String?
    package let got: String
    /// What differs, line by line and field by field; empty where nothing does.
    package let differences: [String]

    package var isEqual: Bool { expected == got }
  }

  package let path: String
  /// The path of its input.
  package let input: String

  /// - Returns: `nil` where the folder has no input.
  package init?(path: String) {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    guard let input = names.first(where: { $0.hasPrefix("input.") }) else { return nil }
    self.path = path
    self.input = path + "/" + input
  }

  /// The golden folders of a mapping, in order: those of the first place that has any.
  ///
  /// A place is itself such a folder, or holds some. Places are, for `dir/mine.json`, `dir/mine` and `dir/../samples/mine`;
  /// for a ready mapping's name `samples/NAME`; with `samples` given only that folder's `mine`.
  ///
  /// - Parameters:
  ///   - mapping: The mapping's file, or a ready one's name.
  ///   - samples: The folder that holds the samples of all mappings.
  /// - Returns: None where there is no such place.
  package static func folders(ofMapping mapping: String, samples: String?) -> [GoldenFolder] {
    let url = URL(fileURLWithPath: mapping)
    let isFile = mapping.hasSuffix(".json") || mapping.contains("/")
    let stem =
      url.lastPathComponent.hasSuffix(".json") ? String(url.lastPathComponent.dropLast(5)) : url.lastPathComponent
    let folder = mapping.contains("/") ? String(mapping[..<(mapping.lastIndex(of: "/") ?? mapping.startIndex)]) : "."
    let places =
      if let samples {
        ["\(samples)/\(stem)"]
      } else if isFile {
        [
          folder == "." ? stem : "\(folder)/\(stem)",
          folder == "." ? "../samples/\(stem)" : "\(folder)/../samples/\(stem)",
        ]
      } else {
        ["samples/\(stem)"]
      }
    for place in places {
      let inside = ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).sorted()
      let found =
        [GoldenFolder(path: place)].compactMap(\.self) + inside.compactMap { GoldenFolder(path: "\(place)/\($0)") }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// What the mapping makes of the input, beside what it must.
  ///
  /// - Throws: ``Diagnostic`` or ``Diagnostics`` for an input or a mapping that cannot be used.
  package func run(_ mapping: Mapping) async throws -> [File] {
    let got = try await result(of: mapping)
    let leads = try file("leads.jsonl", got.leads)
    let rejected = try file("rejected.jsonl", got.rejected)
    return [leads, rejected]
  }

  /// Writes the files that differ anew.
  ///
  /// - Returns: The paths of those that were written.
  /// - Throws: `golden.unwritable`.
  package static func record(_ files: [File]) throws(Diagnostic) -> [String] {
    var written: [String] = []
    for file in files where !file.isEqual {
      let data = Data(file.got.utf8)
      // One that is there keeps its mode; a new one holds leads, so it is its owner's alone.
      let isWritten =
        file.expected == nil
        ? FileManager.default.createFile(atPath: file.path, contents: data, attributes: [.posixPermissions: 0o600])
        : (try? data.write(to: URL(fileURLWithPath: file.path))) != nil
      guard isWritten else {
        throw Diagnostic("golden.unwritable", "the file cannot be written", at: Position(file: file.path))
      }
      written.append(file.path)
    }
    return written
  }

  private func result(of mapping: Mapping) async throws -> (leads: String, rejected: String) {
    var plan = PushPlan(
      inputs: [.file(path: input)], reading: ReaderOptions(), mapping: mapping,
      run: MappingRun(now: "2026-01-31T10:00:00.000Z"), destination: nil, delivery: DeliveryOptions(), deadLetters: "",
      stateFolder: "")
    plan.sourceName = String(Input.fileName(of: input))
    plan.isDryRun = true
    var leads = JSONWriter()
    var rejected = JSONWriter()
    _ = try await Preview(plan).run { item in
      if let lead = item.lead {
        lead.writeBody(uuid: nil, botId: nil, customerId: nil, into: &leads)
        leads.endLine()
        return
      }
      rejected.beginObject()
      rejected.member("line", item.line)
      rejected.member("outcome", item.outcome.rawValue)
      rejected.key("codes")
      rejected.beginArray()
      for finding in item.errors + [item.reason].compactMap(\.self) { rejected.string(finding.code) }
      rejected.endArray()
      rejected.endObject()
      rejected.endLine()
    }
    return (leads.text, rejected.text)
  }

  private func file(_ name: String, _ got: String) throws(Diagnostic) -> File {
    let path = path + "/" + name
    guard FileManager.default.fileExists(atPath: path) else {
      return File(path: path, expected: nil, got: got, differences: ["there is no such file"])
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostic("golden.unreadable", "the file cannot be read", at: Position(file: path))
    }
    let expected = String(decoding: data, as: UTF8.self)
    let differences = expected == got ? [] : GoldenDifferences(expected: expected, got: got).lines
    return File(path: path, expected: expected, got: got, differences: differences)
  }
}
