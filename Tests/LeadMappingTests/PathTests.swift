import LeadJSON
import LeadModel
import Testing

struct PathTests {
  static let document = """
    {"Email": "a@x", "e-mail": "b@x", "a.b": "whole", "a": {"b": "stepped", "c": [10, 20, 30]},
     "items": [{"name": "one", "k": {"ref": "r1"}}, {"name": "two", "k": {"ref": "r2"}}, {"name": "three", "k": {"ref": "r2"}}],
     "map": {"x": {"v": 1}, "y": {"v": 2}}, "\\u00a0Naïve\\ufeff  Name": "folded", "odd [name]": "odd", "q\\"q": "quote",
     "inner": "{\\"deep\\": [1, {\\"er\\": \\"yes\\"}]}", "nothing": null, "empty": ""}
    """

  @Test(arguments: [
    ("Email", ["a@x"]),
    ("EMAIL", ["a@x"]),
    (" E-Mail ", ["b@x"]),
    ("a.b", ["whole"]),
    ("\"a.b\"", ["whole"]),
    ("a.c[0]", ["10"]),
    ("a.c[-1]", ["30"]),
    ("a.c[3]", []),
    ("a.c[-4]", []),
    ("a.c[*]", ["10", "20", "30"]),
    ("items[*].name", ["one", "two", "three"]),
    ("items[1].name", ["two"]),
    ("items[k.ref=r2].name", ["two"]),
    ("items[*k.ref=r2].name", ["two", "three"]),
    ("items[k.ref=\"r1\"].name", ["one"]),
    ("items[k.ref=r9].name", []),
    ("map[*].v", ["1", "2"]),
    ("map[v=2].v", ["2"]),
    ("map[0].v", ["1"]),
    ("naïve name", ["folded"]),
    ("\"odd [name]\"", ["odd"]),
    ("\"q\\\"q\"", ["quote"]),
    ("inner.deep[1].er", ["yes"]),
    ("missing", []),
    ("items.name", []),
    ("empty", [""]),
  ])
  func leadsTo(path: String, values: [String]) throws {
    let root = try JSONDocument(parsing: Self.document).root
    #expect(try Path(parsing: path).values(in: root).map { $0.scalarText ?? "?" } == values)
  }

  @Test func nullIsAValue() throws {
    let root = try JSONDocument(parsing: Self.document).root
    #expect(try Path(parsing: "nothing").values(in: root).map(\.isNull) == [true])
  }

  @Test func aListAtTheRootIsSteppedInto() throws {
    let root = try JSONDocument(parsing: "[{\"a\": 1}, {\"a\": 2}]").root
    #expect(try Path(parsing: "[*].a").values(in: root).map(\.integer) == [1, 2])
  }

  @Test(arguments: [
    ("", 0), ("  ", 0), (".a", 0), ("a.", 2), ("a..b", 2), ("a[", 1), ("a[]", 1), ("a[x]", 1), ("a[*", 1), ("a[x=1", 1),
    ("a[=1]", 2), ("\"a", 0), ("\"\"", 0), ("\"a\"b", 3), ("a\"b", 1), ("a[0]b", 4), ("a[b=\"c]", 4),
  ])
  func aTextThatIsNoPathIsSaidWithItsPlace(text: String, offset: Int) {
    let error = #expect(throws: PathError.self) { try Path(parsing: text) }
    #expect(error?.offset == offset)
  }
}
