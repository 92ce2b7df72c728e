package import LeadModel

/// A route as `leadbridge.json` has it: who may post where, and what becomes of a post.
///
/// Whether its sender and its mapping exist is not known here; the places are kept so that whoever knows can say so.
package struct RouteSettings: Sendable, Hashable {
  /// Which leads go first where an inbox cannot take all at once.
  package enum Lane: String, Sendable, Hashable, CaseIterable {
    /// Somebody waits for an answer in the chat.
    case live
    /// They may take their time; of eight requests one is theirs.
    case bulk
  }

  /// Where things stand in the file.
  package struct Places: Sendable, Hashable {
    package var route: Position
    /// The route's own where the key is left out, as with the following.
    package var accept: Position
    package var secret: Position
    package var mapping: Position
    package var to: Position
    package var announced: Position

    /// All at the route's own place.
    package init(_ route: Position) {
      self.route = route
      accept = route
      secret = route
      mapping = route
      to = route
      announced = route
    }
  }

  /// As it is asked for: begins with `/`, without a query, at most ``maxPathBytes``.
  package var path: String
  /// The sender's name: `typeform`, `form`, `hmac`.
  package var accept: String
  /// The destination's name.
  package var to: String
  package var places: Places
  /// The sender's secret; several while it is being changed.
  ///
  /// Relative paths are taken from the file's folder.
  package var secrets: [SecretReference] = []
  /// What the sender shows when it is set up.
  package var verifyToken: SecretReference?
  /// The route's address as the sender has it, with scheme and host.
  package var publicURL: String?
  /// A ready mapping's name, or a path from where the program runs, or an absolute one; a path holds a `/` or ends with
  /// `.json`.
  ///
  /// `nil`: posts cannot be mapped, and are answered 503, unless ``source`` fetches what they announce.
  package var mapping: String?
  /// The name of the source that fetches what the posts announce by its id; `nil`: they hold the records themselves.
  ///
  /// ``to`` is then the source's.
  package var source: String?
  /// Whether posts are answered 503, so that they come again.
  package var isPaused = false
  package var lane = Lane.live
  package var respond = RouteAnswerSettings()
  /// Where a browser goes whose post was refused: an address, or a path on this host.
  package var errorRedirect: String?
  /// `https://www.example.com`, or `*` alone.
  package var cors: [String] = []
  package var spam = SpamSettings()
  /// Addresses and ranges that may post; empty: all.
  package var allow: [String] = []
  package var limits = RouteLimitSettings()
  /// An alert is raised when nothing came for so long.
  package var expectEvery: Duration?
  /// Fields of a lead that go only with its first delivery, besides those of the mapping.
  ///
  /// `nil`: it is not said, so that a sender that does not sign gets ``unsignedOnce``.
  package var once: [String]?
  /// The signature's form; there if, and only if, `accept` is `hmac`.
  package var hmac: HMACRouteSettings?

  /// The longest path, in bytes: it is a metric's label.
  package static let maxPathBytes = 200
  /// The fields that a stranger's post must not change on a lead that is known.
  package static let unsignedOnce = ["name", "phone"]
  /// Keys of how a route makes leads of its posts: the source does where there is one.
  static let ownDelivery = ["mapping", "lane", "once"]
  /// What `once` may name.
  static let onceFields = ["name", "email", "phone", "status", "picture", "agentId", "tags", "notes", "attributes"]
  /// What a redirect is, for messages.
  static let pageExpected = "a page's address, like https://www.example.com/thanks or /thanks"

  package init(path: String, accept: String, to: String, places: Places) {
    self.path = path
    self.accept = accept
    self.to = to
    self.places = places
  }
}

/// What a route answers to a post that it took.
package struct RouteAnswerSettings: Sendable, Hashable {
  /// The forms of a body.
  package enum Body: Sendable, Hashable {
    /// What the sender wants to read; the receipt for one that does not care.
    case senders
    /// This JSON text.
    case json(String)
    /// None, but a page to go to, with 303: an address, or a path on this host.
    case redirect(String)
    case empty
  }

  /// From 200 to 299; `nil`: what the sender wants, else 200.
  ///
  /// Not used with a redirect.
  package var status: Int?
  package var body = Body.senders
  /// Whether posts are mapped before they are answered: 422 to what cannot be a lead.
  package var validates = false

  package init() {}
}

/// How robots are told from people.
package struct SpamSettings: Sendable, Hashable {
  /// A field that people do not see.
  package var honeypot: String?
  /// Nobody fills the form faster.
  ///
  /// `nil` where `timeField` is.
  package var minimumTime: Duration?
  /// The field that holds when the form was shown, in milliseconds since 1970.
  package var timeField: String?

  package init() {}
}

/// What a route allows in place of the daemon's limits; `nil`: as the daemon.
package struct RouteLimitSettings: Sendable, Hashable {
  package var bodyBytes: Int?
  package var ratePerAddress: Rate?
  package var jsonDepth: Int?
  package var formFields: Int?

  package init() {}
}
