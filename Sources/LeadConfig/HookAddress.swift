/// An address that is told how a run ended: `https://hooks.example.com/T0/B0?key=…`.
package struct HookAddress: Sendable, Hashable {
  /// As it was written.
  package let text: String
  /// All that may be shown of it: path and query are often what makes it secret.
  package let host: String

  /// What is expected, for messages.
  package static let expected = "an address like https://example.com/hook; http is for this machine alone"

  /// Reads an address: https, or http to this machine; no user's name, no fragment.
  ///
  /// `nil` for anything else.
  package init?(_ text: String) {
    guard !text.contains("#"), let address = WebAddress(text), address.scheme == "https" || address.isLoopback else {
      return nil
    }
    self.text = text
    host = address.host
  }
}
