/// The keys of the whole file.
extension ConfigurationKey {
  static let file: [ConfigurationKey] = [
    .init(
      .configuration, "$schema", .text("the schema's place"), "the JSON Schema of the file, for editors",
      example: #""leadbridge.schema.json""#),
    .init(
      .configuration, "version", .constant(Configuration.version), "the version of the file's form", example: "1",
      isRequired: true),
    .init(
      .configuration, "state", .text("a folder"),
      "where journal, spool and dead letters lie; else `$XDG_STATE_HOME/leadbridge`",
      example: #""/var/lib/leadbridge""#),
    .init(
      .configuration, "destinations", .named(.destination),
      "the inboxes that leads go to, by the names that `--to` takes",
      example: "{}"),
    .init(
      .configuration, "routes", .list(.object(.route), atMost: 1_000),
      "where `serve` takes posts, and what becomes of them",
      example: "[]"),
    .init(
      .configuration, "sources", .list(.object(.source), atMost: 1_000),
      "what `sync` and `serve` fetch by a timetable, and folders that they empty", example: "[]"),
    .init(
      .configuration, "listen", .listen, "where `serve` listens; an IPv6 address stands in brackets",
      fallback: #""127.0.0.1:8080""#, example: #""[::1]:8080""#),
    .init(
      .configuration, "operator", .object(.operator), "who may look at the daemon, and where",
      example: #"{"listen": "127.0.0.1:9090"}"#),
    .init(
      .configuration, "tls", .object(.tls), "the certificate; without one put a proxy in front",
      example: #"{"certificate": "tls/chain.pem", "key": "tls/key.pem"}"#),
    .init(
      .configuration, "trustedProxies", .list(.network, atMost: 100),
      "proxies whose word about the sender's address is taken", fallback: "[]",
      example: #"["127.0.0.1", "10.0.0.0/8"]"#),
    .init(
      .configuration, "limits", .object(.limits), "against abuse, for all routes together",
      example: #"{"bodySize": "2MB"}"#),
    .init(
      .configuration, "spool", .object(.spool), "the disk that waiting posts may use", example: #"{"maxSize": "5GB"}"#),
    .init(
      .configuration, "keep", .object(.keep), "how long is remembered what became of posts",
      example: #"{"submissions": "90d"}"#),
    .init(
      .configuration, "drain", .duration(.zero ... .seconds(3_600)),
      "how long a daemon that was told to stop goes on delivering", fallback: #""20s""#, example: #""60s""#),
    .init(
      .configuration, "alerts", .list(.object(.alert), atMost: 10), "who is told when something needs a person",
      fallback: "[]", example: #"[{"url": "https://hooks.example.com/leads", "format": "slack"}]"#),
    .init(
      .configuration, "logs", .word(["text", "json"]), "the form of the daemon's log", fallback: #""text""#,
      example: #""json""#),
  ]
}
