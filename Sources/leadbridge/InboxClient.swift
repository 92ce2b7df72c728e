import LeadDelivery
import LeadModel
import LeadTransport

/// A client for single calls to a destination: listing, connecting.
struct InboxClient {
  let patient: PatientClient

  /// - Throws: What is wrong with the destination's certificate file.
  init(_ destination: Destination) throws(Diagnostic) {
    patient = try PatientClient(destination)
  }
}
