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
    guard mapping != "-" else {
      throw Diagnostics([
        Diagnostic(
          "mapping.unreadable", "standard input is for records, not for the mapping", at: Position(file: "--mapping"),
          hint: "write the mapping to a file first")
      ])
    }
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
  /// The mapping that a word means: standard input for `-`, a file, if there is one of this name, or a ready mapping.
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
    if word == "-" { return try Mapping(parsing: standardInput(), file: "<stdin>", readFile: Self.bytes) }
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
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: wanted.name, isDirectory: &isFolder)
      throw Diagnostics([
        Diagnostic(
          "mapping.unreadable",
          isFolder.boolValue ? "this is a folder; a mapping file is expected" : "the file cannot be read",
          at: Position(file: word),
          hint: isFolder.boolValue ? "its mappings are named by \(ShellWord.quoted(wanted.name))/*.json" : nil)
      ])
    }
    let mapping = try Mapping(parsing: bytes, file: wanted.name, readFile: Self.bytes)
    try mapping.check(wanted, at: Position(file: word))
    if !quiet { mapping.warnings.forEach { Terminal.say($0) } }
    return mapping
  }

  /// More than any mapping is long: what else is piped in is not kept.
  private static let mostOfStandardInput = 16 << 20

  /// - Throws: `mapping.unreadable`: there is too much of it, or it cannot be read.
  private static func standardInput() throws(Diagnostics) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= mostOfStandardInput {
      guard let part = try? FileHandle.standardInput.read(upToCount: 1 << 16), !part.isEmpty else { return bytes }
      bytes.append(contentsOf: part)
    }
    throw Diagnostics([
      Diagnostic(
        "mapping.unreadable", "there is more than a mapping can be (16 MB)", at: Position(file: "<stdin>"))
    ])
  }

  private static func bytes(ofFile path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map(Array.init)
  }
}
