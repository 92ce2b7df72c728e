import LeadModel
import Testing

struct TableTextTests {
  @Test(arguments: [
    ("+442079460902", "'+442079460902"), ("=1+1", "'=1+1"), ("-5", "'-5"), ("@home", "'@home"), ("\tx", "'\tx"),
    ("\rx", "'\rx"), ("'=1", "''=1"), ("''+", "'''+"), ("'quoted'", "'quoted'"), ("'", "'"), ("plain", "plain"),
    ("a=b", "a=b"), ("", ""), ("1-2", "1-2"), (" =1", " =1"),
  ])
  func guardsAreTakenOffAgain(text: String, guarded: String) {
    #expect(FormulaGuard.guarded(text) == guarded)
    let bytes = Array(guarded.utf8)[...]
    let back = FormulaGuard.isGuarded(bytes) ? bytes.dropFirst() : bytes
    #expect(String(decoding: back, as: UTF8.self) == text)
  }

  @Test(arguments: [
    (["a", "b"], "a,b\n"), (["a,b", "say \"x\"", "l\nm"], "\"a,b\",\"say \"\"x\"\"\",\"l\nm\"\n"),
    ([" a", ""], "\" a\",\n"),
    (["=A1,B1"], "\"'=A1,B1\"\n"), (["\rx"], "\"'\rx\"\n"),
  ])
  func cellsAreQuotedWhereTheyHaveTo(cells: [String], line: String) {
    #expect(TableText.line(cells) == line)
  }

  @Test(arguments: [
    (["Email", "_id", "_line", "_outcome", "_error"], 1, [0]), (["_errors", "Email", "_id"], 2, [1]),
    (["_id", "Name", "_error"], 0, [1]),
  ])
  func aTableOfOursIsKnownByItsColumns(names: [String], id: Int, others: [Int]) throws {
    let columns = try #require(BookkeepingColumns(names))
    #expect(columns.idColumn == id)
    #expect(columns.others == others)
  }

  @Test(arguments: [["_id", "Name"], ["_error", "_line", "_outcome"], ["_ID", "_error"], []])
  func anybodysTableIsNotOurs(names: [String]) {
    #expect(BookkeepingColumns(names) == nil)
  }
}
