import LeadDelivery
import LeadModel
import LeadPipeline

extension ServiceEvent {
  /// What the door says.
  init(_ event: ServerEvent) {
    switch event {
    case .accepted(let route, let id, let bytes, let seconds):
      self = .accepted(id: id, route: route, bytes: bytes, seconds: seconds)
    case .repeated(let route, let id, _): self = .repeated(id: id, route: route)
    case .spam(let route, let id, let code): self = .spam(id: id, route: route, reason: code)
    case .challenged(let route): self = .challenged(route: route)
    case .refused(let route, let status, let code, _): self = .refused(route: route, status: status, reason: code)
    case .dropped(let code): self = .dropped(reason: code)
    }
  }

  /// What delivery says; `nil` where it is not for the log.
  init?(_ event: LiveEvent) {
    switch event {
    case .settled(let record):
      self = .ended(
        RecordEnd(
          id: record.submission, record: record.ordinal, route: record.route, destination: record.destination,
          outcome: record.outcome, reason: record.code, attempts: record.attempts, seconds: record.seconds))
    case .delivery(let destination, let event):
      guard let own = Self.init(event, destination) else { return nil }
      self = own
    case .held(let destination, let diagnostic, let wait):
      self = .held(destination: destination, reason: diagnostic.code, seconds: wait.seconds)
    case .resumed(let destination): self = .resumed(destination: destination)
    case .warned(let route, let code, let count): self = .warned(route: route, reason: code, count: count)
    }
  }

  init?(_ event: DeliveryEvent, _ destination: String) {
    switch event {
    case .breakerOpened(let code, _, _): self = .breakerOpened(destination: destination, reason: code)
    case .breakerClosed: self = .breakerClosed(destination: destination)
    case .held(let code, let wait): self = .held(destination: destination, reason: code, seconds: wait.seconds)
    case .resumed: self = .resumed(destination: destination)
    // Each retry is counted, and what stops a delivery comes as its hold.
    case .firstFailure, .shared, .stopped: return nil
    }
  }
}
