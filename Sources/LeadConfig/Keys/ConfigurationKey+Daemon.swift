/// The keys of the daemon's parts.
extension ConfigurationKey {
  static let daemon: [ConfigurationKey] = [
    .init(
      .operator, "listen", .listen, "a port of their own for `/livez`, `/readyz`, `/status` and `/metrics`",
      example: #""127.0.0.1:9090""#),
    .init(
      .operator, "token", .some(.secret, atMost: 5),
      "what `/status`, `/metrics` and `/submissions` ask for, as a bearer",
      example: #"{"file": "/run/secrets/operator"}"#),
    .init(
      .tls, "certificate", .text("the path of a PEM file"), "the certificate and those between it and its root",
      example: #""tls/chain.pem""#, isRequired: true),
    .init(
      .tls, "key", .text("the path of a PEM file"), "its private key", example: #""tls/key.pem""#, isRequired: true),
    .init(
      .limits, "bodySize", .size(LimitSettings.bodyRange), "a larger body is answered 413", fallback: #""1MB""#,
      example: #""256KB""#),
    .init(
      .limits, "headerTime", .duration(LimitSettings.timeRange), "a header that takes longer is cut off",
      fallback: #""10s""#, example: #""5s""#),
    .init(
      .limits, "bodyTime", .duration(LimitSettings.timeRange), "a body that takes longer is cut off",
      fallback: #""30s""#, example: #""15s""#),
    .init(
      .limits, "idleTime", .duration(LimitSettings.timeRange), "a connection without a request is closed after it",
      fallback: #""1m""#, example: #""30s""#),
    .init(.limits, "connections", .count(1...1_000_000), "connections at once", fallback: "10000", example: "2000"),
    .init(.limits, "inFlight", .count(1...100_000), "requests at once; 503 beyond", fallback: "1000", example: "200"),
    .init(
      .limits, "ratePerAddress", .rate, "what one address posts beyond it is answered 429", example: #""20/s""#),
    .init(
      .limits, "jsonDepth", .count(LimitSettings.depthRange), "levels of a JSON body", fallback: "64", example: "32"),
    .init(
      .limits, "formFields", .count(LimitSettings.fieldRange), "fields of a form", fallback: "1000", example: "200"),
    .init(
      .spool, "maxSize", .size(1_000_000...1_000_000_000_000), "posts that wait; 503 beyond", fallback: #""1GB""#,
      example: #""10GB""#),
    .init(
      .spool, "minFree", .size(0...1_000_000_000_000), "what must stay free on the disk; 503 below",
      fallback: #""200MB""#, example: #""1GB""#),
    .init(
      .keep, "submissions", .duration(.seconds(3_600) ... .seconds(3_650 * 86_400)),
      "ids, delivery keys, outcomes and times of posts; no values", fallback: #""30d""#, example: #""90d""#),
    .init(
      .alert, "url", .address(HookAddress.expected), "where alerts are posted to",
      example: #"{"env": "SLACK_HOOK"}"#, isRequired: true),
    .init(
      .alert, "format", .word(["json", "slack"]), "the form of an alert", fallback: #""json""#, example: #""slack""#),
    .init(
      .alert, "deadLetters", .count(1...1_000_000_000), "alerts at so many dead letters", fallback: "100",
      example: "10"),
    .init(
      .alert, "breakerOpen", .duration(.seconds(1) ... .seconds(86_400)),
      "alerts when a destination was away for so long", fallback: #""10m""#, example: #""5m""#),
    .init(.alert, "spoolShare", .share, "alerts when so much of the spool is used", fallback: "0.8", example: "0.5"),
    .init(
      .alert, "certificate", .duration(.seconds(3_600) ... .seconds(365 * 86_400)),
      "alerts when the certificate ends within it", fallback: #""14d""#, example: #""30d""#),
    .init(
      .alert, "repeatEvery", .duration(.seconds(60) ... .seconds(30 * 86_400)),
      "what goes on is said again after it", fallback: #""6h""#, example: #""1d""#),
  ]
}
