import LeadDelivery
import LeadMapping
import LeadModel
import LeadSandbox
import TestSupport
import Testing

@testable import LeadPipeline

struct SuppressionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func list(_ text: String) async throws -> SuppressionList {
    var destination = Destination(
      name: "d", brand: "local", baseURL: "http://127.0.0.1", botId: "b", customerId: "c", token: Secret(""))
    destination.suppress = [try folder.write(text, to: "list.csv")]
    return try await SuppressionList(of: destination)
  }

  /// A file, a lead, and whether the lead is on it.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var file: String
    var lead: Lead
    var isHeld = true
    var testDescription: String { name }
  }

  private static let london = Lead(phone: "2079460902", dialCode: "+44")
  private static let rome = Lead(phone: "0612345678", dialCode: "+39")
  private static let washington = Lead(phone: "2025550123", dialCode: "+1")

  static let cases: [Case] = [
    Case(
      name: "a column among others", file: "Id,Mail,Since\n1,ann@example.com,2024-01-31\n",
      lead: Lead(email: "ann@example.com")),
    Case(name: "a line a value", file: "bob@example.com\nann@example.com\n", lead: Lead(email: "ann@example.com")),
    Case(
      name: "the first line is a value", file: "ann@example.com\nbob@example.com\n",
      lead: Lead(email: "ann@example.com")),
    Case(name: "no line end", file: "ann@example.com", lead: Lead(email: "ann@example.com")),
    Case(name: "another case", file: "Email\nANN@Example.COM\n", lead: Lead(email: "Ann@example.com")),
    Case(
      name: "with a name and brackets", file: "Email\nAnn Lee <ann@example.com>\n",
      lead: Lead(email: "ann@example.com")),
    Case(
      name: "several in a cell", file: "Email\n\"bob@example.com; ann@example.com\"\n",
      lead: Lead(email: "ann@example.com")),
    Case(name: "a row that is too long", file: "Email\nx,y,ann@example.com\n", lead: Lead(email: "ann@example.com")),
    Case(
      name: "another address", file: "Email\nann@example.com\n", lead: Lead(email: "anna@example.com"),
      isHeld: false),
    Case(name: "an international number", file: "Phone\n+44 20 7946 0902\n", lead: london),
    Case(name: "with two zeros", file: "Phone\n0044 20 7946-0902\n", lead: london),
    Case(name: "with a zero in brackets", file: "Phone\n+44 (0)20 7946 0902\n", lead: london),
    Case(name: "a national number", file: "Phone\n020 7946 0902\n", lead: london),
    Case(name: "without its zero", file: "Phone\n2079460902\n", lead: london),
    Case(name: "its country without a plus", file: "Phone\n442079460902\n", lead: london),
    Case(name: "with words around it", file: "Phone\nTel. +44 20 7946 0902 ext. 5\n", lead: london),
    Case(name: "in Arabic digits", file: "Phone\n+٤٤٢٠٧٩٤٦٠٩٠٢\n", lead: london),
    Case(name: "another country's", file: "Phone\n+49 20 7946 0902\n", lead: london, isHeld: false),
    Case(name: "an Italian number keeps its zero", file: "Phone\n+39 06 1234 5678\n", lead: rome),
    Case(name: "an Italian number at home", file: "Phone\n06 1234 5678\n", lead: rome),
    Case(name: "an American number", file: "Phone\n(202) 555-0123\n", lead: washington),
    Case(name: "an American number with its one", file: "Phone\n1-202-555-0123\n", lead: washington),
    Case(name: "a date is no number", file: "Since\n20/7\n", lead: Lead(phone: "207", dialCode: "+44"), isHeld: false),
    Case(
      name: "a further address of the lead", file: "Email\nann@example.com\n",
      lead: Lead(email: "a@example.com", attributes: [.init(key: "email 2", value: "ann@example.com")])),
    Case(
      name: "a further number of the lead", file: "Phone\n020 7946 0902\n",
      lead: Lead(attributes: [.init(key: "phone 2", value: "+442079460902")])),
    Case(
      name: "an attribute that is none of them", file: "Email\nann@example.com\n",
      lead: Lead(attributes: [.init(key: "referred by", value: "ann@example.com")]), isHeld: false),
    Case(name: "an empty file", file: "", lead: london, isHeld: false),
  ]

  @Test(arguments: cases)
  func whoIsOnTheListIsHeld(_ row: Case) async throws {
    #expect(try await list(row.file).holds(row.lead) == row.isHeld)
  }

  @Test func whoHasNoListHoldsNobody() {
    #expect(!SuppressionList().holds(Lead(email: "ann@example.com")))
  }

  @Test(arguments: [("missing.csv", "suppress.missing"), (".", "suppress.unreadable")])
  func aListThatCannotBeReadIsAnError(_ name: String, _ code: String) async throws {
    var destination = Destination(
      name: "d", brand: "local", baseURL: "http://127.0.0.1", botId: "b", customerId: "c", token: Secret(""))
    destination.suppress = [folder.path(name)]
    let given = destination
    let error = await #expect(throws: Diagnostic.self) { try await SuppressionList(of: given) }
    #expect(error?.code == code)
  }
}

