import Foundation
import Glibc
import LeadModel
import LeadReaders
import TestSupport
import Testing

@testable import LeadPipeline

/// Files that are open already: they are read whatever has come into their places.
struct OpenInputTests {
  /// What has the file's name by the time it is read.
  enum Intruder: CaseIterable {
    case anotherFile, link, pipe, nothing
  }

  private static let workbook = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../LeadSheetsTests/Fixtures/many.xlsx").standardizedFileURL

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Opens a file, and puts something else into its place.
  private func opened(_ path: String, thenReplacedBy intruder: Intruder) throws -> Int32 {
    let descriptor = open(path, O_RDONLY)
    #expect(descriptor >= 0)
    #expect(unlink(path) == 0)
    let other = try folder.write("Secret\nother\n", to: "other")
    switch intruder {
    case .anotherFile: #expect(rename(other, path) == 0)
    case .link: #expect(symlink(other, path) == 0)
    case .pipe: #expect(mkfifo(path, 0o600) == 0)
    case .nothing: break
    }
    return descriptor
  }

  @Test(.timeLimit(.minutes(1)), arguments: Intruder.allCases)
  func whatWasOpenedIsRead(_ intruder: Intruder) async throws {
    let path = try folder.write("Email\na@example.com\n", to: "a.csv")
    let descriptor = try opened(path, thenReplacedBy: intruder)
    defer { close(descriptor) }
    let input = Input.open(path: path, descriptor: descriptor)
    #expect(input.name == path)
    #expect(input.size == 20)
    // Twice, as a push looks first and reads then.
    for _ in 1...2 {
      let records = try InputRecords(input, options: ReaderOptions())
      #expect(try await records.next()?.count == 1)
      #expect(records.profile?.header?.names == ["Email"])
      #expect(try await records.next() == nil)
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: Intruder.allCases)
  func theWorkbookThatWasOpenedIsRead(_ intruder: Intruder) async throws {
    let path = try folder.write(Data(contentsOf: Self.workbook), to: "a.xlsx")
    let descriptor = try opened(path, thenReplacedBy: intruder)
    defer { close(descriptor) }
    let records = try InputRecords(.open(path: path, descriptor: descriptor), options: ReaderOptions())
    var count = 0
    while let batch = try await records.next() { count += batch.count }
    #expect(count == 2500)
  }

  @Test func whatIsWrongWithItIsSaidOfItsName() async throws {
    let path = try folder.write("PK\u{3}\u{4} no archive", to: "a.xlsx")
    let descriptor = try opened(path, thenReplacedBy: .nothing)
    defer { close(descriptor) }
    let records = try InputRecords(.open(path: path, descriptor: descriptor), options: ReaderOptions())
    let error = await #expect(throws: Diagnostic.self) { try await records.next() }
    #expect(error?.code == "xlsx.malformed")
    #expect(error?.position?.file == path)
  }
}
