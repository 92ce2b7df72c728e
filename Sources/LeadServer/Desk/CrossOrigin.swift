/// What a browser's script of another origin needs to post and to read the answer (the Fetch standard, section 3.2).
enum CrossOrigin {
  /// How long a browser may remember a preflight's answer.
  static let maxAgeSeconds = 600

  /// The answer to `OPTIONS`.
  static func preflight(_ head: RequestHead, route: Route) -> HTTPAnswer {
    var answer = HTTPAnswer(204)
    answer.fields = [HTTPAnswer.Field("allow", "POST, GET, HEAD, OPTIONS")]
    guard head.field("access-control-request-method") != nil, allows(head, route) else { return answer }
    answer.fields += [
      HTTPAnswer.Field("access-control-allow-methods", "POST"),
      HTTPAnswer.Field("access-control-allow-headers", "content-type"),
      HTTPAnswer.Field("access-control-max-age", String(maxAgeSeconds)),
    ]
    return opened(answer, head: head, route: route)
  }

  /// The answer, for the script's eyes too where its origin may read it.
  static func opened(_ answer: HTTPAnswer, head: RequestHead, route: Route) -> HTTPAnswer {
    guard !route.cors.isEmpty else { return answer }
    var answer = answer
    if route.cors.contains("*") {
      answer.fields.append(HTTPAnswer.Field("access-control-allow-origin", "*"))
      return answer
    }
    // One address answers several origins: a cache must not give one's answer to another.
    answer.fields.append(HTTPAnswer.Field("vary", "origin"))
    // Taken from the route's set, not from the request: nothing is echoed.
    if let origin = head.field("origin"), let index = route.cors.firstIndex(of: origin) {
      answer.fields.append(HTTPAnswer.Field("access-control-allow-origin", route.cors[index]))
    }
    return answer
  }

  private static func allows(_ head: RequestHead, _ route: Route) -> Bool {
    route.cors.contains("*") || head.field("origin").map(route.cors.contains) ?? false
  }
}
