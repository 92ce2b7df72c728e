extension Sender {
  /// Services whose forms are made on their own pages, and forms of advertisements.
  static let formServices: [Sender] = [
    Sender(
      "typeform", "Typeform",
      .signature(
        SignatureScheme(header: "typeform-signature", layout: .list(prefix: "sha256="), encoding: .base64)),
      deliveryKey: [.body(["event_id"])],
      retries: "408, 423, 429, 503: every 2–3 min for 10 h; others from 5 min to 4 h; 404 and 410 switch it off",
      mapping: "typeform-webhook"),
    Sender(
      "tally", "Tally", .signature(SignatureScheme(header: "tally-signature", encoding: .base64)),
      deliveryKey: [.body(["eventId"])], retries: "5 times: after 5 min, 30 min, 1 h, 6 h, 24 h",
      mapping: "tally-webhook"),
    Sender(
      "jotform", "Jotform",
      // An edited submission comes with the same id: its answers tell it from a repeat.
      deliveryKey: [.bodyAndDigest(["submissionID"], of: "rawRequest")], mapping: "jotform-webhook"),
    Sender(
      "fillout", "Fillout",
      deliveryKey: [.body(["submission.submissionId", "submission.lastUpdatedAt"]), .body(["submissionId"])],
      mapping: "fillout-webhook"),
    Sender(
      "formstack", "Formstack",
      Signing([
        .signature(SignatureScheme(header: "x-fs-signature", layout: .list(prefix: "sha256="))),
        .key(.body("HandshakeKey")),
      ]),
      deliveryKey: [.body(["UniqueID", "FormID"])], mapping: "formstack-webhook"),
    Sender(
      "wufoo", "Wufoo", Signing([.key(.body("HandshakeKey"))]),
      // Entries are numbered from 1 in every form, and a route may take several forms.
      deliveryKey: [.body(["EntryId", "DateCreated"])], mapping: "wufoo-webhook"),
    Sender(
      "google-forms", "Google Forms, by our Apps Script",
      .signature(
        SignatureScheme(
          header: "x-leadbridge-signature", layout: .pairs(signature: "v1", timestamp: "t"),
          template: .timestampAndBody, freshness: SignatureScheme.Freshness())),
      deliveryKey: [.header("idempotency-key")], mapping: "google-forms-apps-script"),
    Sender(
      "meta", "Meta Lead Ads",
      .signature(SignatureScheme(header: "x-hub-signature-256", layout: .list(prefix: "sha256="))),
      handshakes: [.verifyToken], deliveryKey: [.body(["entry.*.changes.*.value.leadgen_id"])],
      mapping: "meta-leadgen-webhook"),
    Sender(
      "google-ads", "Google Ads lead forms", Signing([.key(.body("google_key"))]),
      deliveryKey: [.body(["lead_id"])], answer: Answer(body: .emptyObject), retries: "5xx again, 4xx never",
      mapping: "google-ads-webhook"),
    Sender(
      "linkedin", "LinkedIn Lead Sync",
      .signature(SignatureScheme(header: "x-li-signature", template: SignedTemplate([.linkedInPrefix, .body]))),
      handshakes: [.challengeCode],
      // A lead that is deleted has the id of the one that was made.
      deliveryKey: [.body(["leadGenFormResponse", "leadAction"])],
      retries: "repeats are normal; the address is asked again every 2 h, and 3 wrong answers block it",
      mapping: "linkedin-lead-notification"),
    Sender(
      "calendly", "Calendly",
      .signature(
        SignatureScheme(
          header: "calendly-webhook-signature", layout: .pairs(signature: "v1", timestamp: "t"),
          template: .timestampAndBody, freshness: SignatureScheme.Freshness(tolerance: .seconds(180)))),
      deliveryKey: [.body(["payload.uri", "event"])], mapping: "calendly-webhook"),
    Sender(
      "calcom", "Cal.com", .signature(SignatureScheme(header: "x-cal-signature-256")),
      deliveryKey: [.body(["payload.uid", "triggerEvent", "createdAt"])]),
  ]
}

extension SignedTemplate.Piece {
  /// LinkedIn signs these letters before the body.
  fileprivate static let linkedInPrefix = Self.literal(Array("hmacsha256=".utf8))
}
