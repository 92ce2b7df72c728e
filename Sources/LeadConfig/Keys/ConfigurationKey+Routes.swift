/// The keys of a route and of its parts.
extension ConfigurationKey {
  static let route: [ConfigurationKey] = [
    .init(
      .route, "path", .routePath, "where it is posted to", example: #""/hooks/contact""#, isRequired: true),
    .init(
      .route, "accept", .text("a sender's name, like \"typeform\", or \"form\""),
      "who posts: a form service by its name, `form` for any form, `hmac` for a signature by settings",
      example: #""typeform""#, isRequired: true),
    .init(
      .route, "secret", .some(.secret, atMost: 5),
      "what the sender signs with or shows; several while it is being changed", example: #"{"env": "TYPEFORM_SECRET"}"#),
    .init(
      .route, "verifyToken", .secret, "what the sender shows when it is set up (Meta)",
      example: #"{"env": "META_VERIFY_TOKEN"}"#),
    .init(
      .route, "publicUrl",
      .address("the route's address as the sender has it, like https://leads.example.com/hooks/crm"),
      "the route's address as the sender has it, where it signs that (HubSpot) and a proxy is in front",
      example: #""https://leads.example.com/hooks/crm""#),
    .init(
      .route, "mapping", .text("a ready mapping's name or a path"),
      "how posts become leads; a route with neither this nor `source` answers 503", example: #""typeform-webhook""#),
    .init(
      .route, "source", .text("a source's name"),
      "in place of `mapping`, `lane` and `once`: posts say ids alone, and this source fetches what has them (`from` `meta`)",
      example: #""instant-form""#),
    .init(
      .route, "to", .text("a destination's name"),
      "where leads go; may be left out where there is one destination, or a `source`",
      example: #""main""#),
    .init(
      .route, "paused", .boolean, "answers 503, so that senders come again later", fallback: "false", example: "true"),
    .init(
      .route, "lane", .word(RouteSettings.Lane.allCases.map(\.rawValue)),
      "whether its leads overtake others of the destination (live), or may take their time (bulk)",
      fallback: #""live""#, example: #""bulk""#),
    .init(
      .route, "respond", .object(.respond), "what is answered; else what the sender wants to read",
      example: #"{"redirect": "https://www.example.com/thanks"}"#),
    .init(
      .route, "errorRedirect", .address(RouteSettings.pageExpected),
      "where a browser goes whose post was refused; else it gets a small page",
      example: #""https://www.example.com/sorry""#),
    .init(
      .route, "cors", .list(.origin, atMost: 50), "pages' origins whose scripts may post; `*` for all", fallback: "[]",
      example: #"["https://www.example.com"]"#),
    .init(
      .route, "spam", .object(.spam),
      "how robots are told from people; their posts are answered as all are, and skipped",
      example: #"{"honeypot": "website"}"#),
    .init(
      .route, "allow", .list(.network, atMost: 1_000), "addresses that may post; none given: all", fallback: "[]",
      example: #"["54.241.34.25", "2001:db8::/32"]"#),
    .init(.route, "limits", .object(.routeLimits), "in place of the daemon's", example: #"{"bodySize": "64KB"}"#),
    .init(
      .route, "expectEvery", .duration(.seconds(60) ... .seconds(365 * 86_400)),
      "an alert is raised when nothing came for so long", example: #""2d""#),
    .init(
      .route, "once", .list(.word(RouteSettings.onceFields), atMost: 10),
      "fields that go only with a lead's first delivery, besides the mapping's; left out: `name` and `phone` where the sender does not sign",
      example: #"["name", "phone"]"#),
    .init(
      .route, "hmac", .object(.hmac), "the signature's form, with `accept` `hmac`",
      example: #"{"header": "x-signature"}"#),
  ]

  static let routeParts: [ConfigurationKey] = [
    .init(
      .respond, "status", .count(200...299), "the status of an accepted post", fallback: "200", example: "202"),
    .init(.respond, "json", .anything, "a body in place of the receipt", example: #"{"ok": true}"#),
    .init(
      .respond, "redirect", .address(RouteSettings.pageExpected), "a page to go to, with 303: for plain HTML forms",
      example: #""https://www.example.com/thanks""#),
    .init(.respond, "empty", .boolean, "no body", fallback: "false", example: "true"),
    .init(
      .respond, "validate", .boolean, "maps before it answers: 422 to what cannot be a lead", fallback: "false",
      example: "true"),
    .init(
      .spam, "honeypot", .text("a field's name"), "a field that people do not see: what fills it is a robot",
      example: #""website""#),
    .init(
      .spam, "minimumTime", .duration(.milliseconds(100) ... .seconds(3_600)),
      "nobody fills the form faster; needs `timeField`", example: #""3s""#),
    .init(
      .spam, "timeField", .text("a field's name"),
      "the field that holds when the form was shown, in milliseconds since 1970", example: #""shown_at""#),
    .init(
      .hmac, "header", .text("a header's name"), "the header that holds the signature", example: #""x-signature""#,
      isRequired: true),
    .init(
      .hmac, "algorithm", .word(HMACRouteSettings.Algorithm.allCases.map(\.rawValue)), "the hash",
      fallback: #""sha256""#, example: #""sha512""#),
    .init(
      .hmac, "encoding", .word(HMACRouteSettings.Encoding.allCases.map(\.rawValue)), "how the signature is written",
      fallback: #""hex""#, example: #""base64""#),
    .init(
      .hmac, "keyEncoding", .word(HMACRouteSettings.KeyEncoding.allCases.map(\.rawValue)), "how the secret is written",
      fallback: #""utf8""#, example: #""base64""#),
    .init(.hmac, "prefix", .text("a text"), "what stands before the signature", example: #""sha256=""#),
    .init(
      .hmac, "template", .text("a text with {body}"),
      "what is signed, of `{body}`, `{timestamp}`, `{id}`, `{method}` and `{url}`", fallback: #""{body}""#,
      example: #""{timestamp}.{body}""#),
    .init(
      .hmac, "timestampHeader", .text("a header's name"), "the header that holds the time of signing",
      example: #""x-timestamp""#),
    .init(
      .hmac, "timestampUnit", .word(HMACRouteSettings.TimestampUnit.allCases.map(\.rawValue)),
      "what the time is counted in, since 1970", fallback: #""s""#, example: #""ms""#),
    .init(
      .hmac, "tolerance", .duration(.seconds(1) ... .seconds(86_400)),
      "how far the time may be off, both ways", fallback: #""5m""#, example: #""3m""#),
    .init(
      .hmac, "idHeader", .text("a header's name"), "the header that holds the delivery's id", example: #""x-delivery""#),
    .init(
      .routeLimits, "bodySize", .size(LimitSettings.bodyRange), "a larger body is answered 413", example: #""64KB""#),
    .init(
      .routeLimits, "ratePerAddress", .rate, "what one address posts beyond it is answered 429", example: #""10/m""#),
    .init(
      .routeLimits, "jsonDepth", .count(LimitSettings.depthRange), "levels of a JSON body", example: "16"),
    .init(
      .routeLimits, "formFields", .count(LimitSettings.fieldRange), "fields of a form", example: "50"),
  ]
}
