/// The keys of a source, and of a folder.
extension ConfigurationKey {
  static let source: [ConfigurationKey] = [
    .init(
      .source, "name", .sourceName, "names it in status, logs and metrics, and for `sync NAME`", example: #""nightly""#,
      isRequired: true),
    .init(
      .source, "every", .duration(.seconds(1) ... .seconds(365 * 86_400)),
      "so long from the begin of a run to the begin of the next", example: #""15m""#),
    .init(
      .source, "cron", .text("five fields of crontab, like \"0 6 * * mon-fri\", or \"@daily\""),
      "in place of `every`: the moments of an expression of crontab(5)", example: #""0 6 * * mon-fri""#),
    .init(
      .source, "timeZone", .text("a time zone's name, like \"Europe/Rome\""),
      "where the hours of `cron` count; left out: UTC", example: #""Europe/Rome""#),
    .init(
      .source, "fetch", .object(.fetch), "what is asked for over HTTP",
      example: #"{"url": "https://api.example.com/leads"}"#),
    .init(
      .source, "folder", .text("a folder"), "in place of `fetch`: where files are dropped", example: #""/srv/drop""#),
    .init(
      .source, "match", .some(.text("a pattern of file names, like \"*.csv\""), atMost: 50),
      "which files of the folder are taken; left out: tables and JSON by their endings",
      example: #"["*.csv", "*.xlsx"]"#),
    .init(
      .source, "ready", .either(.word([SourceSettings.renamedReadiness]), .object(.ready)),
      "when a file of the folder is whole; `renamed`: at once, as files are renamed into the folder",
      fallback: #"{"stable": "5s"}"#, example: #"{"marker": ".done"}"#),
    .init(
      .source, "then", .word(FolderSettings.Afterwards.allCases.map(\.rawValue)),
      "what becomes of a file after its run: it goes to `done/` or `failed/`, or stays and is remembered",
      fallback: #""move""#, example: #""leave""#),
    .init(
      .source, "mapping", .text("a ready mapping's name or a path"),
      "how records become leads; left out: the ready source's own, else recognised by the records",
      example: #""hubspot-contacts""#),
    .init(
      .source, "to", .text("a destination's name"), "where leads go; may be left out where there is one destination",
      example: #""main""#),
    .init(.source, "paused", .boolean, "is passed over", fallback: "false", example: "true"),
    .init(
      .source, "jitter", .duration(.zero ... .seconds(86_400)),
      "runs begin by up to so much later, each source by a time of its own; left out: a tenth of `every`, at most 1m, and none for `cron`",
      example: #""30s""#),
    .init(
      .source, "backfill", .duration(.seconds(600) ... .seconds(365 * 86_400)),
      "each run looks so far back from the last good one for what a webhook should have brought, and sends only what is not known; at least 10m more than `every`",
      example: #""6h""#),
    .init(
      .source, "expectEvery", .duration(.seconds(60) ... .seconds(365 * 86_400)),
      "an alert is raised when nothing new came for so long", example: #""2d""#),
    .init(
      .ready, "stable", .duration(.zero ... .seconds(86_400)), "its size and time of change have not moved for so long",
      example: #""30s""#),
    .init(
      .ready, "marker", .text("an ending, like \".done\""), "a file of its name and this ending lies beside it",
      example: #"".done""#),
  ]
}
