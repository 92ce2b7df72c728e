import Foundation
import LeadDelivery
import LeadJSON
import LeadMapping
import LeadModel
import LeadPipeline
import LeadReaders
import Testing

/// The golden folders in `samples/`: an input for each ready mapping, the leads that come of it, and what is left out.
///
/// With `RECORD=1` in the environment the files are rewritten, and the tests fail: look at the difference, commit it, run
/// again. A new behaviour is a new folder with an `input.*`, named like its mapping.
struct SamplesTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../samples")
    .standardizedFileURL

  static let samples = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []).sorted()

  @Test(arguments: samples)
  func theSampleGivesItsLeadsAndRejections(_ name: String) async throws {
    let folder = Self.folder.appending(path: name)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
    let input = try #require(files.first { $0.hasPrefix("input.") })
    let (leads, left) = try await preview(folder.appending(path: input).path(), mapping: name)
    try compare(leads, with: folder.appending(path: "leads.jsonl"))
    try compare(left, with: folder.appending(path: "rejected.jsonl"))
  }

  @Test func everyReadyMappingHasASample() {
    #expect(Set(Self.samples) == Set(Mapping.readyNames))
  }

  @Test(arguments: Mapping.readyNames)
  func theTestsInsideAReadyMappingPass(_ name: String) throws {
    let mapping = try #require(try Mapping.ready(named: name))
    let results = mapping.runTests()
    #expect(!results.isEmpty)
    for result in results { #expect(result.passed, "\(result.name): \(result.differences)") }
  }

  /// The leads as bodies, and of everything else the line, the outcome and its codes.
  private func preview(_ path: String, mapping name: String) async throws -> (leads: String, left: String) {
    let mapping = try #require(try Mapping.ready(named: name))
    let plan = PushPlan(
      inputs: [.file(path: path)], reading: ReaderOptions(), mapping: mapping,
      run: MappingRun(now: "2026-01-31T10:00:00.000Z"), destination: nil, delivery: DeliveryOptions(), deadLetters: "",
      stateFolder: "")
    var leads = JSONWriter()
    var left = JSONWriter()
    _ = try await Preview(plan).run { item in
      if let lead = item.lead {
        lead.writeBody(uuid: nil, botId: nil, customerId: nil, into: &leads)
        leads.endLine()
        return
      }
      left.beginObject()
      left.member("line", item.line)
      left.member("outcome", item.outcome.rawValue)
      left.key("codes")
      left.beginArray()
      for finding in item.errors + [item.reason].compactMap(\.self) { left.string(finding.code) }
      left.endArray()
      left.endObject()
      left.endLine()
    }
    return (leads.text, left.text)
  }

  private func compare(_ text: String, with file: URL) throws {
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)")
    } else {
      #expect(text == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }
  }
}
