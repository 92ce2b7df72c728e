import Foundation
import LeadConfig
import LeadModel
import TestSupport
import Testing

struct SecretSourceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func source(_ place: SecretReference.Place = .file("key")) throws -> SecretSource {
    try SecretSource(SecretReference(place), environment: ["KEY": "v"], relativeTo: folder.path)
  }

  @Test func aVariableStaysAsItIs() throws {
    let reading = try source(.environment("KEY")).current()
    #expect(reading.secret == Secret("v") && !reading.hasChanged && reading.complaint == nil)
  }

  @Test func aFileIsReadAgainWhenItChanges() throws {
    try folder.write("one\n", to: "key")
    let source = try source()
    #expect(source.current().secret == Secret("one") && !source.current().hasChanged)
    // Another length, so that the file system's clock need not have ticked.
    try folder.write("second\n", to: "key")
    let changed = source.current()
    #expect(changed.secret == Secret("second") && changed.hasChanged)
    #expect(source.current().secret == Secret("second") && !source.current().hasChanged)
  }

  @Test func aFileThatIsReplacedBySameLengthIsReadAgain() throws {
    try folder.write("one", to: "key")
    let source = try source()
    try folder.write("two", to: "new")
    #expect(rename(folder.path("new"), folder.path("key")) == 0)
    #expect(source.current().secret == Secret("two"))
  }

  @Test func aFileThatIsTouchedHasNotChanged() throws {
    try folder.write("one", to: "key")
    let source = try source()
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000)], ofItemAtPath: folder.path("key"))
    let reading = source.current()
    #expect(reading.secret == Secret("one") && !reading.hasChanged && reading.complaint == nil)
  }

  @Test(
    arguments: [("", "secret.empty"), ("a\nb\n", "secret.form"), (nil, "secret.unreadable")] as [(String?, String)])
  func aFileThatCannotBeTakenLeavesTheLastAndIsSaidOnce(_ content: String?, _ code: String) throws {
    try folder.write("first", to: "key")
    let source = try source()
    if let content {
      try folder.write(content, to: "key")
    } else {
      try FileManager.default.removeItem(atPath: folder.path("key"))
    }
    let first = source.current()
    #expect(first.secret == Secret("first") && !first.hasChanged)
    #expect(first.complaint?.code == code && first.complaint?.severity == .warning)
    #expect(source.current().complaint == nil && source.current().secret == Secret("first"))
    try folder.write("the next one", to: "key")
    let mended = source.current()
    #expect(mended.secret == Secret("the next one") && mended.hasChanged && mended.complaint == nil)
  }

  @Test func oneThatIsNotThereAtFirstIsAnError() {
    let error = #expect(throws: Diagnostic.self) { try source() }
    #expect(error?.code == "secret.unreadable")
  }

  /// Each reading is one of the two that were written, whole, whoever asks.
  @Test(.timeLimit(.minutes(1))) func manyMayAskWhileItChanges() async throws {
    let secrets = [String(repeating: "a", count: 500), String(repeating: "b", count: 700)]
    try folder.write(secrets[0], to: "key")
    let source = try source()
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask { (0..<500).allSatisfy { _ in secrets.contains(source.current().secret.exposed) } }
      }
      for round in 0..<100 {
        _ = try? folder.write(secrets[round % 2], to: "new")
        rename(folder.path("new"), folder.path("key"))
      }
      for await isWhole in group { #expect(isWhole) }
    }
    #expect(source.current().secret == Secret(secrets[1]))
  }
}
