/// A destination to be kept in the configuration: what `connect` has found out.
package struct NewDestination: Sendable, Hashable {
  package var name: String
  package var brand: String
  /// Only where the brand has none of its own.
  package var baseURL: String?
  package var botId: String
  package var customerId: String
  package var token: SecretReference.Place

  package init(
    name: String, brand: String, baseURL: String? = nil, botId: String, customerId: String,
    token: SecretReference.Place
  ) {
    self.name = name
    self.brand = brand
    self.baseURL = baseURL
    self.botId = botId
    self.customerId = customerId
    self.token = token
  }
}
