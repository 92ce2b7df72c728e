package import LeadModel

/// Destinations that are given by options, without a configuration.
extension DestinationSettings {
  /// The variable that holds the token where nothing else is said.
  package static let tokenVariable = "LEADBRIDGE_TOKEN"

  /// Checks what `--brand`, `--bot-id`, `--customer-id` and `--base-url` say.
  ///
  /// Its name is the brand's, its token that of ``tokenVariable``.
  ///
  /// - Parameters:
  ///   - brandName: As `--brand` has it.
  ///   - botId: `nil` is an error, as is what is no id.
  ///   - customerId: As the bot's id.
  ///   - baseURL: In place of the brand's own; a custom brand needs it.
  /// - Returns: The settings; the token is not read yet.
  /// - Throws: All that is missing or wrong: `brand.unknown`, `destination.baseUrl`, `destination.botId`,
  ///   `destination.customerId`.
  package static func given(
    brand brandName: String, botId: String?, customerId: String?, baseURL: String?
  ) throws(Diagnostics) -> DestinationSettings {
    var found: [Diagnostic] = []
    let brand = Brand.named(brandName)
    if brand == nil { found.append(unknownBrand(brandName)) }
    var address = brand?.baseURL
    do throws(Diagnostic) {
      if let baseURL { address = try checkedAddress(baseURL).text }
    } catch {
      found.append(error)
    }
    if let brand, baseURL == nil, brand.baseURL == nil {
      found.append(
        Diagnostic(
          "destination.baseUrl", "brand '\(brand.name)' has no address of its own", hint: "say it with --base-url"))
    }
    let bot = identifier(botId, "botId", option: "--bot-id", whose: "bot", &found)
    let customer = identifier(customerId, "customerId", option: "--customer-id", whose: "customer", &found)
    guard found.isEmpty, let address, let bot, let customer else { throw Diagnostics(found) }
    return DestinationSettings(
      name: brandName, file: nil, brand: brandName, baseURL: address, botId: bot, customerId: customer,
      token: SecretReference(.environment(tokenVariable)), listToken: nil, rate: nil, concurrency: nil, caFile: nil)
  }

  /// An address as `--base-url` has it.
  ///
  /// - Throws: `destination.baseUrl`.
  package static func checkedAddress(_ text: String) throws(Diagnostic) -> APIAddress {
    guard let address = APIAddress(text) else {
      throw Diagnostic(
        "destination.baseUrl", "the base URL is no address, expected \(APIAddress.expected)",
        hint: "without query, fragment, user name or password")
    }
    return address
  }

  /// `brand.unknown`, with the nearest one.
  private static func unknownBrand(_ name: String) -> Diagnostic {
    let names = Brand.all.map(\.name)
    let nearest = NearestName.of(name, among: names).map { "did you mean '\($0)'?" }
    return Diagnostic(
      "brand.unknown", "the brand is not known, expected one of \(names.joined(separator: ", "))",
      hint: nearest ?? "for another host of the same API: --brand custom --base-url URL")
  }

  private static func identifier(
    _ text: String?, _ key: String, option: String, whose: String, _ found: inout [Diagnostic]
  ) -> String? {
    if let text, PageReference.isIdentifier(text) { return text }
    let hint = "both ids stand in the page's address, https://page.HOST/BOT/CUSTOMER"
    let fact =
      text == nil
      ? "the \(whose)'s id is missing: \(option)"
      : "\(option) is no id: letters, digits, '-' and '_' are expected"
    found.append(Diagnostic("destination.\(key)", fact, hint: hint))
    return nil
  }
}
