import LeadDelivery
import LeadJSON
import LeadModel
import LeadTransport

/// What an answer's status means for a run: *whether* to go on, to try again, or to give up.
///
/// As deliveries have it (`Verdict`), with a source in place of the inbox:
///
/// | answer | ruling |
/// | --- | --- |
/// | 2xx | a page, if it can be read |
/// | 304 | nothing has changed |
/// | other 3xx | a redirect |
/// | 401; 403 without `Retry-After` | refused: `fetch.token` |
/// | 404, 410 | refused: `fetch.gone` |
/// | 408, 425, 429, 403 with `Retry-After` | again: `fetch.limited` |
/// | other 4xx | refused: `fetch.refused`, unless the body says that it is one of the above (``FetchTraits/Refusals``) |
/// | 5xx, any other | again: `fetch.unavailable` |
enum FetchVerdict {
  case page
  case unchanged
  case redirect
  case retry(FetchCode, String, after: Duration?)
  case refused(FetchCode, String)

  init(_ response: HTTPResponse, _ plan: FetchPlan, now: Timestamp) {
    let status = response.status
    let host = plan.shownHost
    let wait = RetryAfter.wait(
      response.retryAfter, date: response.date ?? response.headers["date"], now: now, atMost: SourceClock.longestAsked)
    let limited = FetchVerdict.retry(.limited, "\(host) has had enough requests (http.\(status))", after: wait)
    switch status {
    case 200...299: self = .page
    case 304: self = .unchanged
    case 300...399: self = .redirect
    case 403 where wait != nil: self = limited
    case 401, 403: self = .refused(.token, "\(host) refuses the token (http.\(status))")
    case 404, 410: self = .refused(.gone, "there is nothing at the address at \(host) (http.\(status))")
    case 408, 425, 429: self = limited
    case 400...499:
      switch Self.reason(in: response.body, plan) {
      case .token?: self = .refused(.token, "\(host) refuses the token (http.\(status))")
      case .limited?: self = limited
      default: self = .refused(.refused, "\(host) does not take the request (http.\(status))")
      }
    default: self = .retry(.unavailable, "\(host) cannot answer (http.\(status))", after: wait)
    }
  }

  private static func reason(in body: [UInt8], _ plan: FetchPlan) -> FetchCode? {
    guard let refusals = plan.traits.refusals, let root = try? JSONDocument(parsing: body).root else { return nil }
    let found = refusals.path.reduce(root as JSONValue?) { value, key in value?[key] }
    guard let code = found?.scalarText else { return nil }
    return refusals.token.contains(code) ? .token : (refusals.limited.contains(code) ? .limited : nil)
  }
}

extension FetchPlan {
  /// The host that is asked, in a sentence.
  var shownHost: String { host ?? "the source" }
}

extension FetchCode {
  /// What to do where nothing more particular is known.
  var hint: String? {
    switch self {
    case .token: "renew the token, and see that it may read this"
    case .gone: "check the address and the ids in it"
    case .refused: "check the address, its parameters and the body"
    case .redirect: "name the address that it points to; an address for a browser mostly leads to a login page"
    case .host: "give every page's address yourself, by page numbers or offsets"
    case .html: "check the address: an API's answers JSON, a login page HTML"
    case .certificate: "name the authority that signed it: \"caFile\""
    case .loop: "check how pages are asked for: the server takes no notice of it"
    case .pages: "say how many records a page has, in the address and as \"size\""
    case .fewer: "if it may lose so many records, say so: \"mayShrink\": true"
    case .cursor: "if the source was set back, forget its state: it is then read from its start"
    case .cursorMissing: "check the cursor's path"
    case .limit:
      "raise maxPages, maxRecords or maxBytes, or have the source sort by the cursor, and say so: \"order\": \"ascending\""
    case .large: "ask for fewer records a page"
    case .window: "fetch the records of that moment once by an export"
    case .limited, .unavailable, .unreachable, .broken, .shape, .file, .cancelled, .source, .value, .secret, .url,
      .plain,
      .method, .template, .path, .paging, .format, .timeZone, .limits, .backfill, .state, .stateOther:
      nil
    }
  }
}

extension FetchLimits {
  /// In a sentence.
  var shown: String { "\(pages) pages, \(records) records, \(bytes) bytes" }
}
