import LeadModel
import LeadReaders
import Synchronization

/// Decides about requests: head by head, then body by body, then by what the store says.
///
/// No sockets here: a request goes in as values and an answer comes out. The order is the one in which a stranger costs
/// least: address and route, then the body's length, then what proves the sender, then what the body holds.
///
///     open(head) ─► refused, or an OpenRequest ─► body ─► close ─► an answer, or a post to keep ─► answer
package final class FrontDesk: Sendable {
  /// The most bytes of a delivery's key: longer ones are none.
  static let maxKeyBytes = 200

  private let parts: DeskParts
  let limits: ServerLimits
  private let forwarded: ForwardedAddress
  private let table: Mutex<RouteTable>

  package init(
    _ parts: DeskParts, routes: RouteTable, limits: ServerLimits = .init(), trustedProxies: [AddressRange] = []
  ) {
    self.parts = parts
    self.limits = limits
    forwarded = ForwardedAddress(trusted: trustedProxies)
    table = Mutex(routes)
  }

  /// Puts another table in place; requests under way end by the one they began with.
  package func replace(_ routes: RouteTable) { table.withLock { $0 = routes } }

  var store: any SubmissionStore { parts.store }

  func now() -> Timestamp { parts.now() }

  func observe(_ event: ServerEvent) { parts.observe(event) }

  // MARK: The head

  /// Judges a head.
  ///
  /// - Parameters:
  ///   - head: As it came.
  ///   - offer: What is served where it came in.
  ///   - uptime: Nanoseconds of a clock that does not go back.
  /// - Returns: The request, to be given its body. One that is refused has its answer already; where that answer
  ///   ``HTTPAnswer/closes``, the body is not waited for.
  func open(_ head: RequestHead, offer: ServerSettings.Offer, uptime: Int64) -> OpenRequest {
    let address = forwarded.address(
      peer: head.peer, forwardedFor: head.fields("x-forwarded-for"), forwarded: head.fields("forwarded"))
    let path = RequestPath(target: head.target)
    func request(_ aim: OpenRequest.Aim, maxBodyBytes: Int = 0) -> OpenRequest {
      OpenRequest(head: head, path: path, aim: aim, maxBodyBytes: maxBodyBytes, address: address)
    }
    var entry: RouteEntry?
    do throws(Refusal) {
      guard head.target.utf8.count <= RequestPath.maxTargetBytes else { throw .longTarget }
      let hosts = head.fields.count { $0.name == "host" }
      guard hosts == 1 || hosts == 0 && !head.isHTTP11 else { throw .malformedRequest }
      guard let path else { throw .unknownPath }
      if let aim = try ownAim(path.text, head: head, offer: offer) { return request(aim) }
      guard offer == .everything else { throw .unknownPath }
      let found = try route(path.text)
      entry = found
      if !found.route.allow.isEmpty, !found.route.allow.contains(where: { $0.contains(address) }) {
        throw .forbiddenAddress
      }
      if head.method == "OPTIONS" { return request(.answered(CrossOrigin.preflight(head, route: found.route))) }
      guard head.method == "POST" else {
        guard head.method == "GET" || head.method == "HEAD" else { throw .method(allow: "POST, GET, HEAD, OPTIONS") }
        return request(.look(found))
      }
      if let seconds = found.wait(for: address, now: uptime) { throw .tooMany(retryAfterSeconds: seconds) }
      // Behind the limits: a flood is not to be told apart from a paused route's posts.
      if found.route.isPaused { throw .pausedRoute }
      if found.route.isUnmapped { throw .unmappedRoute }
      if let length = head.contentLength, length > found.maxBodyBytes { throw .longBody }
      return request(.post(found), maxBodyBytes: found.maxBodyBytes)
    } catch {
      return request(.answered(refused(error, head: head, route: entry?.route)))
    }
  }

  /// What the paths that are no routes are for; `nil`: it is none of them.
  private func ownAim(_ path: String, head: RequestHead, offer: ServerSettings.Offer) throws(Refusal) -> OpenRequest
    .Aim?
  {
    let isHealth = path == "/livez" || path == "/readyz"
    let isStatus = path == "/status" || path == "/metrics"
    let submission = path.hasPrefix("/submissions/") ? path.dropFirst("/submissions/".count) : nil
    guard isHealth || isStatus || submission != nil else { return nil }
    guard head.method == "GET" || head.method == "HEAD" else { throw .method(allow: "GET, HEAD") }
    if let submission {
      // Before anything is looked up: a stranger's questions must not reach the disk.
      guard let token = head.bearer, parts.isOperator?(token) == true || table.withLock({ $0.isSecret(token) }) else {
        throw .unauthorized
      }
      guard Self.isID(submission) else { throw .unknownPath }
      return .submission(id: String(submission))
    }
    if isStatus {
      if let isOperator = parts.isOperator {
        guard let token = head.bearer, isOperator(token) else { throw .unauthorized }
      } else if offer == .everything {
        throw .unknownPath
      }
    }
    guard let page = parts.page(path) else { throw .unknownPath }
    return .answered(page)
  }

  /// Whether a text may be an id: anything else is not looked up.
  private static func isID(_ text: Substring) -> Bool {
    1...64 ~= text.utf8.count
      && text.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  private func route(_ path: String) throws(Refusal) -> RouteEntry {
    switch table.withLock({ $0.find(path) }) {
    case .route(let entry): return entry
    case .closed: throw .closedRoute
    case .unknown: throw .unknownPath
    }
  }

  // MARK: The body

  /// The answer to a request whose body is longer than it may be.
  ///
  /// A GET that brings one is told so: no limit would help it.
  func bodyTooLong(_ request: OpenRequest) -> HTTPAnswer {
    refused(request.maxBodyBytes == 0 ? .unexpectedBody : .longBody, request)
  }

  /// The answer to a request that there is no room for.
  func busy(_ request: OpenRequest) -> HTTPAnswer { refused(.busy, request) }

  /// The answer to a request that arrives too slowly.
  func tooSlow(_ request: OpenRequest?) -> HTTPAnswer {
    guard let request else { return notRead(.slowRequest) }
    return refused(.slowRequest, request)
  }

  /// The answer to what is no request.
  func notRead(_ refusal: Refusal) -> HTTPAnswer {
    parts.observe(.refused(route: nil, status: refusal.status, code: refusal.code, bytes: 0))
    return refusal.answer.closing
  }

  /// Decides about a request that is whole.
  ///
  /// - Parameters:
  ///   - request: As ``open(_:offer:uptime:)`` gave it.
  ///   - body: At most as long as the request permits.
  /// - Returns: What is to be done next.
  func close(_ request: OpenRequest, body: [UInt8]) -> DeskOrder {
    switch request.aim {
    case .answered(let answer): return .answer(answer)
    case .submission(let id): return .lookUp(id: id)
    case .look(let entry):
      if let answer = entry.route.challenge?(post(request, body: body)) {
        parts.observe(.challenged(route: entry.route.path))
        return .answer(answer)
      }
      // Of the type that a handshake's answer has, though it is empty.
      return .answer(HTTPAnswer(200, contentType: "text/plain; charset=utf-8", body: []))
    case .post(let entry):
      do throws(Refusal) {
        return try take(request, entry: entry, body: body)
      } catch {
        return .answer(refused(error, head: request.head, route: entry.route, bytes: body.count))
      }
    }
  }

  private func take(_ request: OpenRequest, entry: RouteEntry, body: [UInt8]) throws(Refusal) -> DeskOrder {
    let route = entry.route
    let post = post(request, body: try plain(body, head: request.head, maxBytes: entry.maxBodyBytes))
    // First: the answer to a question that is posted holds what was asked.
    if let code = route.verify?(post, post.receivedAt) { throw .signature(code) }
    if let answer = route.challenge?(post) {
      parts.observe(.challenged(route: route.path))
      return .answer(CrossOrigin.opened(answer, head: request.head, route: route))
    }
    let posted = try PostedBody(
      post, wantsFields: route.spam != nil, limits: route.limits(limits))
    var incoming = IncomingPost(id: parts.newID(), route: route.path, post: route.kept(post))
    incoming.spam = route.spam?.verdict(posted.fields, now: post.receivedAt)
    if incoming.spam == nil, let findings = route.validate?(post), !findings.isEmpty {
      var refusal = Refusal(422, findings[0].code, "the post cannot be mapped to a lead")
      refusal.findings = findings
      throw refusal
    }
    incoming.deliveryKey = route.deliveryKey(post).flatMap { 1...Self.maxKeyBytes ~= $0.utf8.count ? $0 : nil }
    return .keep(incoming)
  }

  /// The body with its content coding undone.
  private func plain(_ body: [UInt8], head: RequestHead, maxBytes: Int) throws(Refusal) -> [UInt8] {
    guard let coding = head.field("content-encoding")?.lowercased(), !coding.isEmpty, coding != "identity" else {
      return body
    }
    let plain: [UInt8]?
    do throws(InflateError) {
      plain = try parts.inflate?(body, coding, maxBytes)
    } catch {
      throw error == .tooLong ? .longBody : .damagedCoding
    }
    guard let plain else { throw .unknownCoding }
    guard plain.count <= maxBytes else { throw .longBody }
    return plain
  }

  private func post(_ request: OpenRequest, body: [UInt8]) -> Post {
    let query = request.path?.query ?? ""
    return Post(
      method: request.head.method, target: request.head.target,
      query: query.isEmpty ? [] : URLEncoded.fields(in: query.utf8), headers: request.head.fields, body: body,
      address: request.address.description, receivedAt: parts.now())
  }

  // MARK: The store's answer

  /// The answer to a post that the store was given; `seconds` is how long that took.
  func answer(_ stored: StoreAnswer, for incoming: IncomingPost, _ request: OpenRequest, seconds: Double) -> HTTPAnswer
  {
    guard let route = request.route?.route else { return HTTPAnswer(500) }
    let bytes = incoming.post.body.count
    switch stored {
    case .kept:
      if let code = incoming.spam {
        parts.observe(.spam(route: route.path, id: incoming.id, code: code))
      } else {
        parts.observe(.accepted(route: route.path, id: incoming.id, bytes: bytes, seconds: seconds))
      }
      let answer = Receipt.answer(request.head.prefersReceipt ? .receipt() : route.reply, id: incoming.id)
      return CrossOrigin.opened(answer, head: request.head, route: route)
    case .repeated(let first):
      parts.observe(.repeated(route: route.path, id: first, bytes: bytes))
      let answer = Receipt.answer(request.head.prefersReceipt ? .receipt() : route.reply, id: first)
      return CrossOrigin.opened(answer, head: request.head, route: route)
    case .refused(let code, let seconds):
      let refusal = Refusal(
        503, code, "this cannot be kept at the moment; send it again", retryAfterSeconds: max(1, seconds))
      return refused(refusal, head: request.head, route: route, bytes: bytes)
    }
  }

  /// The page of a submission.
  ///
  /// A token that may not see it gets the same answer as an id that does not exist.
  func answer(_ report: SubmissionReport?, for request: OpenRequest) -> HTTPAnswer {
    guard let token = request.head.bearer else { return refused(.unauthorized, request) }
    if parts.isOperator?(token) == true { return report?.answer ?? refused(.unknownPath, request) }
    guard let report, table.withLock({ $0.isSecret(token, of: report.route) }) else {
      return refused(.unknownPath, request)
    }
    return report.answer
  }

  // MARK: Refusals

  private func refused(_ refusal: Refusal, _ request: OpenRequest) -> HTTPAnswer {
    refused(refusal, head: request.head, route: request.route?.route, leavesBody: true)
  }

  /// The answer that a refusal becomes; `bytes` of the body were read, `nil`: none of it was.
  private func refused(
    _ refusal: Refusal, head: RequestHead, route: Route?, bytes: Int? = nil, leavesBody: Bool = false
  ) -> HTTPAnswer {
    var refusal = refusal
    refusal.leavesBody = refusal.leavesBody || bytes == nil && (leavesBody || head.hasBody)
    parts.observe(
      .refused(route: route?.path, status: refusal.status, code: refusal.code, bytes: bytes ?? 0))
    guard let route else { return refusal.answer }
    let answer =
      head.isBrowserForm ? BrowserPage.answer(refusal, errorRedirect: route.errorRedirect) : refusal.answer
    return CrossOrigin.opened(answer, head: head, route: route)
  }
}
