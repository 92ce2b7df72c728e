package import LeadModel
import LeadTransport

extension TransportOptions {
  /// The transport's options for deliveries to one destination.
  init(_ destination: Destination, _ options: DeliveryOptions) {
    self.init()
    timeout = options.timeout
    connectTimeout = options.connectTimeout
    caFile = destination.caFile
    maxConnections = max(maxConnections, options.concurrency ?? 0)
  }
}

extension PatientClient {
  /// The longest page of chats that is taken, 16 MB.
  ///
  /// The page size is not published, and 20 chats with long notes are more than an answer to a delivery ever is.
  package static let maxPageBytes = 16 * 1024 * 1024

  /// A client with a transport of its own, for listings and tests of a destination.
  ///
  /// - Throws: As `Transport`.
  package init(connectingTo destination: Destination, _ options: DeliveryOptions = DeliveryOptions()) throws(Diagnostic)
  {
    var transport = TransportOptions(destination, options)
    transport.maxBodyBytes = Self.maxPageBytes
    let client = try HTTPClient(transport)
    self.init(destination, send: { request async throws(TransportFailure) in try await client.send(request) })
  }
}
