import LeadModel
import Testing

@testable import LeadConfig

/// Which changes of a file a running daemon cannot take up.
struct RestartTests {
  private static let routes = "'routes': [{'path': '/a', 'accept': 'form', 'mapping': 'm'}]"

  @Test(arguments: [
    ("", []), ("'listen': '127.0.0.1:1'", ["listen"]), ("'operator': {'listen': '127.0.0.1:2'}", ["operator"]),
    ("'operator': {'token': {'env': 'O'}}", ["operator"]), ("'tls': {'certificate': 'c', 'key': 'k'}", ["tls"]),
    ("'trustedProxies': ['::1']", ["trustedProxies"]), ("'state': 'elsewhere'", ["state"]),
    ("'limits': {'inFlight': 5}", ["limits"]), ("'spool': {'maxSize': '2GB'}", ["spool"]), ("'logs': 'json'", ["logs"]),
    ("'drain': '5s', 'keep': {'submissions': '1d'}, 'alerts': [{'url': 'https://a.example'}]", []),
    (RestartTests.routes, []), ("'logs': 'json', 'listen': '127.0.0.1:1'", ["listen", "logs"]),
  ])
  func keysThatTakeARestartAreNamed(_ keys: String, _ expected: [String]) throws {
    let one = try WrittenConfiguration.read(WrittenConfiguration.text())
    let other = try WrittenConfiguration.read(WrittenConfiguration.text(keys))
    #expect(one.keysThatTakeARestart(to: other) == expected)
    #expect(other.keysThatTakeARestart(to: one) == expected)
  }

  @Test func aReferenceThatMovesInTheFileIsTheSame() throws {
    let keys = "'operator': {'token': {'env': 'O'}}"
    let one = try WrittenConfiguration.read(WrittenConfiguration.text(keys))
    let moved = try WrittenConfiguration.read("\n\n" + WrittenConfiguration.text(keys))
    #expect(one.keysThatTakeARestart(to: moved).isEmpty)
  }
}
