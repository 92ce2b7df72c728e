/// A destination to be kept in the configuration: what `connect` has found out.
package struct NewDestination: Sendable, Hashable {
  package var name: String
  package var brand: String
  /// Where it is not the brand's own.
  package var baseURL: String?
  package var botId: String
  package var customerId: String
  package var token: SecretReference.Place
  /// A PEM file of authorities, where the system's do not do.
  package var caFile: String?

  package init(
    name: String, brand: String, baseURL: String? = nil, botId: String, customerId: String,
    token: SecretReference.Place, caFile: String? = nil
  ) {
    self.name = name
    self.brand = brand
    self.baseURL = baseURL
    self.botId = botId
    self.customerId = customerId
    self.token = token
    self.caFile = caFile
  }
}
