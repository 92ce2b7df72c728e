import LeadJSON
import LeadModel

/// The daemon's keys.
extension ConfigurationCheck {
  mutating func serve(of document: DeclaredObject) -> ServeSettings {
    var serve = ServeSettings()
    serve.listen = listen(of: document) ?? serve.listen
    if let value = document.value["listen"] { serve.places.listen = position(of: value.location) }
    if let object = object("operator", of: document) {
      serve.places.operator = position(of: object.value.location)
      serve.operator.listen = listen(of: object)
      serve.operator.tokens = secrets("token", of: object)
      if serve.operator.listen == serve.listen {
        note(
          "listen", "'operator' listens where the routes do", at: object.value.location, hint: "leave its 'listen' out")
      }
    }
    if let object = object("tls", of: document), let certificate = path("certificate", of: object),
      let key = path("key", of: object)
    {
      serve.tls = TLSSettings(certificate: certificate, key: key)
    }
    serve.trustedProxies = texts("trustedProxies", of: document) { WebTexts.network($0) }
    if let object = object("limits", of: document) { limits(&serve.limits, object) }
    if let object = object("spool", of: document) {
      serve.spool.maxBytes = size("maxSize", of: object) ?? serve.spool.maxBytes
      serve.spool.minFreeBytes = size("minFree", of: object) ?? serve.spool.minFreeBytes
    }
    if let object = object("keep", of: document) {
      serve.keep.submissions = duration("submissions", of: object) ?? serve.keep.submissions
    }
    serve.drain = duration("drain", of: document) ?? serve.drain
    serve.alerts = objects("alerts", of: document).compactMap { alert($0) }
    serve.logs = word("logs", of: document) ?? serve.logs
    return serve
  }

  private mutating func listen(of object: DeclaredObject) -> String? {
    text("listen", of: object) { ServeSettings.hostAndPort($0) == nil ? nil : $0 }
  }

  private mutating func limits(_ limits: inout LimitSettings, _ object: DeclaredObject) {
    limits.bodyBytes = size("bodySize", of: object) ?? limits.bodyBytes
    limits.headerTime = duration("headerTime", of: object) ?? limits.headerTime
    limits.bodyTime = duration("bodyTime", of: object) ?? limits.bodyTime
    limits.idleTime = duration("idleTime", of: object) ?? limits.idleTime
    limits.connections = count("connections", of: object) ?? limits.connections
    limits.inFlight = count("inFlight", of: object) ?? limits.inFlight
    limits.ratePerAddress = rate("ratePerAddress", of: object)
    limits.jsonDepth = count("jsonDepth", of: object) ?? limits.jsonDepth
    limits.formFields = count("formFields", of: object) ?? limits.formFields
  }

  private mutating func alert(_ object: DeclaredObject) -> AlertSettings? {
    let address = text("url", of: object) { HookAddress($0) }
    let form: AlertSettings.Form? = word("format", of: object)
    let deadLetters = count("deadLetters", of: object)
    let breakerOpen = duration("breakerOpen", of: object)
    let spoolShare = share("spoolShare", of: object)
    let certificate = duration("certificate", of: object)
    let repeatEvery = duration("repeatEvery", of: object)
    // Only now, so that all that is wrong is said.
    guard let address else { return nil }
    var alert = AlertSettings(address: address)
    alert.form = form ?? alert.form
    alert.deadLetters = deadLetters ?? alert.deadLetters
    alert.breakerOpen = breakerOpen ?? alert.breakerOpen
    alert.spoolShare = spoolShare ?? alert.spoolShare
    alert.certificate = certificate ?? alert.certificate
    alert.repeatEvery = repeatEvery ?? alert.repeatEvery
    return alert
  }
}
