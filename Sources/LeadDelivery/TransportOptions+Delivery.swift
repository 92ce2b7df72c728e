import LeadModel
import LeadTransport

extension TransportOptions {
  /// The transport's options for deliveries to one destination.
  init(_ destination: Destination, _ options: DeliveryOptions) {
    self.init()
    timeout = options.timeout
    connectTimeout = options.connectTimeout
    caFile = destination.caFile
  }
}
