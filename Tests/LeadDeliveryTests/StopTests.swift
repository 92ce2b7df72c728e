import LeadDelivery
import LeadModel
import Testing

struct StopTests {
  static let destination = DispatchDeskTests.destination

  @Test(arguments: [
    (
      Stop(.unreachable, code: "transport.connect", count: 37),
      """
      error: inbox.example.com has not answered for 15m 00s: 37 failures in a row, the last one transport.connect \
      [destination.unreachable]
        hint: nothing is lost: run the same command again when it is up
      """
    ),
    (
      Stop(.tokenRefused, code: "http.401", count: 1),
      """
      error: inbox.example.com refuses the token (http.401) [token.refused]
        hint: check the token, and that it belongs to this customer id; then run the same command again
      """
    ),
    (
      Stop(.destinationRefuses, code: "http.404", count: 20),
      """
      error: inbox.example.com refused the first 20 leads, all in the same way (http.404), and has taken none \
      [destination.refuses]
        hint: check bot id, customer id and base URL; then run the same command again
      """
    ),
    (
      Stop(.destinationRefuses, code: "http.404", count: 1),
      """
      error: inbox.example.com refused the only lead (http.404), and has taken none [destination.refuses]
        hint: check bot id, customer id and base URL; then run the same command again
      """
    ),
    (
      Stop(.redirected, code: "http.301", count: 1),
      """
      error: inbox.example.com redirects (http.301): no redirect is followed, as the token must not go elsewhere \
      [destination.redirected]
        hint: check the base URL: expected the address of the inbox's API
      """
    ),
    (
      Stop(.certificateUntrusted, code: "transport.certificate", count: 1),
      """
      error: the certificate of inbox.example.com is not trusted, or is not for this host [destination.certificate]
        hint: for a private authority give its certificate with --ca-file
      """
    ),
    (Stop(.interrupted), "note: interrupted: run the same command again to go on [run.interrupted]"),
  ])
  func words(_ stop: Stop, are expected: String) {
    #expect(stop.diagnostic(Self.destination, giveUpAfter: .seconds(900)).description == expected)
  }

  @Test(arguments: [
    ("https://api.example.com", "api.example.com"), ("http://127.0.0.1:8787", "127.0.0.1:8787"),
    ("https://user:pass@host.example/base", "host.example"), ("https://[::1]:80/x?y#z", "[::1]:80"), ("host", "host"),
  ])
  func hostIsShownWithoutSecrets(_ url: String, host: String) {
    var destination = Self.destination
    destination.baseURL = url
    #expect(destination.shownHost == host)
  }

  @Test func deathReportsTextIsAtMost4KB() {
    #expect(DeathReport.text(of: []) == nil)
    #expect(DeathReport.text(of: Array("ä".utf8)) == "ä")
    #expect(DeathReport.text(of: [UInt8](repeating: 0xFF, count: 9_000))?.utf8.count ?? 0 <= 4_096)
    #expect(DeathReport.text(of: [0x61] + Array(String(repeating: "ä", count: 4_000).utf8))?.utf8.count == 4_095)
  }
}
