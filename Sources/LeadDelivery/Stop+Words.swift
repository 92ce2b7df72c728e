package import LeadModel

extension Stop {
  /// Why it stopped, in words: for standard error and the log.
  ///
  /// Names the host, never the token or a lead. `giveUpAfter` is that of the options.
  package func diagnostic(_ destination: Destination, giveUpAfter: Duration?) -> Diagnostic {
    let host = destination.shownHost
    let seen = code.map { " (\($0))" } ?? ""
    let last = code.map { ", the last one \($0)" } ?? ""
    let leads = count == 1 ? "the only lead" : "the first \(count) leads, all in the same way"
    return switch reason {
    case .unreachable:
      Diagnostic(
        reason.rawValue,
        "\(host) has not answered for \((giveUpAfter ?? .zero).shown): \(count) failures in a row\(last)",
        hint: "nothing is lost: run the same command again when it is up")
    case .tokenRefused:
      Diagnostic(
        reason.rawValue, "\(host) refuses the token\(seen)",
        hint: "check the token, and that it belongs to this customer id; then run the same command again")
    case .destinationRefuses:
      Diagnostic(
        reason.rawValue,
        "\(host) refused \(leads)\(seen), and has taken none",
        hint: "check bot id, customer id and base URL; then run the same command again")
    case .redirected:
      Diagnostic(
        reason.rawValue, "\(host) redirects\(seen): no redirect is followed, as the token must not go elsewhere",
        hint: "check the base URL: expected the address of the inbox's API")
    case .certificateUntrusted where code == "transport.caFile":
      Diagnostic(
        reason.rawValue, "the file of trusted authorities for \(host) cannot be used\(seen)",
        hint: "give a PEM file of certificates with --ca-file")
    case .certificateUntrusted:
      Diagnostic(
        reason.rawValue, "the certificate of \(host) is not trusted, or is not for this host",
        hint: "for a private authority give its certificate with --ca-file")
    case .quotaUsed:
      Diagnostic(
        reason.rawValue, "today's quota for \(host) is used up: \(count) requests since 00:00 UTC",
        hint: "nothing is lost: run the same command again after 00:00 UTC, or raise the quota")
    case .interrupted: Diagnostic(.note, reason.rawValue, "interrupted: run the same command again to go on")
    }
  }
}

extension Destination {
  /// The base URL's host, and its port where it has one: what messages name it by, without user and password.
  package var shownHost: String {
    let afterScheme = baseURL.firstRange(of: "://").map { baseURL[$0.upperBound...] } ?? baseURL[...]
    let authority = afterScheme.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return authority.lastIndex(of: "@").map { String(authority[authority.index(after: $0)...]) } ?? String(authority)
  }
}
