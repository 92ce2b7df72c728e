import LeadJournal
import LeadModel
import TestSupport
import Testing

@testable import LeadPipeline

struct DestinationProofTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func destination(_ baseURL: String, bot: String = "b") -> Destination {
    Destination(name: "d", brand: "custom", baseURL: baseURL, botId: bot, customerId: "c", token: Secret("t"))
  }

  @Test(arguments: [
    ("http://127.0.0.1:8787", nil), ("http://localhost:1", nil), ("http://[::1]:1", nil),
    ("https://api.example.com", false), ("http://127.example.com", false),
  ])
  func aServerOnThisMachineNeedsNone(_ baseURL: String, _ isProven: Bool?) throws {
    #expect(try DestinationProof(of: destination(baseURL), stateFolder: folder.path).isProven == isProven)
  }

  @Test func onceALeadWasSeenItIsProven() throws {
    let target = destination("https://api.example.com")
    #expect(try DestinationProof(of: target, stateFolder: folder.path) == .unproven)
    try DestinationProof.remember(target, stateFolder: folder.path)
    #expect(try DestinationProof(of: target, stateFolder: folder.path).isProven == true)
    let another = destination("https://api.example.com", bot: "another")
    #expect(try DestinationProof(of: another, stateFolder: folder.path).isProven == false)
  }
}
