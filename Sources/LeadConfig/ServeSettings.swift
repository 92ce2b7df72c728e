package import LeadModel

/// What `serve` needs beside routes and destinations; the values here are what holds where nothing is said.
package struct ServeSettings: Sendable, Hashable {
  /// The forms of the daemon's log.
  package enum LogForm: String, Sendable, Hashable {
    case text, json
  }

  /// Where things stand in the file; `nil` where they are left out.
  package struct Places: Sendable, Hashable {
    package var listen: Position?
    package var `operator`: Position?

    package init() {}
  }

  package var places = Places()
  /// `host:port`; an IPv6 address stands in brackets.
  package var listen = "127.0.0.1:8080"
  package var `operator` = OperatorSettings()
  /// `nil`: connections are not encrypted.
  package var tls: TLSSettings?
  /// Addresses and ranges of proxies whose word about the sender's address is taken.
  package var trustedProxies: [String] = []
  package var limits = LimitSettings()
  package var spool = SpoolSettings()
  package var keep = KeepSettings()
  /// How long a daemon that was told to stop goes on delivering.
  package var drain = Duration.seconds(20)
  package var alerts: [AlertSettings] = []
  package var logs = LogForm.text

  package init() {}

  /// A listening address taken apart: `[::1]:8080` is `::1` and 8080.
  ///
  /// - Parameter text: As ``listen`` has it.
  /// - Returns: `nil` for anything else.
  package static func hostAndPort(_ text: String) -> (host: String, port: Int)? {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard host.contains(":") else { return nil }
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || "/[]@".contains($0) }) else { return nil }
    return (String(host), Int(port))
  }
}

/// Who may look at the daemon, and where.
package struct OperatorSettings: Sendable, Hashable {
  /// A port of their own for what operators ask for, as `host:port`; `nil`: the routes' port.
  package var listen: String?
  /// The tokens that are asked for; several while it is being changed, none: it is open.
  package var tokens: [SecretReference] = []

  package init() {}
}

/// A certificate and its key, as paths from where the program runs, or absolute ones.
package struct TLSSettings: Sendable, Hashable {
  package var certificate: String
  package var key: String

  package init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }
}

/// What is allowed, for all routes together.
package struct LimitSettings: Sendable, Hashable {
  package var bodyBytes = 1_000_000
  package var headerTime = Duration.seconds(10)
  package var bodyTime = Duration.seconds(30)
  /// How long a connection may be there without a request.
  package var idleTime = Duration.seconds(60)
  package var connections = 10_000
  package var inFlight = 1_000
  /// `nil`: as much as comes.
  package var ratePerAddress: Rate?
  package var jsonDepth = 64
  package var formFields = 1_000

  static let bodyRange = 1_000...100_000_000
  static let timeRange: ClosedRange<Duration> = .seconds(1) ... .seconds(600)
  static let depthRange = 1...512
  static let fieldRange = 1...100_000

  package init() {}
}

/// The disk that waiting posts may use.
package struct SpoolSettings: Sendable, Hashable {
  package var maxBytes = 1_000_000_000
  /// What must stay free on the disk.
  package var minFreeBytes = 200_000_000

  package init() {}
}

/// How long things are remembered.
package struct KeepSettings: Sendable, Hashable {
  /// Ids, delivery keys, outcomes and times of posts.
  package var submissions = Duration.seconds(30 * 86_400)

  package init() {}
}

/// Who is told when something needs a person, and of what.
package struct AlertSettings: Sendable, Hashable {
  /// The forms of an alert.
  package enum Form: String, Sendable, Hashable {
    case json, slack
  }

  package var address: HookAddress
  package var form = Form.json
  /// From so many dead letters on.
  package var deadLetters = 100
  /// From when a destination was away for so long.
  package var breakerOpen = Duration.seconds(600)
  /// From so much of the spool's size on: above 0, at most 1.
  package var spoolShare = 0.8
  /// From so long before the certificate's end.
  package var certificate = Duration.seconds(14 * 86_400)
  /// What goes on is said again after so long.
  package var repeatEvery = Duration.seconds(6 * 3_600)

  package init(address: HookAddress) { self.address = address }
}
