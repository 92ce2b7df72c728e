import LeadDelivery
import LeadModel
import Synchronization
import TestSupport
import Testing

/// How the fault matrix reaches its server.
enum FaultWire: String, Sendable, CaseIterable, CustomTestStringConvertible {
  case plain = "HTTP/1.1"
  case tls = "HTTP/1.1 over TLS"
  case http2 = "HTTP/2"

  var testDescription: String { rawValue }

  /// One certificate for all of a run: making one takes longer than a test.
  private static let certificate = Result { try FaultCertificate() }

  /// What a server of this wire shows; `nil` for the one without TLS.
  func tls() throws -> FaultTLS? {
    self == .plain ? nil : try FaultTLS(Self.certificate.get(), offersHTTP2: self == .http2)
  }

  /// A server by this wire.
  func server(
    streamLimit: Int? = nil, welcome: @escaping @Sendable (Int) -> FaultWelcome = { _ in .serve },
    script: @escaping FaultServer.Script
  ) throws -> FaultServer {
    try FaultServer(tls: tls(), streamLimit: streamLimit, welcome: welcome, script: script)
  }

  /// The inbox that a server plays; its authority is trusted.
  func destination(_ server: FaultServer) throws -> Destination {
    var destination = DispatchDeskTests.destination
    destination.baseURL = server.url("")
    destination.caFile = try tls()?.certificate.file
    return destination
  }
}

/// A script that goes by who is sent and how often: `step(ticket, attempt)`, attempts from 1.
final class FaultScript: Sendable {
  private let attempts = Mutex<[Int: Int]>([:])
  private let step: @Sendable (_ ticket: Int, _ attempt: Int) -> FaultStep

  init(_ step: @escaping @Sendable (_ ticket: Int, _ attempt: Int) -> FaultStep) { self.step = step }

  func callAsFunction(_ request: FaultRequest) -> FaultStep {
    let ticket = request.ticket
    let attempt = attempts.withLock { attempts in
      attempts[ticket, default: 0] += 1
      return attempts[ticket, default: 0]
    }
    return step(ticket, attempt)
  }
}

extension FaultRequest {
  /// Of the parcel that the request carries; -1 where it carries none.
  var ticket: Int { text.split { !$0.isNumber }.last.flatMap { Int($0) } ?? -1 }
}

extension Parcel {
  /// A parcel whose body names uuid and ticket, the ticket last.
  static func lead(_ ticket: Int, _ uuid: String) -> Parcel {
    Parcel(ticket: ticket, uuid: uuid, body: Array(#"{"uuid":"\#(uuid)","n":\#(ticket)}"#.utf8))
  }
}

/// A delivery's waits where they are to take no time.
enum FaultSeed {
  /// The first four waits of one lead are 2, 4, 26 and 37 ms by this seed, where they could be 0.5, 1, 2 and 4 s.
  ///
  /// The waits stay those of the product; only the dice are chosen. The matrix's own test tells where they are not so.
  static let short: UInt64 = 209_696
}
