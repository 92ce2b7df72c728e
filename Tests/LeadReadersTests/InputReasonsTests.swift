import LeadModel
import LeadReaders
import Testing

/// Why an input is read as it is.
struct InputReasonsTests {
  @Test func aTableSaysHowItsDelimiterWasFound() {
    let reasons = ReadResult.reading("Leads of May\n\na;b\n1;2\n3;4\n5\n").profile?.reasons
    #expect(reasons?.delimiter == "3 of the first 4 rows have 2 cells with it")
    #expect(reasons?.header == "what stands above it is narrower than the table")
    #expect(reasons?.encoding == "all of it is ASCII")
    #expect(reasons?.format == "by its first bytes")
  }

  @Test(arguments: [
    ("sep=;\na;b\n1;2\n", "its first line says so"), ("a\n1\n", "no other fits"),
  ])
  func aDelimiterHasItsReason(_ input: String, _ reason: String) {
    #expect(ReadResult.reading(input).profile?.reasons.delimiter == reason)
  }

  @Test func whatTheUserSaysIsSaidToBeTheirs() {
    let options = ReaderOptions(format: .csv, delimiter: UInt8(ascii: "|"), encoding: "windows-1252")
    let reasons = ReadResult.reading(Array("a|b\n1|".utf8) + [0xE9, 0x0A], options).profile?.reasons
    #expect(reasons?.format == "as was said")
    #expect(reasons?.delimiter == "as was said")
    #expect(reasons?.encoding == "as was said")
  }

  @Test(
    arguments: [
      ([0xEF, 0xBB, 0xBF] + Array("a,b\n1,ü\n".utf8), "it has a byte-order mark"),
      (Array("a,b\n1,Jürgen\n".utf8), "it is valid"),
      (Array("a,b\n".utf8).flatMap { [$0, 0] }, "it has its NULs"),
    ] as [([UInt8], String)])
  func anEncodingHasItsReason(_ bytes: [UInt8], _ reason: String) {
    #expect(ReadResult.reading(bytes).profile?.reasons.encoding == reason)
  }

  @Test func aGuessNamesItsRunnerUp() throws {
    let bytes = Array("name;city\nJ".utf8) + [0xFC] + Array("rgen;K".utf8) + [0xF6] + Array("ln\n".utf8)
    let reason = try #require(ReadResult.reading(bytes).profile?.reasons.encoding)
    #expect(reason.hasPrefix("a guess by its letters"))
  }

  @Test func anEndingTellsWhatTheContentDoesNot() {
    var options = ReaderOptions()
    options.sourceName = "leads.form"
    #expect(ReadResult.reading("a=1\n", options).profile?.reasons.format == "by its name")
  }
}
