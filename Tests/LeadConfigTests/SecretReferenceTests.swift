import Foundation
import LeadConfig
import LeadModel
import TestSupport
import Testing

struct SecretReferenceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aVariableIsReadWhenItIsNeeded() throws {
    let reference = SecretReference(.environment("TOKEN"))
    #expect(try reference.resolve(environment: ["TOKEN": "abc"], relativeTo: ".").secret == Secret("abc"))
    let error = #expect(throws: Diagnostic.self) { try reference.resolve(environment: [:], relativeTo: ".") }
    #expect(error?.code == "secret.unset")
    #expect(error?.message == "the environment variable TOKEN is not set")
  }

  @Test(arguments: ["abc", "abc\n", "abc\r\n", "abc\n\n"])
  func aFilesLineEndIsNotPartOfIt(content: String) throws {
    try secret(content, mode: 0o600)
    for path in ["token", folder.path("token")] {
      let resolved = try SecretReference(.file(path)).resolve(environment: [:], relativeTo: folder.path)
      #expect(resolved.secret == Secret("abc"))
      #expect(resolved.warnings.isEmpty)
    }
  }

  @Test(arguments: [(0o600, false), (0o400, false), (0o640, true), (0o644, true), (0o604, true), (0o711, false)])
  func aFileThatOthersCanReadIsAWarning(mode: Int, warns: Bool) throws {
    try secret("abc", mode: mode)
    let resolved = try SecretReference(.file("token")).resolve(environment: [:], relativeTo: folder.path)
    #expect(resolved.warnings.map(\.code) == (warns ? ["secret.mode"] : []))
  }

  @Test(arguments: [
    ("", "secret.empty"), ("\n", "secret.empty"), ("  \n", "secret.empty"), ("abc\ndef\n", "secret.form"),
    ("a\u{0}b", "secret.form"), (String(repeating: "x", count: 70_000), "secret.unreadable"),
  ])
  func whatCannotBeAHeaderIsRefusedWithoutRepeatingIt(content: String, code: String) throws {
    try secret(content, mode: 0o600)
    let position = Position(file: "c.json", line: 3, column: 7)
    let reference = SecretReference(.file("token"), position: position)
    let error = #expect(throws: Diagnostic.self) { try reference.resolve(environment: [:], relativeTo: folder.path) }
    #expect(error?.code == code)
    #expect(error?.position == position)
    #expect(error?.description.contains("abc") == false)
  }

  @Test func bytesThatAreNoTextAreRefused() throws {
    try folder.write([0xFF, 0xFE], to: "token")
    let error = #expect(throws: Diagnostic.self) {
      try SecretReference(.file("token")).resolve(environment: [:], relativeTo: folder.path)
    }
    #expect(error?.code == "secret.form")
  }

  @Test func aFileThatIsNotThereSaysSo() throws {
    let error = #expect(throws: Diagnostic.self) {
      try SecretReference(.file("none")).resolve(environment: [:], relativeTo: folder.path)
    }
    #expect(error?.code == "secret.unreadable")
    #expect(error?.message == "the secret file cannot be read: No such file or directory")
    #expect(error?.position?.file == folder.path("none"))
    let folderError = #expect(throws: Diagnostic.self) {
      try SecretReference(.file(folder.path)).resolve(environment: [:], relativeTo: ".")
    }
    #expect(folderError?.message == "the secret file is a folder")
  }

  @Test func aWrittenSecretIsItsOwnersAloneAndReadsBack() throws {
    let path = folder.path("deep/er/token")
    try SecretFile.write(Secret("abc"), to: path)
    try SecretFile.write(Secret("def"), to: path)
    #expect(try SecretReference(.file(path)).resolve(environment: [:], relativeTo: ".").secret == Secret("def"))
    #expect(try mode(path) == 0o600)
    #expect(try mode(folder.path("deep/er")) == 0o700)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("deep/er")) == ["token"])
  }

  // MARK: Destinations

  @Test func aDestinationIsResolvedWhole() throws {
    try secret("t1\n", mode: 0o600)
    let settings = try self.settings(#""token": {"file": "token"}, "listToken": {"env": "LIST"}, "rate": "600/m""#)
    let resolved = try settings.resolved(environment: ["LIST": "t2"])
    #expect(resolved.destination.name == "main")
    #expect(resolved.destination.token == Secret("t1"))
    #expect(resolved.destination.listToken == Secret("t2"))
    #expect(resolved.destination.rate == Rate(perSecond: 10))
    #expect(resolved.destination.key == "http://127.0.0.1:8787\u{1F}b\u{1F}c")
    #expect(resolved.warnings.isEmpty)
  }

  @Test func allSecretsThatCannotBeReadAreSaidAtOnce() throws {
    let settings = try self.settings(#""token": {"file": "token"}, "listToken": {"env": "LIST"}"#)
    let error = #expect(throws: Diagnostics.self) { try settings.resolved(environment: [:]) }
    #expect(error?.all.map(\.code) == ["secret.unreadable", "token.missing"])
    #expect(error?.all.allSatisfy { $0.position?.line == 1 } == true)
  }

  @Test func aTokenGivenForTheRunGoesBeforeTheConfiguredOne() throws {
    let settings = try self.settings(#""token": {"file": "token"}"#)
    let resolved = try settings.resolved(environment: ["T": "t3"], token: SecretReference(.environment("T")))
    #expect(resolved.destination.token == Secret("t3"))
  }

  // MARK: -

  private func settings(_ members: String) throws -> DestinationSettings {
    let text =
      #"{"version": 1, "destinations": {"main": {"brand": "local", "botId": "b", "customerId": "c", \#(members)}}}"#
    return try Configuration(parsing: Array(text.utf8), file: folder.path("leadbridge.json"), environment: [:])
      .destination(named: nil)
  }

  private func secret(_ content: String, mode: Int) throws {
    let path = try folder.write(content, to: "token")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}
