import Foundation
import LeadMapping
import LeadPipeline
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
    let mapping = try #require(try Mapping.ready(named: name))
    let folder = try #require(GoldenFolder(path: Self.folder.appending(path: name).path()))
    let files = try await folder.run(mapping)
    for file in files { #expect(file.isEqual, "\(file.path): \(file.differences)") }
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      for path in try GoldenFolder.record(files) { Issue.record("recorded \(path)") }
    }
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
}
