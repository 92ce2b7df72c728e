import LeadModel
import Testing

struct EnvelopeTests {
  @Test(arguments: [
    (#"{"success": true, "message": "ok", "code": 200}"#, Envelope(success: true, message: "ok", code: 200)),
    (#"{"success": false, "code": 400, "data": []}"#, Envelope(success: false, message: nil, code: 400)),
    (#"{"success": true}"#, Envelope(success: true, message: nil, code: nil)),
    (#"{"code": 401, "message": 5}"#, Envelope(success: nil, message: "5", code: 401)),
    (#"{"success": "true", "code": 200}"#, Envelope(success: nil, message: nil, code: 200)),
    ("\u{FEFF}{\"success\": true}\r\n", Envelope(success: true, message: nil, code: nil)),
  ])
  func isReadFromAnObjectWithSuccessOrCode(text: String, envelope: Envelope) {
    #expect(Envelope(Array(text.utf8)) == envelope)
  }

  @Test(arguments: [
    "", "ok", "<html><body>502 Bad Gateway</body></html>", "null", "true", "200", "[]", "{}", #"[{"success": true}]"#,
    #"{"message": "ok"}"#, #"{"success": "true"}"#, #"{"code": "200"}"#, #"{"code": 2.5}"#, #"{"success": true"#,
    #"{"success": true} {}"#,
  ])
  func anythingElseIsNone(text: String) {
    #expect(Envelope(Array(text.utf8)) == nil)
  }

  @Test(
    arguments: [
      (true, 200, true), (true, nil, true), (nil, 200, true), (true, 201, true), (true, 400, false),
      (false, 200, false),
      (false, nil, false), (nil, 500, false), (true, 0, false),
    ] as [(Bool?, Int?, Bool)])
  func isOKOnlyWhereNothingSpeaksAgainstIt(success: Bool?, code: Int?, isOK: Bool) {
    #expect(Envelope(success: success, message: nil, code: code).isOK == isOK)
  }

  @Test func isWrittenInTheAPIsOrder() {
    let body = Envelope(success: false, message: "\"email\" is not a string", code: 400).body
    #expect(body.elementsEqual(#"{"success":false,"message":"\"email\" is not a string","code":400}"#.utf8))
    #expect(Envelope(body) == Envelope(success: false, message: "\"email\" is not a string", code: 400))
  }
}
