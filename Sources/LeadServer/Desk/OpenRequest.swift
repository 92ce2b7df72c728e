import LeadModel

/// A request whose head has been judged: what its body may be, and what it is for.
struct OpenRequest: Sendable {
  /// What it wants.
  enum Aim: Sendable {
    /// A post to a route.
    case post(RouteEntry)
    /// Anything else on a route: a handshake, or a look whether it is there.
    case look(RouteEntry)
    /// `GET /submissions/ID`.
    case submission(id: String)
    /// The answer is known, whatever body follows.
    case answered(HTTPAnswer)
  }

  let head: RequestHead
  let path: RequestPath?
  let aim: Aim
  /// The most bytes of body that are taken.
  let maxBodyBytes: Int
  /// Whose it is: behind trusted proxies not the peer's.
  let address: IPAddress

  /// The route it is for.
  var route: RouteEntry? {
    switch aim {
    case .post(let entry), .look(let entry): entry
    case .submission, .answered: nil
    }
  }
}

/// What is done once a request is whole.
enum DeskOrder: Sendable {
  case answer(HTTPAnswer)
  /// Kept, then answered with ``FrontDesk/answer(_:for:_:seconds:)``.
  case keep(IncomingPost)
  /// Looked up, then answered with ``FrontDesk/answer(_:for:)``.
  case lookUp(id: String)
}
