/// What a sender is told whose post is on disk.
enum Receipt {
  /// The answer to a post that is kept under an id, which is safe in a path and in JSON as it is.
  static func answer(_ reply: Route.Reply, id: String) -> HTTPAnswer {
    switch reply {
    case .receipt(let status):
      var body: [UInt8] = []
      body.reserveCapacity(40 + 2 * id.utf8.count)
      append("{\"id\":\"", to: &body)
      body.append(contentsOf: id.utf8)
      append("\",\"status\":\"/submissions/", to: &body)
      body.append(contentsOf: id.utf8)
      append("\"}", to: &body)
      return HTTPAnswer(status, contentType: "application/json", body: body)
    case .json(let status, let text): return .json(status, text)
    case .empty(let status): return HTTPAnswer(status)
    case .redirect(let page): return HTTPAnswer(303).with("location", page)
    }
  }

  private static func append(_ text: StaticString, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
