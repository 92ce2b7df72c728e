/// A transform as the language has it: its name, what it takes and does, and an example that is run by a test.
package struct TransformDeclaration: Sendable {
  /// What an example makes of what.
  package struct Example: Sendable {
    /// The transform as a mapping file has it.
    package let written: String
    package let text: String
    package let result: String
  }

  package let name: String
  /// What it does, in one line.
  package let help: String
  package let example: Example
  /// The transform itself, where its name says all.
  let transform: Transform?

  private init(_ name: String, _ transform: Transform, _ help: String, _ text: String, _ result: String) {
    self.init(name, help, Example(written: "\"\(name)\"", text: text, result: result), transform)
  }

  private init(_ name: String, _ help: String, _ example: Example, _ transform: Transform? = nil) {
    self.name = name
    self.help = help
    self.example = example
    self.transform = transform
  }

  /// All, in the order of the documentation.
  package static let all: [TransformDeclaration] = [
    TransformDeclaration("trim", .trim, "blanks and invisible characters off the ends", "  Jane ", "Jane"),
    TransformDeclaration("lowercase", .lowercase, "all letters small", "ÄB", "äb"),
    TransformDeclaration("uppercase", .uppercase, "all letters capital", "straße", "STRASSE"),
    TransformDeclaration(
      "titlecase", .titlecase, "a capital at the start of each word", "JANE O'BRIEN-SMITH", "Jane O'Brien-Smith"),
    TransformDeclaration("squeeze", .squeeze, "runs of blanks as one, none at the ends", " a  b ", "a b"),
    TransformDeclaration("digits", .digits, "the digits alone, of all scripts, as 0 to 9", "+44 (0)20", "44020"),
    TransformDeclaration(
      "number", .number, "a number as people write it, as JSON does; else invalid", "1.234,50 €", "1234.50"),
    TransformDeclaration("boolean", .boolean, "yes and no in many languages; else invalid", "Ja", "true"),
    TransformDeclaration(
      "first-last", .firstLast, "turned at its only comma; unchanged before Jr., PhD and the like", "Müller, Zoë",
      "Zoë Müller"),
    TransformDeclaration(
      "no-honorific", .noHonorific, "without the titles at its start, of eight languages", "Frau Dr. Zoë Müller",
      "Zoë Müller"),
    TransformDeclaration(
      "text-from-html", .textFromHTML, "the text of HTML", "<p>Tom &amp; <b>Ann</b></p>", "Tom & Ann"),
    TransformDeclaration(
      "replace", "every match of a regular expression is replaced; $1 is a group, $0 the match",
      Example(written: "{ \"replace\": [\"(\\\\d+)-(\\\\d+)\", \"$2/$1\"] }", text: "12-2026", result: "2026/12")),
    TransformDeclaration(
      "extract", "the first group of the first match, or all of it; nothing where there is no match",
      Example(written: "{ \"extract\": \"id=(\\\\d+)\" }", text: "/contact?id=42", result: "42")),
    TransformDeclaration(
      "truncate", "at most so many characters",
      Example(written: "{ \"truncate\": 4 }", text: "Jane Doe", result: "Jane")),
    TransformDeclaration(
      "date", "to ISO 8601 by the first pattern that fits; else invalid",
      Example(
        written: "{ \"date\": { \"from\": [\"dd.MM.yyyy HH:mm\", \"yyyy-MM-dd\"], \"timeZone\": \"Europe/Berlin\" } }",
        text: "31.01.2026 10:00", result: "2026-01-31T10:00:00+01:00")),
    TransformDeclaration(
      "hash", "the SHA-256 in hexadecimal digits",
      Example(
        written: "{ \"hash\": \"sha256\" }", text: "a",
        result: "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")),
  ]
}
