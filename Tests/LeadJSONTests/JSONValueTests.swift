import LeadJSON
import Testing

struct JSONValueTests {
  @Test(arguments: [
    ("null", JSONValue.Kind.null), ("true", .boolean), ("false", .boolean), ("-0", .number), ("\"\"", .string),
    ("[]", .array), (" {} ", .object),
  ])
  func knowsItsKind(text: String, kind: JSONValue.Kind) throws {
    let value = try JSONDocument(parsing: text).root
    #expect(value.kind == kind)
    #expect(value.isNull == (kind == .null))
    #expect((value.boolean != nil) == (kind == .boolean))
    #expect((value.number != nil) == (kind == .number))
    #expect((value.string != nil) == (kind == .string))
    #expect((value.scalarText == nil) == [.null, .array, .object].contains(kind))
    #expect(value.count == 0)
    #expect(Array(value.elements).isEmpty)
    #expect(Array(value.members).isEmpty)
    #expect(value["a"] == nil)
    #expect(value[0] == nil)
  }

  @Test func readsMembersAndElements() throws {
    let text = #"{"a": [1, [2, 3], {"x": [4]}, "five"], "b": {"c": {"d": true}}, "": null}"#
    let root = try JSONDocument(parsing: text).root
    #expect(root.count == 3)
    #expect(root.members.map(\.key) == ["a", "b", ""])
    #expect(root["a"]?.count == 4)
    #expect(root["a"]?.elements.map(\.compactText) == ["1", "[2,3]", #"{"x":[4]}"#, #""five""#])
    #expect(root["a"]?[0]?.integer == 1)
    #expect(root["a"]?[1]?[1]?.integer == 3)
    #expect(root["a"]?[3]?.string == "five")
    #expect(root["a"]?[4] == nil)
    #expect(root["a"]?[-1] == nil)
    #expect(root["b"]?["c"]?["d"]?.boolean == true)
    #expect(root[""]?.isNull == true)
    #expect(root["d"] == nil)
    #expect(root["x"] == nil)
  }

  /// Ids beyond 2^53 and phone numbers stay what they are.
  @Test(arguments: [
    "0", "-0", "15550000000", "9007199254740993", "123456789012345678901234567890", "1.10", "1e400", "1E+2", "-1.5e-3",
  ])
  func keepsNumbersAsWritten(text: String) throws {
    let value = try JSONDocument(parsing: "[\(text)]").root[0]
    #expect(value?.number == text)
    #expect(value?.scalarText == text)
    #expect(value?.compactText == text)
  }

  @Test(arguments: [
    ("0", 0), ("-7", -7), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
    ("9223372036854775808", nil), ("1.0", nil), ("1e2", nil), ("\"1\"", nil), ("true", nil),
  ])
  func integersAreWrittenSo(text: String, integer: Int?) throws {
    #expect(try JSONDocument(parsing: text).root.integer == integer)
  }

  @Test func knowsItsPlace() throws {
    let text = "{\n  \"a\": [\n    true, \"x\"],\n  \"b\": {}\n}"
    let root = try JSONDocument(parsing: text).root
    #expect(root.location == JSONLocation(line: 1, column: 1))
    #expect(root["a"]?.location == JSONLocation(line: 2, column: 8))
    #expect(root["a"]?[0]?.location == JSONLocation(line: 3, column: 5))
    #expect(root["a"]?[1]?.location == JSONLocation(line: 3, column: 11))
    #expect(root.members.map(\.keyLocation) == [JSONLocation(line: 2, column: 3), JSONLocation(line: 4, column: 3)])
    #expect(root["b"]?.description == "object at 4:8")
  }

  @Test func knowsItsBytes() throws {
    let root = try JSONDocument(parsing: #" {"a" : [ 1 , "x\n" ] } "#).root
    #expect(root.bytes.elementsEqual(#"{"a" : [ 1 , "x\n" ] }"#.utf8))
    #expect(root["a"]?.bytes.elementsEqual(#"[ 1 , "x\n" ]"#.utf8) == true)
    #expect(root["a"]?[1]?.bytes.elementsEqual(#""x\n""#.utf8) == true)
    #expect(root.compactText == #"{"a":[1,"x\n"]}"#)
  }

  @Test func keepsItsDocumentAlive() throws {
    func inner() throws -> JSONValue? { try JSONDocument(parsing: #"{"a":{"b":"kept"}}"#).root["a"] }
    #expect(try inner()?["b"]?.string == "kept")
  }
}
