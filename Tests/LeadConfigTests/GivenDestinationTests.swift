import LeadConfig
import LeadModel
import TestSupport
import Testing

struct GivenDestinationTests {
  @Test func brandAndIdsAreEnoughForAKnownBrand() throws {
    let settings = try DestinationSettings.given(brand: "botpenguin", botId: "b", customerId: "c", baseURL: nil)
    #expect(settings.baseURL == "https://api.v7.botpenguin.com")
    let destination = try settings.resolved(environment: ["LEADBRIDGE_TOKEN": "t"]).destination
    #expect(destination.name == "botpenguin")
    #expect(destination.token == Secret("t"))
  }

  @Test func theAddressThatIsGivenGoesBeforeTheBrands() throws {
    let settings = try DestinationSettings.given(
      brand: "local", botId: "b", customerId: "c", baseURL: "http://127.0.0.1:9/")
    #expect(settings.baseURL == "http://127.0.0.1:9")
  }

  @Test func allThatIsWrongComesAtOnce() {
    let error = #expect(throws: Diagnostics.self) {
      try DestinationSettings.given(brand: "flomatix", botId: nil, customerId: "a b", baseURL: "api.example.com")
    }
    #expect(
      error?.all.map(\.code) == [
        "brand.unknown", "destination.baseUrl", "destination.botId", "destination.customerId",
      ])
    #expect(error?.all.first?.hint == "did you mean 'flowmatix'?")
  }

  @Test func aCustomBrandNeedsAnAddress() {
    let error = #expect(throws: Diagnostics.self) {
      try DestinationSettings.given(brand: "custom", botId: "b", customerId: "c", baseURL: nil)
    }
    #expect(error?.all.map(\.code) == ["destination.baseUrl"])
  }

  @Test func aTokenThatIsNowhereSaysWhereItBelongs() throws {
    let settings = try DestinationSettings.given(brand: "local", botId: "b", customerId: "c", baseURL: nil)
    let error = #expect(throws: Diagnostics.self) { try settings.resolved(environment: [:]) }
    #expect(error?.all.map(\.code) == ["token.missing"])
    #expect(error?.all.first?.hint?.contains("LEADBRIDGE_TOKEN") == true)
    #expect(settings.withoutToken.token == Secret(""))
  }

  @Test func aTokensFileNamedForTheRunIsTakenFromTheWorkingDirectory() throws {
    let folder = try TemporaryFolder()
    let token = try folder.write("t\n", to: "token")
    let text =
      #"{"version": 1, "destinations": {"main": {"brand": "local", "botId": "b", "customerId": "c", "token": {"env": "T"}}}}"#
    let configuration = try Configuration(
      parsing: Array(text.utf8), file: "/elsewhere/leadbridge.json", environment: [:])
    let settings = try configuration.destination(named: nil)
    #expect(
      try settings.resolved(environment: [:], token: SecretReference(.file(token))).destination.token == Secret("t"))
    let error = #expect(throws: Diagnostics.self) {
      try settings.resolved(environment: [:], token: SecretReference(.file("no-such-token")))
    }
    #expect(error?.all.first?.position?.file == "no-such-token")
  }

  @Test(arguments: [
    ("http://api.example.com", true), ("https://api.example.com", false), ("http://127.0.0.1:8787", false),
    ("http://localhost", false), ("http://127.example.com", true),
  ])
  func plainHTTPToAnotherMachineIsAWarning(text: String, warns: Bool) throws {
    let address = try #require(APIAddress(text))
    #expect(address.warning(at: nil)?.code == (warns ? "destination.plain" : nil))
    #expect(address.warning(at: nil)?.severity == (warns ? .warning : nil))
  }
}
