import LeadJSON
import LeadJournal
import LeadModel
import Testing

struct DeadLetterTests {
  @Test func isOneLineWithTheDocumentedKeysInOrder() throws {
    var letter = Samples.letter(
      "abc", content: .row(Samples.row(Header(["Email", "Name"]), ["jane@", "Jürgen \"J\""])))
    letter.mapping = .init(name: "hubspot-contacts", digest: "sha256:00")
    letter.lead = try Samples.json(#"{ "uuid": "u", "name": "Jürgen" }"#)
    letter.delivery = .init(
      attempts: 5, firstAt: Samples.at, lastAt: Timestamp(millisecondsSince1970: 1_769_853_601_500), status: 400,
      body: Array(#"{"success": false}"#.utf8))
    #expect(
      String(decoding: letter.line, as: UTF8.self) == """
        {"id":"abc","at":"2026-01-31T10:00:00.000Z","stage":"map",\
        "errors":[{"code":"email.invalid","field":"email","message":"is no address"}],\
        "source":{"name":"contacts.csv","format":"csv","line":2,"record":1},\
        "record":{"Email":"jane@","Name":"Jürgen \\"J\\""},\
        "mapping":{"name":"hubspot-contacts","digest":"sha256:00"},\
        "lead":{"uuid":"u","name":"Jürgen"},\
        "delivery":{"attempts":5,"firstAt":"2026-01-31T10:00:00.000Z","lastAt":"2026-01-31T10:00:01.500Z",\
        "status":400,"body":"{\\"success\\": false}"}}
        """)
  }

  /// Every kind of content reads back as a letter that writes the same line.
  @Test(arguments: [
    #"""
    {"id":"1","at":"2026-01-31T10:00:00.000Z","stage":"read","errors":[{"code":"csv.quote","message":"m"}],\#
    "source":{"name":"a.csv","format":"csv","line":3,"record":2},"raw":"a,\"b"}
    """#,
    #"""
    {"id":"1","at":"2026-01-31T10:00:00.000Z","stage":"read","errors":[],"source":{"name":"<stdin>"},\#
    "raw":"gP8=","rawEncoding":"base64"}
    """#,
    #"""
    {"id":"1","at":"2026-01-31T10:00:00.000Z","stage":"map","errors":[],"source":{"name":"a.jsonl",\#
    "format":"jsonl","line":1,"record":1},"record":{"id":9007199254740993,"list":[1.10,{"a":null}]}}
    """#,
    #"""
    {"id":"1","at":"2026-01-31T10:00:00.000Z","stage":"deliver","errors":[],"source":{"name":"f",\#
    "format":"form"},"record":{"a":["1","2"],"b":""},"mapping":{"name":"m","digest":"d"},"lead":{"email":"e"},\#
    "delivery":{"attempts":0}}
    """#,
  ])
  func readsBackWhatItWrites(line: String) throws {
    let letter = try DeadLetter(parsing: Array(line.utf8))
    #expect(String(decoding: letter.line, as: UTF8.self) == line)
  }

  @Test func rawBytesThatAreNoTextAreBase64() throws {
    let line = Samples.letter("1", content: .raw([0x80, 0xFF])).line
    let root = try JSONDocument(parsing: line).root
    #expect(root["raw"]?.string == "gP8=")
    #expect(root["rawEncoding"]?.string == "base64")
    #expect(try DeadLetter(parsing: line).rawBytes == [0x80, 0xFF])
  }

  @Test func repeatedColumnsAndCellsBeyondTheHeaderAreKept() throws {
    let row = Samples.row(Header(["Email", "email", "Name", "Email#2"]), ["a", "b", "c", "d", "e", "f"])
    let root = try JSONDocument(parsing: Samples.letter("1", content: .row(row)).line).root
    let pairs = try #require(root["record"]).members.map { [$0.key, $0.value.string] }
    #expect(pairs == [["Email", "a"], ["email#3", "b"], ["Name", "c"], ["Email#2", "d"], ["", "e"], ["#2", "f"]])
  }

  @Test func aTablesRecordIsARowAgainWhoseColumnsAreFoundAsBefore() throws {
    let row = Samples.row(
      Header(["E-Mail", "e-mail", "Name", "Room #2"]), ["a@example.com", "b@example.com", "Jane", "7"])
    let letter = try DeadLetter(parsing: Samples.letter("1", content: .row(row)).line)
    let record = try #require(letter.record(ordinal: 7))
    guard case .row(let again) = record.content else {
      Issue.record("not a row")
      return
    }
    #expect(record.ordinal == 7)
    #expect(record.line == 2)
    #expect(again.header.names == ["E-Mail", "e-mail", "Name", "Room #2"])
    #expect(again.header.columns(named: "E-MAIL").map(again.text(at:)) == ["a@example.com", "b@example.com"])
    #expect(again.header.columns(named: "name").map(again.text(at:)) == ["Jane"])
  }

  @Test func rowsOfOneTableShareTheirHeader() throws {
    let header = Header(["Email", "Name"])
    let letters = try [["a", "b"], ["c", "d"]].map {
      try DeadLetter(parsing: Samples.letter("1", content: .row(Samples.row(header, $0))).line)
    }
    let other = try DeadLetter(
      parsing: Samples.letter("2", content: .row(Samples.row(Header(["Email"]), ["e"]))).line)
    let first = try #require(letters[0].record(ordinal: 1)?.header)
    let second = try #require(letters[1].record(ordinal: 2, reusing: first)?.header)
    let third = try #require(other.record(ordinal: 3, reusing: second)?.header)
    #expect(second === first)
    #expect(third !== first)
  }

  @Test func editedRowsAreTakenAsTexts() throws {
    let line = #"{"id":1,"source":{"format":"csv"},"record":{"a":5,"b":null,"c":true,"d":{"e":1}}}"#
    let letter = try DeadLetter(parsing: Array(line.utf8))
    guard case .row(let row) = letter.record(ordinal: 1)?.content else {
      Issue.record("not a row")
      return
    }
    #expect((0..<4).map(row.text(at:)) == ["5", "", "true", #"{"e":1}"#])
  }

  @Test func aFormsRecordIsFieldsAgain() throws {
    let fields = [FormField(name: "a", value: "1"), FormField(name: "b", value: ""), FormField(name: "a", value: "2")]
    let letter = try DeadLetter(parsing: Samples.letter("1", format: .form, content: .form(fields)).line)
    guard case .form(let again) = letter.record(ordinal: 1)?.content else {
      Issue.record("not a form")
      return
    }
    #expect(again.map(\.name) == ["a", "a", "b"])
    #expect(again.map(\.value) == ["1", "2", ""])
  }

  @Test func aJSONRecordKeepsItsNumbers() throws {
    let value = try Samples.json("{\n  \"id\": 9007199254740993,\n  \"n\": 1.10\n}")
    let letter = try DeadLetter(parsing: Samples.letter("1", format: .jsonl, content: .json(value)).line)
    guard case .json(let again) = letter.record(ordinal: 1)?.content else {
      Issue.record("not JSON")
      return
    }
    #expect(again.compactText == #"{"id":9007199254740993,"n":1.10}"#)
  }

  @Test func aRecordThatCouldNotBeReadIsNone() throws {
    #expect(try DeadLetter(parsing: Samples.letter("1").line).record(ordinal: 1) == nil)
  }

  @Test func recordsAsDeepAsTheParserTakesAreReadBack() throws {
    let deep = String(repeating: "[", count: 511) + String(repeating: "]", count: 511)
    let value = try Samples.json("{\"a\":\(deep)}")
    let letter = try DeadLetter(parsing: Samples.letter("1", format: .jsonl, content: .json(value)).line)
    #expect(letter.record(ordinal: 1) != nil)
  }

  @Test func whatIsMissingIsUnknown() throws {
    let letter = try DeadLetter(parsing: Array(#"{"id":"x","lead":{"email":"e"},"more":[]}"#.utf8))
    #expect(letter.at == Timestamp(millisecondsSince1970: 0))
    #expect(letter.errors.isEmpty)
    #expect(letter.source == .init(name: "", format: nil, line: nil, record: nil))
    #expect(letter.mapping == nil)
    #expect(letter.delivery == nil)
    #expect(letter.lead?["email"]?.string == "e")
  }

  @Test(arguments: [
    ("", "json.empty"), (#"{"id":"x","#, "json.incomplete"), ("[]", "id"), (#"{"record":{}}"#, "id"),
    (#"{"id":"","record":{}}"#, "id"), (#"{"id":"x"}"#, "record"), (#"{"id":"x","record":null,"raw":5}"#, "record"),
  ])
  func whatIsNoLetterSaysWhy(line: String, reason: String) {
    do throws(DeadLetter.Unreadable) {
      _ = try DeadLetter(parsing: Array(line.utf8))
      Issue.record("it was read")
    } catch {
      switch error {
      case .syntax(let error): #expect(error.code.rawValue == reason)
      case .withoutID: #expect(reason == "id")
      case .withoutRecord: #expect(reason == "record")
      }
    }
  }

  @Test(arguments: [
    (4096, 0, 4096), (4097, 0, 4096), (4095, 2, 4095), (4094, 2, 4096), (4093, 2, 4095), (4095, 1, 4095),
    (9000, 0, 4096), (0, 0, 0),
  ])
  func answersAreCutAtACharacter(ascii: Int, umlauts: Int, kept: Int) throws {
    let text = String(repeating: "a", count: ascii) + String(repeating: "ü", count: umlauts)
    let delivery = DeadLetter.Delivery(attempts: 1, firstAt: nil, lastAt: nil, status: 500, body: Array(text.utf8))
    let body = try #require(delivery.body)
    #expect(body.utf8.count == kept)
    #expect(text.hasPrefix(body))
  }

  @Test func answersThatAreNoTextStillFit() throws {
    let bytes = [UInt8](repeating: 0xFF, count: 10_000)
    let delivery = DeadLetter.Delivery(attempts: 1, firstAt: nil, lastAt: nil, status: 500, body: bytes)
    #expect(try #require(delivery.body).utf8.count <= 4096)
  }

  @Test func printsNoValues() {
    #expect(Samples.letter("abc", content: .raw(Array("secret".utf8))).description == "dead letter abc (map)")
  }
}

extension Record {
  fileprivate var header: Header? {
    if case .row(let row) = content { row.header } else { nil }
  }
}
