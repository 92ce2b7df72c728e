import LeadConfig
import LeadModel
import LeadTransport
import Testing

@testable import LeadSources

/// What settings are refused for, all at once and at their place.
struct FetchPlanTests {
  private func codes(
    _ url: String? = "https://api.example.com/leads", _ change: (inout FetchSettings) -> Void = { _ in }
  ) -> [String] {
    do throws(Diagnostics) {
      var settings = FetchSettings()
      settings.url = url
      change(&settings)
      return try FetchPlan(settings, named: "leads", at: FetchPlan.place, secrets: ["token": Secret("t")]).warnings
        .map(\.code).filter { $0 != "fetch.value" }
    } catch {
      #expect(error.all.allSatisfy { $0.position == Position(file: "leadbridge.json", line: 12, column: 5) })
      return error.all.filter { $0.severity == .error }.map(\.code)
    }
  }

  @Test func settingsThatCannotBeAreRefused() {
    #expect(codes() == [])
    #expect(codes(nil) == ["fetch.url"])
    #expect(codes("ftp://example.com/x") == ["fetch.url"])
    #expect(codes("example.com") == ["fetch.url"])
    #expect(codes("https://user@example.com/") == ["fetch.url"])
    #expect(codes("http://example.com/") == ["fetch.plain"])
    #expect(codes("http://127.0.0.1:80/") == [])
    #expect(codes("http://127.0.0.1@example.com/") == ["fetch.url"])
    #expect(codes("https://example.com/{form}") == ["fetch.template"])
    #expect(codes("https://example.com/{secret.tokn}") == ["fetch.secret"])
    #expect(codes { $0.from = "typform" } == ["fetch.source"])
    #expect(codes { $0.method = "DELETE" } == ["fetch.method"])
    #expect(codes { $0.body = "{}" } == [])
    #expect(
      codes {
        $0.method = "GET"
        $0.body = "{}"
      } == ["fetch.method"])
    #expect(codes { $0.records = "a..b" } == ["fetch.path"])
    #expect(codes { $0.paging = .page(first: 1, size: nil) } == ["fetch.paging"])
    #expect(codes { $0.paging = .offset(size: 10) } == ["fetch.paging"])
    #expect(codes { $0.paging = .token(path: "next") } == ["fetch.paging"])
    #expect(codes("https://example.com/?since={since}") == ["fetch.template"])
    #expect(
      codes {
        $0.format = .csv
        $0.records = "data"
      } == ["fetch.format"])
    #expect(
      codes {
        $0.cursor = .init(path: "at", kind: .time)
        $0.cursor?.format = "HH:mm"
      } == ["fetch.format"])
    #expect(
      codes {
        $0.cursor = .init(path: "at", kind: .time)
        $0.cursor?.timeZone = "America/New_Yrok"
      } == ["fetch.zone"])
    for (format, zone, expected) in [
      ("yyyy-MM-dd HH:mm", nil, ["fetch.zone"]), ("yyyy-MM-dd HH:mm", "UTC", []), ("yyyy-MM-dd'T'HH:mm:ssZ", nil, []),
      ("seconds", nil, []),
    ] as [(String, String?, [String])] {
      let warned = codes {
        $0.cursor = .init(path: "at", kind: .time)
        $0.cursor?.format = format
        $0.cursor?.timeZone = zone
      }
      #expect(warned == expected, "\(format)")
    }
    #expect(codes { $0.cursor = .init() } == ["fetch.path"])
    #expect(codes { $0.maxPages = 0 } == ["fetch.limits"])
    #expect(codes { $0.maxBytes = 20_000_000_000 } == ["fetch.limits"])
    #expect(codes { $0.headers = ["x y": "1"] } == ["fetch.template"])
    // All at once.
    #expect(
      codes(nil) {
        $0.method = "HEAD"
        $0.maxRecords = -1
      } == ["fetch.method", "fetch.url", "fetch.limits"])
  }

  @Test func whatIsGivenForNothingIsAWarning() throws {
    let plan = try FetchPlan.of(secrets: ["token": "t"]) { $0.values = ["form": "1"] }
    #expect(plan.warnings.map(\.code) == ["fetch.value", "fetch.value"])
    #expect(plan.warnings.allSatisfy { $0.severity == .warning })
  }

  @Test func secretsAreNotShown() throws {
    let plan = try FetchPlan.of(url: "https://api.example.com/{secret.token}/x", secrets: ["token": "s3cr3t"]) {
      $0.headers = ["authorization": "Bearer {secret.token}"]
    }
    var dumped = ""
    dump(plan, to: &dumped)
    #expect(!dumped.contains("s3cr3t"))
    #expect(!"\(plan)".contains("s3cr3t"))
  }

  /// A control character would end the header's line.
  @Test func whatIsFilledIntoAHeaderEndsNoLine() throws {
    let plan = try FetchPlan.of {
      $0.headers = ["x-list": "a{name}b"]
      $0.values = ["name": "1\r\nx-evil: 2"]
    }
    #expect(Dialogue(plan, .json("[]")).requests[0].headerLines == ["x-list: a1x-evil: 2b"])
  }

  @Test func whatAURLCannotHoldIsEncoded() throws {
    let plan = try FetchPlan.of(url: "https://api.example.com/a b/{name}?q={\"x\":[\"{name}\"]}&e={empty}#part") {
      $0.values = ["name": "ä/&", "empty": ""]
    }
    #expect(
      Dialogue(plan, .json("[]")).urls
        == ["https://api.example.com/a%20b/%C3%A4%2F%26?q=%7B%22x%22:%5B%22%C3%A4%2F%26%22%5D%7D&e="])
  }

  @Test func backfillNeedsATimeThatIsAskedBy() throws {
    #expect(try !FetchPlan.of().canBackfill)
    #expect(try !FetchPlan.of { $0.cursor = .init(path: "at", kind: .time) }.canBackfill)
    let numbered = try FetchPlan.of(url: "https://api.example.com/?after={since}") {
      $0.cursor = .init(path: "id", kind: .number)
    }
    #expect(!numbered.canBackfill)
    #expect(Dialogue(numbered, backfill: .seconds(60), .json("[]")).code == "fetch.backfill")
  }
}
