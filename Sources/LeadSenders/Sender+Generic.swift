extension Sender {
  /// For all that have no row of their own.
  static let generic: [Sender] = [
    Sender(
      "standard-webhooks", "Standard Webhooks, Svix",
      Signing(
        ["webhook", "svix"].flatMap { brand in
          [
            .signature(standardWebhooks(brand, .hmacSHA256, version: "v1", .standardWebhooks)),
            .signature(standardWebhooks(brand, .ed25519, version: "v1a", .standardWebhooksPublic)),
          ]
        }),
      deliveryKey: [.header("webhook-id"), .header("svix-id")],
      retries: "after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h; 410 switches it off"),
    Sender(
      "hmac", "Any sender, by settings", .signature(SignatureScheme(header: HMACSettings().header)),
      deliveryKey: idempotencyKey),
    Sender("bearer", "Any sender, by a token", Signing([.key(.bearer)]), deliveryKey: idempotencyKey),
    Sender("basic", "Any sender, by user and password", Signing([.key(.basic)]), deliveryKey: idempotencyKey),
    Sender("form", "Any form", deliveryKey: idempotencyKey, mapping: "html-form"),
  ]

  /// The header of the IETF's draft `draft-ietf-httpapi-idempotency-key-header`.
  private static let idempotencyKey: [DeliveryKeyPlace] = [.header("idempotency-key")]

  /// The specification 1.0.0 (https://github.com/standard-webhooks/standard-webhooks), under one of its two names.
  private static func standardWebhooks(
    _ brand: String, _ algorithm: SignatureScheme.Algorithm, version: String, _ keys: KeyEncoding
  ) -> SignatureScheme {
    SignatureScheme(
      header: "\(brand)-signature", algorithm: algorithm, layout: .list(prefix: "\(version),", separator: " "),
      encoding: .base64,
      template: SignedTemplate([
        .id, .literal([UInt8(ascii: ".")]), .timestamp, .literal([UInt8(ascii: ".")]), .body,
      ]),
      keyEncoding: keys, freshness: SignatureScheme.Freshness(header: "\(brand)-timestamp"), idHeader: "\(brand)-id")
  }
}
