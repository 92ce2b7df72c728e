import LeadModel
import LeadReaders
import Testing

/// Where a finding says that it is: its line and the byte in it.
struct FindingPlaceTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var input: String
    /// Of each record, the places of its findings.
    var places: [[String]]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "a stray quote", input: "a,b\n1,2\nab,c\"d\n", places: [[], ["3:5"]]),
    Case(name: "the first of several", input: "a,b\nx\"y,z\"\n", places: [["2:2"]]),
    Case(name: "text behind a quote", input: "a,b\nab,\"c\"d\n", places: [["2:6"]]),
    Case(
      name: "a stray quote in a record's second line", input: "a,b\n\"1\n2\",x\"y\n3,4\n", places: [["3:5"], []]),
    Case(name: "a quote that is not closed", input: "a,b\n1,\"2\n3,4\n", places: [["2:3"], []]),
    Case(name: "a short row: where it ends", input: "a,b,c\n1,2\n", places: [["2:4"]]),
    Case(name: "a long row: its first cell too many", input: "a,b\n1,2,3\n", places: [["2:5"]]),
    Case(name: "a NUL: where it was", input: "a,b\n1,2\n3,4\0\n", places: [[], ["3:4"]]),
    Case(name: "JSON: where it breaks", input: "{\"a\":1}\n\n{\"a\":x}\n", places: [[], ["3:6"]]),
    Case(name: "JSON: a key that comes twice", input: "{\"a\":1,\"a\":2}\n{\"a\":1}\n", places: [["1:8"], []]),
  ]

  @Test(arguments: cases)
  func aFindingSaysWhereItIs(_ example: Case) {
    #expect(ReadResult.reading(example.input).records.map(\.places) == example.places)
  }

  @Test func aLineThatIsNotUTF8SaysItsFirstBadByte() {
    let good = String(repeating: "Jürgen,Zoë\n", count: 20)
    let result = ReadResult.reading(Array("a,b\n\(good)x,".utf8) + [0xFC, UInt8(ascii: "y"), 0x0A])
    #expect(result.records.last?.fields == ["x", "üy"])
    #expect(result.records.last?.places == ["22:3"])
  }
}
