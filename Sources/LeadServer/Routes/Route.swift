package import LeadModel

/// A route as the door needs it: what a post must be, and how it is answered.
///
/// What a sender is like comes in as closures, so that the door knows neither senders nor secrets nor mappings. They are
/// called on the threads that serve sockets: none of them may wait.
package struct Route: Sendable {
  /// Says whether a post is the sender's own; a code such as `signature.mismatch` where it is not.
  package typealias Verify = @Sendable (_ post: Post, _ now: Timestamp) -> String?
  /// The answer to a handshake; `nil`: the request is none.
  package typealias Challenge = @Sendable (_ post: Post) -> HTTPAnswer?
  /// What is wrong with a post that the route maps before it answers; `nil`: nothing.
  package typealias Validate = @Sendable (_ post: Post) -> [Finding]?

  /// What a post that was taken is answered.
  package enum Reply: Sendable, Hashable {
    /// `{"id": "…", "status": "/submissions/…"}`.
    case receipt(status: Int = 200)
    /// A fixed text of JSON, such as `{}`.
    case json(status: Int = 200, String)
    /// Nothing.
    case empty(status: Int = 200)
    /// A page to go to (303): for plain HTML forms.
    case redirect(String)
  }

  /// In the form of ``RouteTable``: begins with `/`, no `/` at its end.
  package var path: String
  /// Whether a post may come one segment below ``path``: a key that `verify` looks at.
  package var takesKeyInPath = false
  /// Whether posts are to come again later: 503.
  package var isPaused = false
  /// Whether nothing says what becomes of a post: 503 too.
  package var isUnmapped = false
  /// `nil`: anybody's posts are taken.
  package var verify: Verify?
  package var challenge: Challenge?
  /// The delivery's own key; `nil`: there is none.
  package var deliveryKey: @Sendable (_ post: Post) -> String? = { _ in nil }
  package var validate: Validate?
  /// The post as it may be kept: without what proves its sender.
  package var kept: @Sendable (_ post: Post) -> Post = { $0 }
  package var reply = Reply.receipt()
  /// Where a browser is sent when its form is refused; `nil`: it is shown a small page.
  package var errorRedirect: String?
  /// Origins whose scripts may post and read the answer: `https://www.example.com`, or `*`.
  package var cors: Set<String> = []
  package var spam: SpamCheck?
  /// Who may post; empty: everybody.
  package var allow: [AddressRange] = []
  /// `nil`: the server's.
  package var maxBodyBytes: Int?
  /// Posts of one address; `nil`: the server's.
  package var ratePerAddress: Rate?
  /// How deeply its JSON may be nested, and how many fields its forms may have; `nil`: the server's.
  package var jsonDepth: Int?
  package var formFields: Int?
  /// Whether a bearer's token is this route's secret: who has it may ask what became of a submission.
  package var isSecret: @Sendable (_ token: String) -> Bool = { _ in false }

  package init(path: String) { self.path = path }

  /// The server's limits with this route's in their place.
  func limits(_ server: ServerLimits) -> ServerLimits {
    var limits = server
    if let jsonDepth { limits.jsonDepth = jsonDepth }
    if let formFields { limits.formFields = formFields }
    return limits
  }
}
