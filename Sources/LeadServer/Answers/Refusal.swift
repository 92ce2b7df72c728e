import LeadJSON
package import LeadModel

/// Why a request is not taken: the status, a fixed code and what to do; never anything of the request.
package struct Refusal: Error, Sendable, Hashable {
  package let status: Int
  /// Fixed text, safe as a metric's label.
  package let code: String
  /// One sentence for whoever set the sender up.
  package let message: String
  /// Seconds after which it may come again.
  package var retryAfterSeconds: Int?
  /// `Allow`.
  package var allow: String?
  /// Whether the body was left unread: the connection cannot go on.
  var leavesBody = false
  /// Of a post that the route maps first.
  package var findings: [Finding] = []

  package init(_ status: Int, _ code: String, _ message: String, retryAfterSeconds: Int? = nil, allow: String? = nil) {
    self.status = status
    self.code = code
    self.message = message
    self.retryAfterSeconds = retryAfterSeconds
    self.allow = allow
  }

  /// `{"error": {"code": "…", "message": "…"}}`; an unknown path and a wrong token are told nothing.
  package var answer: HTTPAnswer {
    var answer = HTTPAnswer(status)
    if status != 404 {
      answer.contentType = "application/json"
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("error")
      writer.beginObject()
      writer.key("code")
      writer.string(code)
      writer.key("message")
      writer.string(message)
      if !findings.isEmpty { write(findings, into: &writer) }
      writer.endObject()
      writer.endObject()
      answer.body = writer.bytes
    }
    if let retryAfterSeconds { answer.fields.append(.init("retry-after", String(retryAfterSeconds))) }
    if let allow { answer.fields.append(.init("allow", allow)) }
    if status == 401 { answer.fields.append(.init("www-authenticate", "Bearer")) }
    answer.closes = leavesBody
    return answer
  }

  /// Codes and fields of the mapping; a finding's message may name what the form held, so it stays out.
  private func write(_ findings: [Finding], into writer: inout JSONWriter) {
    writer.key("errors")
    writer.beginArray()
    for finding in findings.prefix(50) {
      writer.beginObject()
      writer.key("code")
      writer.string(finding.code)
      if let field = finding.field {
        writer.key("field")
        writer.string(field)
      }
      writer.endObject()
    }
    writer.endArray()
  }
}

extension Refusal {
  static let unknownPath = Refusal(404, "path.unknown", "there is no such path")
  static let closedRoute = Refusal(
    503, "route.closed", "this route is closed for now; send it again later", retryAfterSeconds: 600)
  static let pausedRoute = Refusal(
    503, "route.paused", "this route is paused; send it again later", retryAfterSeconds: 600)
  static let unmappedRoute = Refusal(
    503, "route.unmapped", "this route has no mapping yet; send it again later", retryAfterSeconds: 600)
  static let forbiddenAddress = Refusal(403, "address.forbidden", "this address may not post here")
  static let longBody = Refusal(413, "body.long", "the body is longer than this route takes")
  static let longTarget = Refusal(414, "target.long", "the path and query are too long")
  static let unknownCoding = Refusal(
    415, "content.coding", "the body's content coding is not taken; send it plain or as gzip")
  static let damagedCoding = Refusal(400, "content.coding.damaged", "the compressed body cannot be unpacked")
  static let unknownType = Refusal(415, "content.type", "the body is neither a form nor JSON")
  static let emptyBody = Refusal(400, "body.empty", "the request has no body")
  static let damagedJSON = Refusal(400, "json.damaged", "the body is no valid JSON")
  static let damagedForm = Refusal(400, "form.damaged", "the body is no valid form")
  static let longField = Refusal(400, "form.field.long", "the form has a field whose name, header or value is too long")
  /// To a method that has none by itself: what would be in it is not read.
  static let unexpectedBody = Refusal(400, "body.unexpected", "this method takes no body: put it into a POST")
  static let busy = Refusal(503, "server.busy", "too many requests are under way", retryAfterSeconds: 1)
  static let unauthorized = Refusal(401, "token.wrong", "a bearer token is needed that may read this")
  /// Where its end is, nobody can tell, so nothing more is read of the connection.
  static let malformedRequest = {
    var refusal = Refusal(400, "request.malformed", "this is no valid HTTP request")
    refusal.leavesBody = true
    return refusal
  }()
  static let longHeader = Refusal(431, "header.long", "the header has too many or too long fields")
  static let slowRequest = Refusal(408, "request.slow", "the request did not arrive in time")

  /// Of a method that is not taken; `allow` names those that are.
  static func method(allow: String) -> Refusal {
    Refusal(405, "method.wrong", "this method is not taken here", allow: allow)
  }

  /// Of an address that asks too often, until so many seconds have passed.
  static func tooMany(retryAfterSeconds seconds: Int) -> Refusal {
    Refusal(429, "address.rate", "too many requests from this address", retryAfterSeconds: seconds)
  }

  /// Of a document that is nested more deeply than the route takes.
  static func deepJSON(most levels: Int) -> Refusal {
    Refusal(400, "json.depth", "the body's JSON has more levels than the \(levels) that this route takes")
  }

  /// Of a form with more fields than the route takes.
  static func manyFields(most fields: Int) -> Refusal {
    Refusal(400, "form.fields.many", "the form has more fields than the \(fields) that this route takes")
  }

  /// Of a post that is not the sender's, with the verification's code: `signature.missing`.
  static func signature(_ code: String) -> Refusal {
    Refusal(401, code, "the request does not prove that it comes from the sender that this route is for")
  }
}
