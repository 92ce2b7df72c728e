/// What a request is answered: status, a few fields and a body.
package struct HTTPAnswer: Sendable, Hashable {
  package var status: Int
  package var contentType: String?
  package var body: [UInt8]
  /// Further fields, names in lower case; values without line ends.
  package var fields: [Field] = []
  /// Whether the connection ends with it.
  package var closes = false

  /// A field of the header.
  package struct Field: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(_ status: Int, contentType: String? = nil, body: [UInt8] = []) {
    self.status = status
    self.contentType = contentType
    self.body = body
  }

  /// A text of JSON.
  package static func json(_ status: Int = 200, _ text: String) -> HTTPAnswer {
    HTTPAnswer(status, contentType: "application/json", body: Array(text.utf8))
  }

  /// The answer with one more field.
  package func with(_ name: String, _ value: String) -> HTTPAnswer {
    var answer = self
    answer.fields.append(Field(name, value))
    return answer
  }

  /// The answer with which the connection ends.
  var closing: HTTPAnswer {
    var answer = self
    answer.closes = true
    return answer
  }
}

extension HTTPAnswer {
  /// The phrase behind the status; nobody reads it, and RFC 9112 (section 4) permits none.
  static func phrase(_ status: Int) -> StaticString {
    switch status {
    case 100: "Continue"
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 303: "See Other"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 503: "Service Unavailable"
    default: ""
    }
  }
}
