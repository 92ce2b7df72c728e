import ArgumentParser
import Foundation
import LeadMapping
import LeadModel

/// Which mapping, and the words for this run.
struct MappingOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: "A mapping file, or a ready mapping's name (default: recognised by the input; of a dead letter: its own).")
  var mapping: String?

  @Option(help: "Country of phone numbers that say none, where the mapping does not know: DE, or Germany.")
  var region: String?

  @Option(name: .customLong("tag"), help: "A tag for every lead of this run. Repeatable.")
  var tags: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Sets a field for this run: 'status=OPEN'. Repeatable.", valueName: "field=template"))
  var set: [FieldTemplate] = []

  @Flag(help: "A column that the input does not have is an error, not a warning.")
  var strict = false

  @Flag(
    name: .customLong("no-repair"),
    help: "Take cells as they are: do not undo what spreadsheets do to them (=\"00123\", invisible characters, …).")
  var keepsDamage = false

  @Flag(help: "Go on where a mapping demands an opt-out column that the input does not have.")
  var optOutUnknown = false

  /// The words of this run, as they have to be said again.
  var words: [String] {
    var words: [String] = []
    if let region { words += ["--region", ShellWord.quoted(region)] }
    for tag in tags { words += ["--tag", ShellWord.quoted(tag)] }
    for field in set { words += ["--set", ShellWord.quoted("\(field.field)=\(field.template)")] }
    if optOutUnknown { words.append("--opt-out-unknown") }
    return words
  }

  /// The mapping, checked whole; `nil` where it is to be recognised.
  ///
  /// - Throws: All of its errors at once.
  func resolved() throws(Diagnostics) -> Mapping? {
    guard let mapping else { return nil }
    return try Mapping.found(mapping)
  }

  /// The words for this run.
  func run(botId: String?, customerId: String?) -> MappingRun {
    MappingRun(
      botId: botId, customerId: customerId, region: region, tags: tags,
      set: set.map { (field: $0.field, template: $0.template) }, now: Timestamp.now().description,
      optOutUnknownAllowed: optOutUnknown)
  }
}

extension Mapping {
  /// The mapping that a word means: a file, if there is one of this name, or a ready mapping.
  ///
  /// `@N` behind either is the revision that it must have; a file may be so called itself.
  ///
  /// - Parameters:
  ///   - word: As it was typed.
  ///   - quiet: Whether its warnings are left unsaid.
  /// - Returns: The mapping.
  /// - Throws: ``Diagnostics``: all errors of the file; `mapping.missing` with the nearest ready name;
  ///   `mapping.revision` where it has another one.
  static func found(_ word: String, quiet: Bool = false) throws(Diagnostics) -> Mapping {
    let wanted =
      FileManager.default.fileExists(atPath: word) ? MappingName(name: word, revision: nil) : MappingName(word)
    let looksLikePath = word.contains("/") || wanted.name.hasSuffix(".json")
    if !looksLikePath, let ready = try Mapping.ready(named: word) { return ready }
    guard FileManager.default.fileExists(atPath: wanted.name) else {
      let near = NearestName.of(wanted.name, among: Mapping.readyNames)
      throw Diagnostics([
        Diagnostic(
          "mapping.missing",
          looksLikePath ? "there is no such file" : "there is no ready mapping of this name, and no file",
          at: Position(file: word),
          hint: near.map { "did you mean '\($0)'?" } ?? "'leadbridge mapping list' shows the ready ones")
      ])
    }
    guard let bytes = Self.bytes(ofFile: wanted.name) else {
      throw Diagnostics([Diagnostic("mapping.unreadable", "the file cannot be read", at: Position(file: word))])
    }
    let mapping = try Mapping(parsing: bytes, file: wanted.name, readFile: Self.bytes)
    try mapping.check(wanted, at: Position(file: word))
    if !quiet { mapping.warnings.forEach { Terminal.say($0) } }
    return mapping
  }

  private static func bytes(ofFile path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map(Array.init)
  }
}
