import Foundation
import LeadDelivery
import LeadJSON
import LeadMapping
import LeadModel
import LeadPipeline
import LeadReaders
import TestSupport
import Testing

/// The exports of CRMs, ads and form services in the shared material: each is recognised by its columns, and gives the
/// leads that are expected of it.
@Suite(.enabled(if: SharedData.isThere, "the shared exports are not beside the repository"))
struct SharedExportsTests {
  /// One export, with the leads that its author proposes.
  struct Export: Sendable, CustomTestStringConvertible {
    let file: String
    let leads: [ExpectedLead]

    var testDescription: String { file }
  }

  /// The ready mapping that each is recognised as.
  static let mappings: [String: String] = [
    "activecampaign-contacts.csv": "activecampaign-contacts",
    "brevo-contacts.csv": "brevo-contacts",
    "excel-german-save-as-csv.csv": "generic-contacts",
    "google-contacts-2024.csv": "google-contacts",
    "google-forms-responses.csv": "google-forms-responses",
    "hubspot-contacts.csv": "hubspot-contacts",
    "jotform-submissions.csv": "jotform-submissions",
    "linkedin-connections.csv": "linkedin-connections",
    "linkedin-lead-gen-forms.csv": "linkedin-lead-gen",
    "mailchimp-subscribed.csv": "mailchimp-contacts",
    "meta-lead-ads.csv": "meta-lead-ads",
    "outlook-contacts.csv": "outlook-contacts",
    "pipedrive-people.csv": "pipedrive-people",
    "salesforce-contacts-report.csv": "salesforce-report",
    "salesforce-leads-report.csv": "salesforce-report",
    "shopify-customers.csv": "shopify-customers",
    "typeform-responses.csv": "typeform-responses",
    "zoho-leads.csv": "zoho-leads",
  ]

  /// Expected leads that are rightly none: by file, the places among them, with the code of what happens instead.
  ///
  /// Zoho's second person has opted out of mail: `Email Opt Out` is `true`.
  static let notSent: [String: [Int: String]] = ["zoho-leads.csv": [1: "opted-out"]]

  /// Exports that lack the column by which the opted out are known, and are not taken unless that is allowed.
  static let withoutOptOut: Set<String> = [
    "activecampaign-contacts.csv", "hubspot-contacts.csv", "pipedrive-people.csv", "salesforce-contacts-report.csv",
    "salesforce-leads-report.csv",
  ]

  static let exports: [Export] = {
    guard let document = try? JSONDocument(parsing: SharedData.bytes("crm-exports/index.json")) else { return [] }
    return document.root["exports"]?.elements.map { entry in
      Export(
        file: entry["file"]?.string ?? "", leads: entry["expectedLeads"]?.elements.map(ExpectedLead.init) ?? [])
    } ?? []
  }()

  @Test func allOfThemAreLookedAt() {
    #expect(Set(Self.exports.map(\.file)) == Set(Self.mappings.keys))
    #expect(Self.exports.allSatisfy { !$0.leads.isEmpty })
  }

  @Test(arguments: exports)
  func givesItsLeadsByRecognition(_ export: Export) async throws {
    let (items, mappings) = try await preview(export.file, optOutUnknownAllowed: true)
    #expect(mappings == [Self.mappings[export.file]])
    #expect(items.filter { $0.outcome == .rejected }.isEmpty, "\(items.flatMap(\.errors))")
    let notSent = Self.notSent[export.file] ?? [:]
    let expected = export.leads.indices.filter { notSent[$0] == nil }.map { export.leads[$0] }
    let leads = items.compactMap(\.lead)
    #expect(leads.count == expected.count)
    for (lead, expected) in zip(leads, expected) {
      #expect(expected.differences(from: lead).isEmpty, "\(expected.differences(from: lead))")
    }
    for code in notSent.values { #expect(items.contains { $0.reason?.code == code }) }
  }

  @Test(arguments: exports)
  func isNotTakenWhereTheOptedOutCannotBeTold(_ export: Export) async throws {
    var codes: [String] = []
    do {
      _ = try await preview(export.file, optOutUnknownAllowed: false)
    } catch let diagnostics as Diagnostics {
      codes = diagnostics.all.map(\.code)
    }
    #expect(codes == (Self.withoutOptOut.contains(export.file) ? ["mapping.optout.unknown"] : []))
  }

  @Test func aTestLeadIsSkippedWithItsReason() async throws {
    let (items, _) = try await preview("meta-lead-ads.csv", optOutUnknownAllowed: false)
    #expect(items.map(\.reason?.message) == [nil, nil, "a test lead"])
  }

  private func preview(
    _ file: String, optOutUnknownAllowed: Bool
  ) async throws -> (items: [Preview.Item], mappings: [String]) {
    let path = SharedData.folder.appending(path: "crm-exports/\(file)").path(percentEncoded: false)
    let plan = PushPlan(
      inputs: [.file(path: path)], reading: ReaderOptions(), mapping: nil,
      run: MappingRun(now: "2026-01-31T10:00:00.000Z", optOutUnknownAllowed: optOutUnknownAllowed), destination: nil,
      delivery: DeliveryOptions(), deadLetters: "", stateFolder: "")
    var items: [Preview.Item] = []
    let end = try await Preview(plan).run { items.append($0) }
    return (items, end.mappings)
  }
}
