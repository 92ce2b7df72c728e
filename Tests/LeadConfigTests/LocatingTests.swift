import LeadConfig
import LeadModel
import TestSupport
import Testing

struct LocatingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aNamedConfigurationGoesBeforeAllOthers() throws {
    try folder.write("{}", to: "work/leadbridge.json")
    let named = try folder.write("{}", to: "named.json")
    #expect(try locate(named) == named)
    #expect(try locate("leadbridge.json") == folder.path("work/leadbridge.json"))
  }

  @Test(arguments: ["none.json", "work"])
  func aNamedConfigurationHasToBeThere(name: String) throws {
    try folder.write("{}", to: "work/leadbridge.json")
    let error = #expect(throws: Diagnostics.self) { try locate(folder.path(name)) }
    #expect(error?.all.map(\.code) == ["config.missing"])
  }

  @Test func theWorkingDirectorysGoesBeforeTheUsersOwn() throws {
    #expect(try locate(nil) == nil)
    try folder.write("{}", to: "home/.config/leadbridge/leadbridge.json")
    #expect(try locate(nil) == folder.path("home/.config/leadbridge/leadbridge.json"))
    #expect(try locate(nil, xdg: "relative") == folder.path("home/.config/leadbridge/leadbridge.json"))
    #expect(try locate(nil, xdg: folder.path("xdg")) == nil)
    try folder.write("{}", to: "xdg/leadbridge/leadbridge.json")
    #expect(try locate(nil, xdg: folder.path("xdg")) == folder.path("xdg/leadbridge/leadbridge.json"))
    try folder.write("{}", to: "work/leadbridge.json")
    #expect(try locate(nil, xdg: folder.path("xdg")) == folder.path("work/leadbridge.json"))
  }

  @Test func whatIsWrittenGoesToTheOneThatIsFoundElseToANewOneHere() throws {
    func path(_ explicit: String?) throws -> String {
      try Configuration.pathToWrite(
        explicit: explicit, workingDirectory: folder.path("work"), environment: ["HOME": folder.path("home")])
    }
    #expect(try path(nil) == folder.path("work/leadbridge.json"))
    #expect(try path("new.json") == folder.path("work/new.json"))
    let own = try folder.write("{}", to: "home/.config/leadbridge/leadbridge.json")
    #expect(try path(nil) == own)
    let here = try folder.write("{}", to: "work/leadbridge.json")
    #expect(try path(nil) == here)
  }

  @Test func whatIsFoundIsRead() throws {
    try folder.write("{\"version\": 1, \"state\": \"s\"}", to: "work/leadbridge.json")
    let found = try Configuration.located(explicit: nil, workingDirectory: folder.path("work"), environment: [:])
    #expect(found?.state == folder.path("work/s"))
    #expect(try Configuration.located(explicit: nil, workingDirectory: folder.path, environment: [:]) == nil)
  }

  @Test func theStateLiesWhereItIsSaidElseWhereXDGSays() throws {
    let configuration = try Configuration(
      parsing: Array("{\"version\": 1, \"state\": \"/c\"}".utf8), file: "c.json", environment: [:])
    func locate(_ explicit: String?, _ configuration: Configuration?, _ environment: [String: String]) throws -> String
    {
      try StateFolder.locate(explicit: explicit, configuration: configuration, environment: environment)
    }
    let environment = ["HOME": "/home/jane", "XDG_STATE_HOME": "/x"]
    #expect(try locate("e", configuration, environment) == "e")
    #expect(try locate(nil, configuration, environment) == "/c")
    #expect(try locate(nil, nil, environment) == "/x/leadbridge")
    #expect(try locate(nil, nil, ["HOME": "/home/jane"]) == "/home/jane/.local/state/leadbridge")
    #expect(try locate(nil, nil, ["HOME": "/home/jane", "XDG_STATE_HOME": ""]) == "/home/jane/.local/state/leadbridge")
    let error = #expect(throws: Diagnostics.self) { try locate(nil, nil, [:]) }
    #expect(error?.all.map(\.code) == ["state.nowhere"])
  }

  private func locate(_ explicit: String?, xdg: String? = nil) throws -> String? {
    var environment = ["HOME": folder.path("home")]
    environment["XDG_CONFIG_HOME"] = xdg
    return try Configuration.locate(
      explicit: explicit, workingDirectory: folder.path("work"), environment: environment)
  }
}
