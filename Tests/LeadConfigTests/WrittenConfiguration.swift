import LeadConfig
import LeadModel

/// Configurations that tests write, as a file `leadbridge.json` in `/etc/leads`.
///
/// Apostrophes stand for quotes, so that cases stay readable.
enum WrittenConfiguration {
  static let folder = "/etc/leads"

  /// Reads a whole file.
  static func read(
    _ text: String, environment: [String: String] = [:], references: Configuration.References = .needed
  ) throws(Diagnostics) -> Configuration {
    try Configuration(
      parsing: Array(quoted(text).utf8), file: "\(folder)/leadbridge.json", environment: environment,
      references: references)
  }

  /// A file with some keys beside two destinations and, where `keys` has none, no routes.
  static func text(_ keys: String = "", destinations: String = destinations(["main"])) -> String {
    "{'version': 1, 'destinations': \(destinations)\(keys.isEmpty ? "" : ", ")\(keys)}"
  }

  static func destinations(_ names: [String]) -> String {
    let members = names.map { "'\($0)': {'brand': 'local', 'botId': 'b', 'customerId': 'c', 'token': {'env': 'T'}}" }
    return "{\(members.joined(separator: ", "))}"
  }

  /// A file with one route that has these keys beside path and sender.
  static func route(_ keys: String, accept: String = "form") -> String {
    text("'routes': [{'path': '/hooks/a', 'accept': '\(accept)', 'mapping': 'm'\(keys.isEmpty ? "" : ", ")\(keys)}]")
  }

  /// A file with one source that has these keys beside its name and period.
  static func source(_ keys: String) -> String { text("'sources': [{'name': 'a', 'every': '15m', \(keys)}]") }

  /// A file with one source that asks an address, with these keys beside that.
  static func fetch(_ keys: String, url: String = "https://a.example/leads") -> String {
    source("'fetch': {'url': '\(url)'\(keys.isEmpty ? "" : ", ")\(keys)}")
  }

  /// The codes of what is wrong with a file; empty: nothing.
  static func codes(_ text: String, environment: [String: String] = [:]) -> [String] {
    do throws(Diagnostics) {
      _ = try read(text, environment: environment)
      return []
    } catch {
      return error.all.map(\.code)
    }
  }

  static func quoted(_ text: String) -> String { text.replacing("'", with: "\"") }
}
