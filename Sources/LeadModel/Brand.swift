/// A vendor that speaks the inbox API.
///
/// More white labels exist than are listed, so a brand is a row, never a code path.
package struct Brand: Sendable, Hashable {
  /// As `--brand` and `leadbridge.json` spell it.
  package let name: String
  /// `nil` where the user gives it.
  package let baseURL: String?
  /// The host of its chat pages; `nil` where any may be.
  package let pageHost: String?
  /// The host of its widget script; `nil` where any may be.
  package let scriptHost: String?

  /// Every brand, in the order in which they are listed.
  package static let all: [Brand] = [
    Brand(
      name: "botpenguin", baseURL: "https://api.v7.botpenguin.com", pageHost: "page.botpenguin.com",
      scriptHost: "cdn.botpenguin.com"),
    Brand(name: "omnihubs", baseURL: "https://api.v7.botpenguin.com", pageHost: nil, scriptHost: nil),
    Brand(
      name: "flowmatix", baseURL: "https://api.v7.flowmatix.ai", pageHost: "page.flowmatix.ai",
      scriptHost: "cdn.flowmatix.ai"),
    custom,
    Brand(name: "local", baseURL: "http://127.0.0.1:8787", pageHost: nil, scriptHost: nil),
  ]

  /// A white label that is in no other row.
  package static let custom = Brand(name: "custom", baseURL: nil, pageHost: nil, scriptHost: nil)

  /// The brand so called, or `nil`.
  package static func named(_ name: String) -> Brand? { all.first { $0.name == name } }
}
