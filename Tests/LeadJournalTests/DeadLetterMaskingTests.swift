import LeadJSON
import LeadJournal
import LeadModel
import Testing

struct DeadLetterMaskingTests {
  @Test(arguments: [
    (#"{"Email":"Jane.Lee@example.com"}"#, #"{"Email":"Xxxx.Xxx@xxxxxxx.xxx"}"#),
    (#"{"Phone":"+44 (20) 7946-0902"}"#, #"{"Phone":"+99 (99) 9999-9999"}"#),
    (#"{"Name":"Zoë 翼 愛川 🙂"}"#, #"{"Name":"Xxx x xx •"}"#),
    (#"{"n":-12.50,"b":true,"x":null,"s":""}"#, #"{"n":-99.99,"b":false,"x":null,"s":""}"#),
    (#"{"list":[1,{"deep":"A1"}]}"#, #"{"list":[9,{"deep":"X9"}]}"#),
    (#""text""#, #""xxxx""#),
  ])
  func valuesKeepTheirShapeAlone(record: String, masked: String) throws {
    let letter = Samples.letter("1", format: .jsonl, content: .json(try Samples.json(record)))
    guard case .json(let value) = letter.masked.content else {
      Issue.record("no JSON")
      return
    }
    #expect(value.compactText == masked)
  }

  @Test func nothingOfTheLeadIsLeftInTheLine() throws {
    var letter = Samples.letter("abc", content: .raw(Array("Jane,jane@example.com".utf8)))
    letter.lead = try Samples.json(#"{"uuid":"u-1","botId":"b","customerId":"c","name":"Jane","tags":["Jane"]}"#)
    letter.delivery = .init(
      attempts: 3, firstAt: nil, lastAt: nil, status: 422, body: Array(#"{"message":"no Jane here"}"#.utf8))
    let line = String(decoding: letter.masked.line, as: UTF8.self)
    #expect(!line.lowercased().contains("jane"))
    #expect(line.contains(#""uuid":"u-1","botId":"b","customerId":"c""#))
    #expect(line.contains("email.invalid") && line.contains("\"attempts\":3") && line.contains("422"))
    // Rows that were never written go the same way.
    let row = Samples.letter("1", content: .row(Samples.row(Header(["Name"]), ["Jane"])))
    #expect(String(decoding: row.masked.line, as: UTF8.self).contains(#""record":{"Name":"Xxxx"}"#))
  }

  @Test func aLetterAsDeepAsAreReadIsMasked() throws {
    let deep = String(repeating: "[", count: 511) + "\"Jane\"" + String(repeating: "]", count: 511)
    let letter = Samples.letter("1", format: .jsonl, content: .json(try Samples.json("{\"a\":\(deep)}")))
    #expect(String(decoding: letter.masked.line, as: UTF8.self).contains("\"Xxxx\""))
  }
}
