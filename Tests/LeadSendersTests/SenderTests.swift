import Foundation
import LeadModel
import TestSupport
import Testing

@testable import LeadSenders

/// The rows themselves: that each can be used, and that the document has them as they are.
struct SenderTests {
  private static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func isThere(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path(percentEncoded: false))
  }

  @Test func everyRowIsFoundByItsName() {
    #expect(Sender.all.count > 30)
    for sender in Sender.all {
      #expect(Sender.named(sender.name)?.title == sender.title)
      #expect(sender.name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }, "\(sender.name)")
    }
    #expect(Sender.named("Typeform") == nil)
  }

  @Test func everyRowsMappingAndSampleAreThere() {
    for sender in Sender.all {
      if let mapping = sender.mapping { #expect(Self.isThere("mappings/\(mapping).json"), "\(sender.name)") }
      if let folder = sender.sampleFolder { #expect(Self.isThere("samples/\(folder)"), "\(sender.name)") }
    }
  }

  /// Headers are looked up in lower case, and a time that is read is signed.
  @Test(arguments: NamedScheme.all)
  func everySchemeHoldsTogether(_ named: NamedScheme) {
    let scheme = named.scheme
    for name in [scheme.header, scheme.freshness?.header, scheme.idHeader, scheme.condition?.header].compactMap(\.self)
    {
      #expect(name == name.lowercased())
    }
    #expect(scheme.template.holds(.body))
    #expect(scheme.template.holds(.timestamp) == (scheme.freshness != nil))
    #expect(scheme.template.holds(.id) == (scheme.idHeader != nil))
    #expect(scheme.template.holds(.secret) == (scheme.algorithm == .sha256))
  }

  /// A signature that is not there must not be made up for by a weaker proof further on.
  @Test func signaturesStandBeforeKeys() {
    for sender in Sender.all {
      let isKey = sender.signing.proofs.map { if case .key = $0 { true } else { false } }
      #expect(isKey == isKey.sorted { !$0 && $1 }, "\(sender.name)")
    }
  }

  /// With `RECORD=1` in the environment the tables are written anew, and the test fails.
  @Test func theTablesAreOfTheRows() throws {
    let file = RecordedFile("docs/senders.md")
    var text = try file.text
    for part in SenderReference.parts {
      let start = try #require(text.firstRange(of: "<!-- reference: \(part.name) -->\n"), "\(part.name)")
      let end = try #require(text[start.upperBound...].firstRange(of: "<!-- end -->"), "\(part.name)")
      text.replaceSubrange(start.upperBound..<end.lowerBound, with: "\n\(part.text)\n")
    }
    try file.compare(text)
  }

  /// A key in a body stays where bodies lie: whoever runs such a route must be able to read so.
  @Test func everySenderWithItsKeyInTheBodyIsInTheThreatModel() throws {
    let text = try RecordedFile("docs/threat-model.md").text
    let start = try #require(text.firstRange(of: "- **Keys in bodies.**"))
    let part = text[start.upperBound...].prefix(600)
    var count = 0
    for sender in Sender.all {
      for case .key(.body(let path)) in sender.signing.proofs {
        count += 1
        #expect(part.contains(sender.title) && part.contains("`\(path)`"), "\(sender.name)")
      }
    }
    #expect(count == 4)
  }

  @Test func everyCodeOfASecretIsInTheDocument() throws {
    let text = try RecordedFile("docs/senders.md").text
    for code in ["missing", "empty", "many", "form"].map({ "sender.secret.\($0)" })
      + ["sender.url", "sender.template", "sender.settings"]
    {
      #expect(text.contains("`\(code)`"), "\(code)")
    }
  }
}
