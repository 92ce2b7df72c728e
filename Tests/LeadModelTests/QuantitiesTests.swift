import LeadModel
import Testing

struct QuantitiesTests {
  @Test(
    arguments: [
      ("20/s", 20), ("600/m", 10), ("36000/h", 10), ("0.5/s", 0.5), ("1/h", 1.0 / 3600), ("0/s", nil), ("-1/s", nil),
      ("20", nil), ("/s", nil), ("20/d", nil), ("20/s/s", nil), ("inf/s", nil), ("nan/s", nil), ("1e3/s", nil),
      ("0x10/s", nil), ("+5/s", nil), (".5/s", nil), ("5./s", nil), ("1.2.3/s", nil), (" 20/s", nil), ("20 /s", nil),
      ("", nil), ("99999999999/s", nil),
    ] as [(String, Double?)])
  func readsRates(text: String, perSecond: Double?) {
    #expect(Rate(text)?.perSecond == perSecond)
  }

  @Test(arguments: [(20, "20/s"), (0.5, "0.5/s"), (1e18, "1e+18/s")])
  func showsRates(perSecond: Double, shown: String) {
    #expect("\(Rate(perSecond: perSecond))" == shown)
  }

  @Test(
    arguments: [
      ("500ms", .milliseconds(500)), ("30s", .seconds(30)), ("1.5s", .milliseconds(1500)), ("15m", .seconds(900)),
      ("2h", .seconds(7200)), ("0.5h", .seconds(1800)), ("1d", .seconds(86400)), ("0s", .zero),
      ("0.001ms", .microseconds(1)), ("999999999d", .seconds(999_999_999 * 86400)), ("30", nil), ("s", nil), ("", nil),
      ("-1s", nil), ("30 s", nil), ("30sec", nil), ("1h30m", nil), ("infs", nil), ("1e3s", nil), ("١s", nil),
      ("1000000000s", nil), ("1..5s", nil), (".s", nil),
    ] as [(String, Duration?)])
  func readsDurations(text: String, duration: Duration?) {
    #expect(Duration(written: text) == duration)
  }

  @Test(
    arguments: [
      (.zero, "0ms"), (.milliseconds(350), "350ms"), (.milliseconds(1580), "1.5s"), (.seconds(42), "42s"),
      (.seconds(125), "2m 05s"), (.seconds(3599), "59m 59s"), (.seconds(12_000), "3h 20m"),
    ] as [(Duration, String)])
  func showsDurations(duration: Duration, shown: String) {
    #expect(duration.shown == shown)
  }

  @Test(
    arguments: [
      ("512", 512), ("512B", 512), ("64KB", 64_000), ("10MB", 10_000_000), ("2GB", 2_000_000_000), ("64kb", 64_000),
      ("0", 0), ("", nil), ("KB", nil), ("1.5MB", nil), ("-1", nil), ("10 MB", nil), ("10TB", nil), ("1000000000", nil),
      ("٣KB", nil), ("99999999999999999999", nil),
    ] as [(String, Int?)])
  func readsSizes(text: String, bytes: Int?) {
    #expect(ByteCount(text)?.bytes == bytes)
  }

  @Test(
    arguments: [
      (.zero, "0s"), (.milliseconds(1), "1ms"), (.milliseconds(1_500), "1500ms"), (.seconds(59), "59s"),
      (.seconds(60), "1m"), (.seconds(90), "90s"), (.seconds(7_200), "2h"), (.seconds(30 * 86_400), "30d"),
    ] as [(Duration, String)])
  func writesDurationsAsTheyAreReadBack(duration: Duration, written: String) {
    #expect(duration.written == written && Duration(written: written) == duration)
  }

  @Test(arguments: [(0, "0B"), (512, "512B"), (64_000, "64KB"), (1_500_000, "1500KB"), (2_000_000_000, "2GB")])
  func writesSizesAsTheyAreReadBack(bytes: Int, written: String) {
    #expect(ByteCount(bytes: bytes).description == written && ByteCount(written)?.bytes == bytes)
  }
}
