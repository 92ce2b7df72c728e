import LeadJSON
import LeadModel

/// The templates of a fetch: what they name must be there, and what finds pages must be named.
extension ConfigurationCheck {
  /// Notes placeholders that mean nothing.
  ///
  /// Which further ones a ready source knows, it says itself: beside `from` only those of secrets are looked at.
  mutating func templates(_ fetch: FetchSettings, of object: DeclaredObject) {
    var named: Set<String> = []
    func collect(_ text: String?) { if let text { named.formUnion(PlaceholderText(text).names) } }
    collect(fetch.url)
    collect(fetch.body)
    fetch.headers.values.forEach { collect($0) }
    let isReady = given("from", of: object) != nil
    let secrets = secretNames(of: object)
    let known = PlaceholderText.known + secrets.sorted().map { PlaceholderText.secretPrefix + $0 }
    func check(_ value: JSONValue, _ key: String, _ text: String) {
      let template = PlaceholderText(text)
      if key != "body", template.hasLooseBraces {
        note("template", "'\(key)' has a brace that belongs to no placeholder", at: value.location)
      }
      for name in template.names where !known.contains(name) {
        if isReady, !name.hasPrefix(PlaceholderText.secretPrefix) { continue }
        note(
          "template", "'\(key)' has a placeholder that is none: {\(name)}", at: value.location,
          hint: NearestName.hint(for: name, among: known))
      }
    }
    if let text = fetch.url, let value = given("url", of: object) { check(value, "url", text) }
    if let text = fetch.body, let value = given("body", of: object) { check(value, "body", text) }
    // Their number was looked at where they were read.
    for member in given("headers", of: object).map({ Array($0.members) }) ?? [] {
      guard let name = WebTexts.headerName(member.key), let text = fetch.headers[name] else { continue }
      check(member.value, member.key, text)
    }
    if !isReady { uses(fetch, named: named, of: object) }
  }

  /// What is counted must be asked for, and the other way round: else a run would get one page again and again.
  private mutating func uses(_ fetch: FetchSettings, named: Set<String>, of object: DeclaredObject) {
    let next = given("next", of: object)
    let counted = ["page": ["page", "token"], "offset": ["offset"]]
    for (name, keys) in counted.sorted(by: { $0.key < $1.key }) {
      let isGiven = keys.contains { next?[$0]?.isNull == false }
      if isGiven, !named.contains(name), let next {
        note("template", "no template has {\(name)}, so each page would be the first", at: next.location)
      } else if !isGiven, named.contains(name) {
        let words = keys.map { "'\($0)'" }.joined(separator: " or ")
        note("template", "{\(name)} is empty without \(words) in 'next'", at: object.value.location)
      }
    }
    guard given("cursor", of: object) == nil else { return }
    for name in ["cursor", "since"] where named.contains(name) {
      note("template", "{\(name)} is empty without 'cursor'", at: object.value.location)
    }
  }

  /// All, right or not: a reference that is wrong is complained of once.
  private func secretNames(of object: DeclaredObject) -> [String] {
    given("secrets", of: object).map { $0.kind == .object ? $0.members.map(\.key) : [] } ?? []
  }
}
