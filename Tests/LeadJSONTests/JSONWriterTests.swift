import LeadJSON
import Testing

struct JSONWriterTests {
  private static func written(_ write: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    write(&writer)
    return writer.text
  }

  @Test(arguments: [
    ("", #""""#),
    ("plain / text", #""plain / text""#),
    ("\"quoted\" \\", #""\"quoted\" \\""#),
    ("\u{8}\u{9}\u{A}\u{C}\u{D}", #""\b\t\n\f\r""#),
    ("\u{0}\u{1}\u{B}\u{1F}", #""\u0000\u0001\u000b\u001f""#),
    ("\u{7F}\u{2028}\u{2029}é伟😀", "\"\u{7F}\u{2028}\u{2029}é伟😀\""),
    ("a\nb", #""a\nb""#),
    ("\n", #""\n""#),
    ("\r\n", #""\r\n""#),
    ("e\u{301}", "\"e\u{301}\""),
  ])
  func escapes(text: String, expected: String) throws {
    #expect(Self.written { $0.string(text) } == expected)
    #expect(
      Self.written {
        $0.beginObject(); $0.key(text); $0.null(); $0.endObject()
      } == "{\(expected):null}")
    let back = try JSONDocument(parsing: expected).root.string
    #expect(back.map { Array($0.utf8) } == Array(text.utf8))
  }

  /// Runs are copied eight bytes at a time: whatever needs an escape may lie on any of them, or behind the last eight.
  @Test(arguments: ["\"", "\\", "\u{0}", "\u{1F}", "\n"])
  func escapesAtEveryPlaceOfALongText(special: String) throws {
    for count in 0...26 {
      for place in 0...count {
        for filler in ["a", " ", "!", "#", "[", "]", "\u{7F}", "é"] {
          let text = String(repeating: filler, count: place) + special + String(repeating: filler, count: count - place)
          let written = Self.written { $0.string(text) }
          #expect(try JSONDocument(parsing: written).root.string == text)
          #expect(written.utf8.count >= text.utf8.count + 3)
        }
      }
    }
  }

  /// In a writer that has to grow for it, or not.
  @Test(arguments: 0...40)
  func aPlainKeyIsWrittenAsAnyOther(before: Int) {
    let text = String(repeating: "x", count: before)
    func write(_ key: (inout JSONWriter) -> Void) -> String {
      var writer = JSONWriter(reservingCapacity: 16)
      writer.beginArray()
      writer.string(text)
      writer.beginObject()
      for _ in 0..<2 {
        key(&writer)
        writer.null()
      }
      return writer.text
    }
    #expect(write { $0.key(plain: "customerId") } == write { $0.key("customerId") })
    #expect(write { $0.member(plain: "name", text) } == write { $0.member("name", text) })
    #expect(write { $0.member(plain: "name", nil) } == write { _ in })
  }

  @Test func startsAnewInTheSameMemory() {
    var writer = JSONWriter(reservingCapacity: 0)
    for length in [3, 1000, 0, 20] {
      writer.removeAll()
      writer.string(String(repeating: "x", count: length))
      #expect(writer.count == length + 2)
      #expect(writer.bytes.count == length + 2)
    }
  }

  @Test func putsCommasWhereTheyBelong() {
    let text = Self.written { writer in
      writer.beginObject()
      writer.key("empty list"); writer.beginArray(); writer.endArray()
      writer.key("empty object"); writer.beginObject(); writer.endObject()
      writer.key("list")
      writer.beginArray()
      writer.number(1); writer.number(-2.5); writer.number(written: "1e400")
      writer.string("{"); writer.string(","); writer.string("")
      writer.boolean(true); writer.boolean(false); writer.null()
      writer.beginArray(); writer.beginArray(); writer.endArray(); writer.number(1); writer.endArray()
      writer.beginObject(); writer.endObject()
      writer.endArray()
      writer.key("last"); writer.number(0)
      writer.endObject()
    }
    #expect(
      text
        == #"{"empty list":[],"empty object":{},"list":[1,-2.5,1e400,"{",",","",true,false,null,[[],1],{}],"last":0}"#)
  }

  @Test func absentMembersAreAbsent() {
    let text = Self.written { writer in
      writer.beginObject()
      writer.member("a", String?.none)
      writer.member("b", "x")
      writer.member("c", Int?.none)
      writer.member("d", 1)
      writer.member("e", Bool?.none)
      writer.member("f", false)
      writer.member("g", JSONValue?.none)
      writer.member("h", orNull: nil as String?)
      writer.member("i", orNull: "y")
      writer.endObject()
    }
    #expect(text == #"{"b":"x","d":1,"f":false,"h":null,"i":"y"}"#)
  }

  @Test(arguments: [
    (0, "0.0"), (0.1, "0.1"), (-1.5, "-1.5"), (1e20, "1e+20"), (.leastNonzeroMagnitude, "5e-324"), (.infinity, "null"),
    (.nan, "null"),
  ])
  func writesNumbersThatReadBack(number: Double, expected: String) throws {
    let text = Self.written { $0.number(number) }
    #expect(text == expected)
    let back = try JSONDocument(parsing: text).root.number.flatMap(Double.init)
    #expect(back == (number.isFinite ? number : nil))
  }

  @Test func linesAreTextsOfTheirOwn() {
    let text = Self.written { writer in
      for number in 1...2 {
        writer.beginObject()
        writer.member("n", number)
        writer.endObject()
        writer.endLine()
      }
    }
    #expect(text == "{\"n\":1}\n{\"n\":2}\n")
  }

  @Test func startsAnew() {
    let text = Self.written { writer in
      writer.number(1)
      writer.removeAll()
      writer.number(2)
    }
    #expect(text == "2")
  }

  @Test(arguments: [
    #"{"b":1,"a":[true,null,"x\u00e9\/"],"c":{"d":1.10}}"#, "[]", "{}", "0", #""é""#, "[[[[]]],{}]",
  ])
  func copiesValuesAsWritten(text: String) throws {
    let value = try JSONDocument(parsing: text).root
    #expect(Self.written { $0.value(value) } == text)
    #expect(
      Self.written {
        $0.beginArray(); $0.value(value); $0.value(value); $0.endArray()
      } == "[\(text),\(text)]")
  }
}
