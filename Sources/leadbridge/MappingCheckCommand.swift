import ArgumentParser
import LeadJSON
import LeadMapping
import LeadModel

extension MappingCommand {
  /// All errors of mappings at once, and what is right and will surprise.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check mapping files: all errors and doubts at once, with their places.",
      discussion: """
        Warns of what is no error and will surprise: a field that no record can have,
        a rule that is never reached, a status whose map has no default, a phone
        whose country cannot be known.

        Exit code 0 where there are no errors, 1 where --strict and there are
        warnings, 2 where there are errors.
        """)

    @Argument(help: "Mapping files, - for standard input, or ready mappings' names.")
    var files: [String]

    @Flag(help: "Exit code 1 where there are warnings.")
    var strict = false

    @Flag(help: "One object a mapping (docs/cli-json.md).")
    var json = false

    mutating func run() throws {
      var hasErrors = false
      var hasWarnings = false
      for file in files where !MappingCommand.skipsSchema(file) {
        let (mapping, diagnostics) = check(file)
        hasErrors = hasErrors || mapping == nil
        hasWarnings = hasWarnings || diagnostics.contains { $0.severity == .warning }
        if json {
          write(file, mapping, diagnostics)
          continue
        }
        diagnostics.forEach { Terminal.say($0) }
        guard let mapping else { continue }
        let warnings = diagnostics.isEmpty ? "" : ", \(diagnostics.count) warning\(diagnostics.count == 1 ? "" : "s")"
        Terminal.write("\(file): ok (\(mapping.name), \(mapping.testCount) tests\(warnings))\n")
      }
      if hasErrors { throw ExitStatus.couldNotStart.code }
      if strict, hasWarnings { throw ExitStatus.withRejects.code }
    }

    /// The mapping, unless it has errors, and all that there is to say of it.
    private func check(_ word: String) -> (mapping: Mapping?, diagnostics: [Diagnostic]) {
      do throws(Diagnostics) {
        let mapping = try Mapping.found(word, quiet: true)
        return (mapping, mapping.doubts)
      } catch {
        return (nil, error.all)
      }
    }

    private func write(_ file: String, _ mapping: Mapping?, _ diagnostics: [Diagnostic]) {
      var json = JSONWriter()
      json.beginObject()
      json.member("file", file)
      json.member("name", orNull: mapping?.name)
      json.member("ok", mapping != nil)
      json.member("tests", mapping?.testCount ?? 0)
      json.member("diagnostics", diagnostics)
      json.endObject()
      json.endLine()
      Terminal.write(json.bytes)
    }
  }
}
