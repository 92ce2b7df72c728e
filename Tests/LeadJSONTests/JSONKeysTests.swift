import LeadJSON
import Testing

struct JSONKeysTests {
  @Test(arguments: [
    (#"{"a":1,"a":2}"#, #"{"a":2}"#, ["1:8"]),
    (#"{"a":1,"b":2,"a":3}"#, #"{"b":2,"a":3}"#, ["1:14"]),
    (#"{"a":1,"a":2,"a":3}"#, #"{"a":3}"#, ["1:8", "1:14"]),
    (#"{"a":{"b":1,"b":2},"a":[]}"#, #"{"a":[]}"#, ["1:13", "1:20"]),
    (#"{"a":1,"\u0061":2}"#, #"{"\u0061":2}"#, ["1:8"]),
    (#"{"\u0061":1,"a":2}"#, #"{"a":2}"#, ["1:13"]),
    (#"{"":1,"":2}"#, #"{"":2}"#, ["1:7"]),
    (#"[{"a":1},{"a":2}]"#, #"[{"a":1},{"a":2}]"#, []),
    (#"{"a":{"a":1}}"#, #"{"a":{"a":1}}"#, []),
    (#"{"a":1,"A":2}"#, #"{"a":1,"A":2}"#, []),
    (#"{"a":1,"a ":2}"#, #"{"a":1,"a ":2}"#, []),
    (#"{"\ud800":1,"\udc00":2}"#, "{\"\u{FFFD}\":2}", ["1:3", "1:13", "1:14"]),
  ])
  func lastOfEqualKeysCounts(text: String, expected: String, warnings: [String]) throws {
    let document = try JSONDocument(parsing: text)
    #expect(document.root.compactText == expected)
    #expect(document.warnings.map(\.location.description) == warnings)
    #expect(Array(document.root.members).count == (document.root.kind == .object ? document.root.count : 0))
  }

  @Test func supersededMembersAreNotFound() throws {
    let root = try JSONDocument(parsing: #"{"a":1,"b":2,"\u0061":3}"#).root
    #expect(root["a"]?.integer == 3)
    #expect(root.count == 2)
    #expect(root.members.map(\.key) == ["b", "a"])
    #expect(root.members.map(\.value.integer) == [2, 3])
  }

  /// `é` as one scalar and as two are one `Character`, and two keys.
  @Test func composedAndDecomposedKeysDiffer() throws {
    let document = try JSONDocument(parsing: "{\"caf\u{E9}\":1,\"cafe\u{301}\":2}")
    #expect(document.root.count == 2)
    #expect(document.warnings.isEmpty)
    #expect(document.root["caf\u{E9}"]?.integer == 1)
    #expect(document.root["cafe\u{301}"]?.integer == 2)
  }

  /// Keys with the same length, the same first and the same last bytes, more than a thousand times the table on the
  /// stack: a quadratic search would need 5,000,000,000 comparisons.
  @Test(.timeLimit(.minutes(5)), arguments: ["", #"\u002d"#])
  func hundredThousandKeysAreFast(escape: String) throws {
    let count = 100_000
    var text = "{"
    for key in 0..<count { text += "\"the same beginning \(escape)\(key + 100_000) the same end\":\(key)," }
    text += "\"the same beginning \(escape)\(100_500) the same end\":-1}"
    let document = try JSONDocument(parsing: text)
    #expect(document.root.count == count)
    #expect(document.warnings.count == 1)
    var last: Int?
    var sum = 0
    for member in document.root.members {
      last = member.value.integer
      sum += last ?? 0
    }
    #expect(last == -1)
    #expect(sum == count * (count - 1) / 2 - 500 - 1)
  }

  @Test(arguments: [1, 2, 3, 4, 7, 8, 9, 64, 127, 128, 129, 1000])
  func findsTheOneRepetition(count: Int) throws {
    for repeated in Set([0, count / 2, count - 1]) {
      let keys = (0..<count).map { "key \($0)" } + ["key \(repeated)"]
      let text = "{" + keys.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",") + "}"
      let document = try JSONDocument(parsing: text)
      #expect(document.root.count == count)
      #expect(document.warnings.count == 1)
      #expect(document.root.members.map(\.key) == keys.enumerated().filter { $0.offset != repeated }.map(\.element))
    }
  }
}