/// Who is suppressed is sent by nothing.
@Suite(.timeLimit(.minutes(3)))
struct SuppressedRunTests {
  private static let rows = "Name,Email,Message\nAnn,ann@example.com,\nBob,bob@example.com,\nCid,none,\n"

  private func bed() async throws -> (PushTestbed, Destination) {
    let bed = try await PushTestbed()
    var destination = bed.destination
    destination.suppress = [try bed.folder.write("ann@example.com\n", to: "list.csv")]
    return (bed, destination)
  }

  @Test func aPushSkipsThem() async throws {
    let (bed, destination) = try await bed()
    var plan = try bed.plan([bed.folder.write(Self.rows, to: "a.csv")])
    plan.destination = destination
    let summary = try await PushRun(plan).run().summary
    #expect(summary.skips == ["suppressed": 1] && summary.skipped == 1 && summary.delivered == 1)
    #expect(try await bed.chats().map(\.name) == ["Bob"])
    plan.isDryRun = true
    #expect(try await PushRun(plan).run().summary.skips == ["suppressed": 1])
    let end = try await Preview(plan).run { item in #expect(item.lead?.email != "ann@example.com") }
    #expect(end.summary.skips == ["suppressed": 1])
    await bed.server.stop()
  }

  @Test func aReplaySkipsThemAndKeepsTheLetter() async throws {
    let (bed, destination) = try await bed()
    let broken = GeneratedLeads.mapping.replacing("[[\"email\"]]", with: "[[\"phone\"]]")
    let pushed = try await PushRun(
      bed.plan([bed.folder.write(Self.rows, to: "a.csv")], mapping: broken)
    ).run()
    #expect(pushed.summary.rejected == 3)
    let plan = ReplayRun.Plan(
      deadLetters: bed.deadLetters, stateFolder: bed.folder.path + "/state",
      mapping: try Mapping(parsing: Array(GeneratedLeads.mapping.utf8), file: "generated.json"),
      run: MappingRun(botId: destination.botId, customerId: destination.customerId), destination: destination,
      delivery: DeliveryOptions())
    let end = try await ReplayRun(plan).run()
    #expect(end.summary.skips == ["suppressed": 1] && end.summary.delivered == 1 && end.summary.rejected == 1)
    #expect(try await bed.chats().map(\.name) == ["Bob"])
    #expect(try bed.deadLetterLines().count == 2)
    await bed.server.stop()
  }

  @Test func aRepairDoesNotSendThem() async throws {
    let (bed, destination) = try await bed()
    var push = try bed.plan([bed.folder.write(Self.rows, to: "a.csv")])
    push.destination = destination
    var plan = VerifyRun.Plan(
      push: push, destination: destination, delivery: DeliveryOptions(), stateFolder: push.stateFolder)
    plan.repairs = true
    let report = try await VerifyRun(plan).run().report
    #expect(report.expected == 1 && report.skipped == 1 && report.repaired == 1)
    #expect(try await bed.chats().map(\.name) == ["Bob"])
    await bed.server.stop()
  }
}
