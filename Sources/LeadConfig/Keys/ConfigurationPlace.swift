/// Objects of `leadbridge.json`, by what they are.
package enum ConfigurationPlace: String, Sendable, Hashable, CaseIterable {
  case configuration, destination, secret
  case route, respond, spam, hmac, routeLimits
  case source, ready, fetch, next, page, offset, cursor
  case `operator`, tls, limits, spool, keep, alert

  /// As messages name it: `a route has no key 'pth'`.
  var noun: String {
    switch self {
    case .configuration: "the configuration"
    case .destination: "a destination"
    case .secret: "a reference"
    case .route: "a route"
    case .routeLimits: "a route's 'limits'"
    case .source: "a source"
    case .alert: "an alert"
    case .respond, .spam, .hmac, .operator, .tls, .limits, .spool, .keep, .ready, .fetch, .next, .page, .offset,
      .cursor:
      "'\(rawValue)'"
    }
  }

  /// The heading of its keys in the documentation.
  var title: String {
    switch self {
    case .configuration: "The file"
    case .destination: "A destination"
    case .secret: "A reference to a secret or another text"
    case .route: "A route"
    case .respond: "A route's `respond`"
    case .spam: "A route's `spam`"
    case .hmac: "A route's `hmac`"
    case .routeLimits: "A route's `limits`"
    case .source: "A source"
    case .ready: "A folder's `ready`"
    case .fetch: "A source's `fetch`"
    case .next: "A fetch's `next`"
    case .page: "`page` of `next`"
    case .offset: "`offset` of `next`"
    case .cursor: "A fetch's `cursor`"
    case .operator: "`operator`"
    case .tls: "`tls`"
    case .limits: "`limits`"
    case .spool: "`spool`"
    case .keep: "`keep`"
    case .alert: "An entry of `alerts`"
    }
  }
}
