import LeadJSON
import LeadModel

/// The keys of a destination.
extension ConfigurationCheck {
  /// Reads one destination; `nil` where something is wrong with it, which is noted.
  mutating func destination(_ member: JSONMember) -> DestinationSettings? {
    guard member.value.kind == .object else {
      mismatch(member.value, key: member.key, what: "an object with brand, botId, customerId and token")
      return nil
    }
    if member.key.allSatisfy(\.isWhitespace) {
      note("destination.name", "a destination has a name", at: member.keyLocation)
    }
    let object = object(member.value, at: .destination)
    let brand = brand(of: object)
    let baseURL = baseURL(of: object, brand: brand)
    let botId = identifier("botId", of: object)
    let customerId = identifier("customerId", of: object)
    let token = secret("token", of: object)
    let listToken = secret("listToken", of: object)
    let rate = rate("rate", of: object)
    let quota = text("quota", of: object) { DestinationSettings.requestsADay($0) }
    let concurrency = concurrency(of: object)
    let caFile = path("caFile", of: object)
    let folder = folder
    let suppress = texts("suppress", of: object) { FilePath.joined(folder, $0) }
    let matchInbox = texts("matchInbox", of: object) { ContactKind(rawValue: $0) }
    guard let brand, let baseURL, let botId, let customerId, let token else { return nil }
    var settings = DestinationSettings(
      name: member.key, file: file, brand: brand.name, baseURL: baseURL, botId: botId, customerId: customerId,
      token: token, listToken: listToken, rate: rate, concurrency: concurrency, caFile: caFile)
    settings.quota = quota
    settings.suppress = suppress
    settings.matchInbox = matchInbox.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    return settings
  }

  private mutating func brand(of destination: DeclaredObject) -> Brand? {
    guard let name = text("brand", of: destination), let value = destination.value["brand"] else { return nil }
    if let brand = Brand.named(name) { return brand }
    let nearest = NearestName.of(name, among: Brand.all.map(\.name)).map { "did you mean '\($0)'?" }
    note(
      "brand.unknown", "the brand is not known, expected \(destination.key("brand").kind.words)", at: value.location,
      hint: nearest ?? "for another host of the same API: \"brand\": \"custom\" with a \"baseUrl\"")
    return nil
  }

  /// The one that is given, else the brand's own; a custom brand has none.
  private mutating func baseURL(of destination: DeclaredObject, brand: Brand?) -> String? {
    guard let value = destination.value["baseUrl"], !value.isNull else {
      if let brand, brand.baseURL == nil {
        missing("baseUrl", of: destination.value, what: "\(APIAddress.expected), with brand '\(brand.name)'")
      }
      return brand?.baseURL
    }
    guard let address = text("baseUrl", of: destination, as: { APIAddress($0) }) else { return nil }
    if let warning = address.warning(at: position(of: value.location)) { add(warning) }
    return address.text
  }

  /// An id: it becomes part of queries and bodies, and of the keys by which runs are known.
  private mutating func identifier(_ name: String, of destination: DeclaredObject) -> String? {
    guard let text = text(name, of: destination), let value = destination.value[name] else { return nil }
    guard PageReference.isIdentifier(text) else {
      note("id", "'\(name)' is no id: letters, digits, '-' and '_' are expected", at: value.location)
      return nil
    }
    return text
  }

  private mutating func concurrency(of destination: DeclaredObject) -> Int? {
    let kind = destination.key("concurrency").kind
    guard let value = destination.value["concurrency"], !value.isNull, value.string != "auto" else { return nil }
    if let count = value.integer, DestinationSettings.concurrencyRange.contains(count) { return count }
    if value.kind == .number || value.kind == .string {
      note(kind.code, "'concurrency' is out of range, expected \(kind.words)", at: value.location)
    } else {
      mismatch(value, key: "concurrency", what: kind.words)
    }
    return nil
  }
}
