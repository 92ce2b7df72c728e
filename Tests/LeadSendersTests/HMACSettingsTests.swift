import LeadModel
import Testing

@testable import LeadSenders

/// Signatures of senders that have no row of their own.
struct HMACSettingsTests {
  /// What a user would write, beside the row whose scheme it is.
  @Test func rowsCanBeWrittenAsSettings() throws {
    func scheme(_ sender: String, at index: Int = 0) throws -> SignatureScheme {
      let row = try #require(Sender.named(sender))
      return row.signing.schemes[index]
    }
    var calendly = HMACSettings()
    calendly.header = "Calendly-Webhook-Signature"
    calendly.prefix = "v1="
    calendly.template = "{timestamp}.{body}"
    calendly.timestampKey = "t"
    calendly.tolerance = .seconds(180)
    #expect(try Signing(calendly) == .signature(scheme("calendly")))

    var webflow = HMACSettings()
    webflow.header = "X-Webflow-Signature"
    webflow.template = "{timestamp}:{body}"
    webflow.timestampHeader = "X-Webflow-Timestamp"
    webflow.timestampUnit = .milliseconds
    #expect(try Signing(webflow) == .signature(scheme("webflow")))

    var typeform = HMACSettings()
    typeform.header = "Typeform-Signature"
    typeform.prefix = "sha256="
    typeform.encoding = .base64
    #expect(try Signing(typeform) == .signature(scheme("typeform")))

    #expect(try Signing(HMACSettings()) == .signature(scheme("hmac")))
  }

  /// A setting that is changed, and what is said of it.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: String
    let change: @Sendable (inout HMACSettings) -> Void
  }

  static let mistakes: [Mistake] = [
    Mistake(testDescription: "no body", code: "sender.template") { $0.template = "{timestamp}" },
    Mistake(testDescription: "an unknown placeholder", code: "sender.template") { $0.template = "{nonce}{body}" },
    Mistake(testDescription: "an open placeholder", code: "sender.template") { $0.template = "{body}{id" },
    Mistake(testDescription: "a time in no header", code: "sender.template") { $0.template = "{timestamp}{body}" },
    Mistake(testDescription: "a time that is not signed", code: "sender.template") { $0.timestampHeader = "x-time" },
    Mistake(testDescription: "an id in no header", code: "sender.template") { $0.template = "{id}{body}" },
    Mistake(testDescription: "a secret in an HMAC", code: "sender.template") { $0.template = "{secret}{body}" },
    Mistake(testDescription: "a hash without a secret", code: "sender.settings") { $0.algorithm = .sha256 },
    Mistake(testDescription: "two times", code: "sender.settings") {
      $0.template = "{timestamp}{body}"
      $0.timestampHeader = "x-time"
      $0.timestampKey = "t"
    },
    Mistake(testDescription: "no header", code: "sender.settings") { $0.header = "" },
    Mistake(testDescription: "a tolerance of days", code: "sender.settings") { $0.tolerance = .seconds(86_401) },
  ]

  @Test(arguments: mistakes)
  func whatDoesNotGoTogetherIsSaid(_ mistake: Mistake) {
    var settings = HMACSettings()
    mistake.change(&settings)
    let error = #expect(throws: Diagnostic.self) { try Signing(settings) }
    #expect(error?.code == mistake.code)
  }

  @Test(arguments: [
    ("{body}", "{body}"), ("v0:{timestamp}:{body}", "v0:{timestamp}:{body}"), ("{{{body}}}", "{{{body}}}"),
    ("a}b{{c{method}{url}{decodedUrl}{id}{secret}{body}", "a}}b{{c{method}{url}{decodedUrl}{id}{secret}{body}"),
  ])
  func aTemplateIsReadAndWritten(_ text: String, _ written: String) throws {
    let template = try SignedTemplate(parsing: text)
    #expect(template.description == written)
    #expect(try SignedTemplate(parsing: written) == template)
  }

  @Test func bracesAreDoubled() throws {
    #expect(try SignedTemplate(parsing: "{{{body}}}").pieces == [.literal([0x7B]), .body, .literal([0x7D])])
  }
}
