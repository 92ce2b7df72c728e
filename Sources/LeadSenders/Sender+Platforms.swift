extension Sender {
  /// Where contacts are kept, sold to and written to.
  static let platforms: [Sender] = [
    Sender(
      "hubspot", "HubSpot",
      Signing([
        .signature(
          SignatureScheme(
            header: "x-hubspot-signature-v3", encoding: .base64,
            template: SignedTemplate([.method, .decodedURL, .body, .timestamp]),
            freshness: SignatureScheme.Freshness(header: "x-hubspot-request-timestamp", unit: .milliseconds))),
        // The older versions say nothing of the time: a post whose newer signature was taken away can be sent again.
        // Its delivery key tells that.
        .signature(hubSpot("v2", [.secret, .method, .url, .body])), .signature(hubSpot("v1", [.secret, .body])),
      ]),
      // HubSpot does not promise that an event's id is the only one so called.
      deliveryKey: [.body(["*.eventId", "*.subscriptionId", "*.objectId", "*.occurredAt"])],
      mapping: "hubspot-events-webhook"),
    Sender(
      "pipedrive", "Pipedrive",
      Signing([.key(.basic), .key(.query("key")), .key(.lastPathSegment)], needsSecret: false),
      deliveryKey: [.body(["meta.id"])], mapping: "pipedrive-person-webhook"),
    Sender(
      "activecampaign", "ActiveCampaign", deliveryKey: [.body(["contact[id]", "type", "date_time"])],
      mapping: "activecampaign-webhook"),
    Sender(
      "mailchimp", "Mailchimp", handshakes: [.greeting], deliveryKey: [.body(["data[id]", "type", "fired_at"])],
      mapping: "mailchimp-webhook"),
    Sender(
      "intercom", "Intercom",
      .signature(SignatureScheme(header: "x-hub-signature", algorithm: .hmacSHA1, layout: .list(prefix: "sha1="))),
      handshakes: [.greeting, .pingTopic("topic", value: "ping")], deliveryKey: [.body(["id"])],
      mapping: "intercom-contact-webhook"),
    Sender("gohighlevel", "HighLevel", .ownHeader, mapping: "gohighlevel-contact-webhook"),
    Sender("zoho", "Zoho CRM", Signing([.key(.body("token"))]), mapping: "zoho-crm-notification"),
    Sender(
      "shopify", "Shopify", .signature(SignatureScheme(header: "x-shopify-hmac-sha256", encoding: .base64)),
      deliveryKey: [.header("x-shopify-webhook-id")], retries: "8 times over 4 h, then it is switched off",
      mapping: "shopify-customers-webhook"),
    Sender(
      "stripe", "Stripe",
      .signature(
        SignatureScheme(
          header: "stripe-signature", layout: .pairs(signature: "v1", timestamp: "t"), template: .timestampAndBody,
          freshness: SignatureScheme.Freshness())),
      deliveryKey: [.body(["id"])]),
    Sender(
      "github", "GitHub",
      .signature(SignatureScheme(header: "x-hub-signature-256", layout: .list(prefix: "sha256="))),
      handshakes: [.ping(header: "x-github-event", value: "ping")], deliveryKey: [.header("x-github-delivery")],
      retries: "never by itself"),
    Sender(
      "slack", "Slack",
      .signature(
        SignatureScheme(
          header: "x-slack-signature", layout: .list(prefix: "v0="),
          template: SignedTemplate([
            .literal(Array("v0:".utf8)), .timestamp, .literal([UInt8(ascii: ":")]), .body,
          ]),
          freshness: SignatureScheme.Freshness(header: "x-slack-request-timestamp"))),
      handshakes: [.urlVerification], deliveryKey: [.body(["event_id"])], answer: Answer(body: .empty),
      retries: "3 times"),
  ]

  /// HubSpot's older signatures: plain hashes in one header, whose version another says.
  private static func hubSpot(_ version: String, _ pieces: [SignedTemplate.Piece]) -> SignatureScheme {
    SignatureScheme(
      header: "x-hubspot-signature", algorithm: .sha256, template: SignedTemplate(pieces),
      condition: SignatureScheme.Condition(header: "x-hubspot-signature-version", is: version))
  }
}
