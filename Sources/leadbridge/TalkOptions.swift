import ArgumentParser

/// How much is said, and in which form.
struct TalkOptions: ParsableArguments {
  @Flag(help: "The result as JSON on standard output (docs/cli-json.md).")
  var json = false

  @Flag(name: [.short, .long], help: "Errors alone on standard error: no summary, no progress, no warnings.")
  var quiet = false
}
