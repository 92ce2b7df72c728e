import Foundation
import LeadConfig
import LeadJSON
import LeadJournal
import LeadMapping
import LeadModel
import LeadPipeline
import LeadSync

/// What a daemon's parts are made of, by its configuration.
extension Daemon {
  static func plan(_ setting: Setting) throws(Diagnostics) -> DaemonPlan {
    let configuration = try Configuration(
      contentsOf: setting.configFile, environment: setting.surroundings.environment)
    return try DaemonPlan(configuration, setting.surroundings)
  }

  static func table(_ plan: DaemonPlan, _ spool: Spool, _ limits: ServerLimits) -> RouteTable {
    RouteTable(plan.routes.map(\.door), closed: spool.routes, limits: limits)
  }

  static func operatorTokens(_ plan: DaemonPlan, _ environment: [String: String]) throws(Diagnostic) -> [String] {
    var tokens: [String] = []
    for reference in plan.configuration.serve.operator.tokens {
      tokens.append(
        try reference.resolve(environment: environment, relativeTo: plan.configuration.folder).secret.exposed)
    }
    return tokens
  }
}

extension SpoolLimits {
  init(_ settings: SpoolSettings) {
    self.init(maxBytes: settings.maxBytes, minFreeBytes: settings.minFreeBytes)
  }
}

extension ServerSettings {
  /// The sockets that were handed over go before addresses: `http` for posts, `operator` for the operator's pages.
  init(_ serve: ServeSettings, sockets: ActivatedSockets) throws(Diagnostic) {
    func address(_ name: String, _ text: String) throws(Diagnostic) -> Address {
      if let socket = sockets.socket(named: name) { return .descriptor(socket.descriptor) }
      guard let (host, port) = ServeSettings.hostAndPort(text) else {
        throw Diagnostic("serve.listen", "'\(text)' is no address to listen on")
      }
      return .host(host, port: port)
    }
    // A socket of any name serves posts where it is the only one.
    let main =
      sockets.sockets.count == 1 && sockets.socket(named: "operator") == nil
      ? Address.descriptor(sockets.sockets[0].descriptor) : try address("http", serve.listen)
    self.init(listeners: [Listener(main, isEncrypted: serve.tls != nil)])
    if let own = serve.operator.listen {
      listeners.append(Listener(try address("operator", own), offer: .operation))
    }
    certificate = serve.tls.map { Certificate(chainFile: $0.certificate, keyFile: $0.key) }
  }
}

extension ServerLimits {
  init(_ settings: LimitSettings) {
    self.init()
    maxBodyBytes = settings.bodyBytes
    headerTime = settings.headerTime
    bodyTime = settings.bodyTime
    idleTime = settings.idleTime
    maxConnections = settings.connections
    maxInFlight = settings.inFlight
    ratePerAddress = settings.ratePerAddress
    jsonDepth = settings.jsonDepth
    formFields = settings.formFields
  }
}

extension StatusBoard {
  /// The operator's pages.
  func page(_ path: String, counting metrics: Metrics) -> HTTPAnswer? {
    switch path {
    case "/livez": return HTTPAnswer(200, contentType: "text/plain; charset=utf-8", body: Array("ok\n".utf8))
    case "/readyz":
      let reason = notReady
      return HTTPAnswer(
        reason == nil ? 200 : 503, contentType: "text/plain; charset=utf-8", body: Array("\(reason ?? "ok")\n".utf8))
    case "/status":
      var json = JSONWriter()
      status().write(into: &json)
      return HTTPAnswer(200, contentType: "application/json", body: json.bytes)
    case "/metrics":
      return HTTPAnswer(
        200, contentType: "text/plain; version=0.0.4; charset=utf-8", body: Array(metrics.text(status()).utf8))
    default: return nil
    }
  }
}
