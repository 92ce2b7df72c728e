import LeadConfig
import LeadMapping
import LeadModel
import LeadPipeline
import LeadSenders

/// A route of the configuration with what it names: its sender, secrets and mapping.
struct RoutePlan: Sendable {
  let settings: RouteSettings
  let sender: Sender
  let signing: Signing
  /// In the order of the settings; the first answers handshakes.
  let secrets: [String]
  let verifyToken: String?
  /// `nil`: the route has none, or one that is not proven.
  let verifier: Verifier?
  /// `nil`: what posts announce is fetched by a source, or they cannot be mapped, and are to come again.
  let mapping: Mapping?
  /// `nil`: posts are answered before they are mapped.
  var check: PostCheck?

  /// Whether nothing says what becomes of a post: neither a mapping, nor a source that fetches what it announces.
  var isUnmapped: Bool { mapping == nil && settings.source == nil }

  /// Whether a post proves where it comes from.
  var isProven: Bool { verifier != nil }

  /// Fields that go with the first delivery of a lead alone.
  ///
  /// Where anyone may post, the name and the phone are among them: a stranger who knows an address must not rename its
  /// owner.
  var once: [LeadField] {
    let named = (settings.once ?? (isProven ? [] : RouteSettings.unsignedOnce)).compactMap(LeadField.init)
    return (mapping?.once ?? []) + named.filter { mapping?.once.contains($0) != true }
  }

  /// What delivery needs to know; `nil` where posts are not mapped.
  var live: LiveRoute? {
    mapping.map { mapping in
      LiveRoute(
        path: settings.path, mapping: mapping, destination: settings.to, once: once,
        lane: settings.lane == .bulk ? .bulk : .live)
    }
  }

  /// What the door needs to know.
  var door: Route {
    var route = Route(path: settings.path)
    route.isPaused = settings.isPaused
    route.isUnmapped = isUnmapped
    route.takesKeyInPath = isProven && signing.proofs.contains(.key(.lastPathSegment))
    if let verifier {
      route.verify = { post, now in
        guard case .refused(let failure) = verifier.verify(post, now: now) else { return nil }
        return failure.code
      }
      route.kept = { verifier.withoutKey($0) }
    }
    let (sender, secrets, verifyToken) = (sender, secrets, verifyToken)
    if !sender.handshakes.isEmpty {
      route.challenge = { post in
        sender.challenge(post, secrets: secrets, verifyToken: verifyToken).map { answer in
          HTTPAnswer(answer.status, contentType: answer.contentType, body: answer.body)
        }
      }
    }
    route.deliveryKey = { post in sender.deliveryKey(of: post) }
    if let check { route.validate = { post in check.findings(in: post) } }
    route.reply = reply
    route.errorRedirect = settings.errorRedirect
    route.cors = Set(settings.cors)
    route.spam = spam
    route.allow = settings.allow.compactMap { AddressRange($0) }
    route.maxBodyBytes = settings.limits.bodyBytes
    route.ratePerAddress = settings.limits.ratePerAddress
    route.jsonDepth = settings.limits.jsonDepth
    route.formFields = settings.limits.formFields
    route.isSecret = { token in ConstantTime.isOne(token, of: secrets) }
    return route
  }

  private var reply: Route.Reply {
    let status = settings.respond.status
    switch settings.respond.body {
    case .json(let text): return .json(status: status ?? 200, text)
    case .redirect(let page): return .redirect(page)
    case .empty: return .empty(status: status ?? 200)
    case .senders:
      let status = status ?? sender.answer.status
      switch sender.answer.body {
      case .receipt: return .receipt(status: status)
      case .emptyObject: return .json(status: status, "{}")
      case .empty: return .empty(status: status)
      }
    }
  }

  private var spam: SpamCheck? {
    let settings = settings.spam
    guard settings.honeypot != nil || settings.minimumTime != nil else { return nil }
    var check = SpamCheck(honeypot: settings.honeypot)
    if let time = settings.minimumTime { check.minimumSeconds = Int(time.seconds.rounded(.up)) }
    if let field = settings.timeField { check.timeField = field }
    return check
  }
}
