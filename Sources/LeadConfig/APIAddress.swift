package import LeadModel

/// The address of a brand's API: `https://api.example.com`, as `baseUrl` and `--base-url` have it.
package struct APIAddress: Sendable, Hashable {
  /// Scheme, host, port and path, without a trailing slash.
  package let text: String
  /// Whether the token would travel readable: plain http to another machine.
  package let isPlain: Bool

  /// What is expected, for messages.
  package static let expected = "the API's address, like https://api.example.com"

  /// Reads an address: http or https, a host, at most a path.
  ///
  /// `nil` for anything else, as for one with a query, a fragment or a user's name: what is sent is put behind it.
  package init?(_ text: String) {
    guard !text.contains("#"), let address = WebAddress(text), address.query == nil else { return nil }
    self.text = address.base
    isPlain = address.scheme == "http" && !address.isLoopback
  }

  /// The warning that belongs to it, if one does.
  package func warning(at position: Position?) -> Diagnostic? {
    guard isPlain else { return nil }
    return Diagnostic(
      .warning, "destination.plain", "the token and all leads would go to this address unencrypted", at: position,
      hint: "use https")
  }
}
