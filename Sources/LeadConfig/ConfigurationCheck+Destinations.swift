import LeadJSON
import LeadModel

/// The keys of a destination.
extension ConfigurationCheck {
  /// What a destination may have; the JSON Schema lists the same.
  static let destinationKeys = [
    "brand", "baseUrl", "botId", "customerId", "token", "listToken", "rate", "concurrency", "caFile",
    "suppress", "matchInbox",
  ]
  /// What a reference to a secret may have.
  static let secretKeys = ["env", "file"]

  /// Reads one destination; `nil` where something is wrong with it, which is noted.
  mutating func destination(_ member: JSONMember, folder: String) -> DestinationSettings? {
    let value = member.value
    guard value.kind == .object else {
      mismatch(value, key: member.key, what: "an object with brand, botId, customerId and token")
      return nil
    }
    if member.key.allSatisfy(\.isWhitespace) {
      note("destination.name", "a destination has a name", at: member.keyLocation)
    }
    keys(of: value, known: Self.destinationKeys, in: "a destination")
    let brand = brand(of: value)
    let baseURL = baseURL(of: value, brand: brand)
    let botId = identifier("botId", of: value, what: "the bot's id, the first in its page's address")
    let customerId = identifier("customerId", of: value, what: "the customer's id, the second in its page's address")
    let token = secret("token", of: value, isRequired: true)
    let listToken = secret("listToken", of: value, isRequired: false)
    let rate = rate(of: value)
    let concurrency = concurrency(of: value)
    let caFile = text("caFile", of: value, what: "the path of a PEM file").map { FilePath.joined(folder, $0) }
    let suppress = texts("suppress", of: value, what: "a list of paths of tables").map { FilePath.joined(folder, $0) }
    let matchInbox = matchInbox(of: value)
    guard let brand, let baseURL, let botId, let customerId, let token else { return nil }
    var settings = DestinationSettings(
      name: member.key, file: file, brand: brand.name, baseURL: baseURL, botId: botId, customerId: customerId,
      token: token, listToken: listToken, rate: rate, concurrency: concurrency, caFile: caFile)
    settings.suppress = suppress
    settings.matchInbox = matchInbox
    return settings
  }

  private mutating func brand(of destination: JSONValue) -> Brand? {
    let names = Brand.all.map(\.name)
    let what = "one of \(names.joined(separator: ", "))"
    guard let name = requiredText("brand", of: destination, what: what), let value = destination["brand"] else {
      return nil
    }
    if let brand = Brand.named(name) { return brand }
    let nearest = NearestName.of(name, among: names).map { "did you mean '\($0)'?" }
    note(
      "brand.unknown", "the brand is not known, expected \(what)", at: value.location,
      hint: nearest ?? "for another host of the same API: \"brand\": \"custom\" with a \"baseUrl\"")
    return nil
  }

  /// The one that is given, else the brand's own; a custom brand has none.
  private mutating func baseURL(of destination: JSONValue, brand: Brand?) -> String? {
    let given = text("baseUrl", of: destination, what: APIAddress.expected)
    guard let value = destination["baseUrl"], !value.isNull else {
      if let brand, brand.baseURL == nil {
        missing("baseUrl", of: destination, what: "\(APIAddress.expected), with brand '\(brand.name)'")
      }
      return brand?.baseURL
    }
    guard let given else { return nil }
    guard let address = APIAddress(given) else {
      note("baseUrl", "'baseUrl' is no address, expected \(APIAddress.expected)", at: value.location)
      return nil
    }
    if let warning = address.warning(at: position(of: value.location)) { add(warning) }
    return address.text
  }

  /// An id: it becomes part of queries and bodies, and of the keys by which runs are known.
  private mutating func identifier(_ key: String, of destination: JSONValue, what: String) -> String? {
    guard let text = requiredText(key, of: destination, what: what), let value = destination[key] else { return nil }
    guard PageReference.isIdentifier(text) else {
      note("id", "'\(key)' is no id: letters, digits, '-' and '_' are expected", at: value.location)
      return nil
    }
    return text
  }

  private mutating func matchInbox(of destination: JSONValue) -> [ContactKind] {
    let names = ContactKind.allCases.map(\.rawValue)
    let what = "a list of \(names.map { "\"\($0)\"" }.joined(separator: " and "))"
    var kinds: [ContactKind] = []
    for name in texts("matchInbox", of: destination, what: what) {
      if let kind = ContactKind(rawValue: name) {
        if !kinds.contains(kind) { kinds.append(kind) }
      } else if let value = destination["matchInbox"] {
        note(
          "matchInbox", "'matchInbox' holds something else, expected \(what)", at: value.location,
          hint: NearestName.hint(for: name, among: names))
      }
    }
    return kinds
  }

  private mutating func rate(of destination: JSONValue) -> Rate? {
    let what = "a rate, like \"20/s\" or \"600/m\""
    guard let text = text("rate", of: destination, what: what), let value = destination["rate"] else { return nil }
    let rate = Rate(text)
    if rate == nil { note("rate", "'rate' is none, expected \(what)", at: value.location) }
    return rate
  }

  private mutating func concurrency(of destination: JSONValue) -> Int? {
    guard let value = destination["concurrency"], !value.isNull, value.string != "auto" else { return nil }
    if let count = value.integer, DestinationSettings.concurrencyRange.contains(count) { return count }
    let range = DestinationSettings.concurrencyRange
    let what = "\"auto\" or a number from \(range.lowerBound) to \(range.upperBound)"
    if value.kind == .number || value.kind == .string {
      note("concurrency", "'concurrency' is out of range, expected \(what)", at: value.location)
    } else {
      mismatch(value, key: "concurrency", what: what)
    }
    return nil
  }

  /// A reference to a secret; a secret itself is an error that does not repeat it.
  private mutating func secret(_ key: String, of destination: JSONValue, isRequired: Bool) -> SecretReference? {
    let what = #"{"env": "NAME"} or {"file": "PATH"}"#
    guard let value = destination[key], !value.isNull else {
      if isRequired { missing(key, of: destination, what: what) }
      return nil
    }
    if value.kind == .string {
      note(
        "secret.literal", "'\(key)' holds the secret itself, which does not belong into this file", at: value.location,
        hint: #"write {"env": "LEADBRIDGE_TOKEN"} and set that variable, or {"file": "PATH"}"#)
      return nil
    }
    guard value.kind == .object else {
      mismatch(value, key: key, what: what)
      return nil
    }
    keys(of: value, known: Self.secretKeys, in: "'\(key)'")
    let name = text("env", of: value, what: "the name of an environment variable")
    let path = text("file", of: value, what: "the path of a file")
    let position = position(of: value.location)
    switch (name, path) {
    case (let name?, nil): return SecretReference(.environment(name), position: position)
    case (nil, let path?): return SecretReference(.file(path), position: position)
    case (_?, _?): note("secret.both", "'\(key)' has 'env' and 'file', expected one", at: value.location)
    case (nil, nil) where value["env"] == nil && value["file"] == nil:
      note("secret.none", "'\(key)' names no place, expected \(what)", at: value.location)
    case (nil, nil): break
    }
    return nil
  }
}
