package import LeadModel

/// The signature of a sender that has no row of its own, as a route's settings describe it.
package struct HMACSettings: Sendable, Hashable {
  /// The signature's header, whatever its case.
  package var header = "x-signature"
  /// What stands before the signature: `sha256=`; with ``timestampKey`` the signature's key, `v1=`.
  package var prefix = ""
  package var algorithm = SignatureScheme.Algorithm.hmacSHA256
  package var encoding = SignatureEncoding.hex
  /// What is signed: see ``SignedTemplate/init(parsing:)``.
  package var template = "{body}"
  /// The header that `{timestamp}` is in.
  package var timestampHeader: String?
  /// The key of the time in the signature's header, `t` in `t=…,v1=…`.
  package var timestampKey: String?
  package var timestampUnit = SignatureScheme.Freshness.Unit.seconds
  /// How far a timestamp may be from now, in the past and in the future.
  package var tolerance = Duration.seconds(300)
  /// The header that `{id}` is in.
  package var idHeader: String?
  package var keyEncoding = KeyEncoding.utf8

  package init() {}
}

extension Signing {
  /// The signing that settings describe.
  ///
  /// - Throws: `sender.template` for a template that cannot be read, or whose `{timestamp}` or `{id}` has no header;
  ///   `sender.settings` for settings that do not go together.
  package init(_ settings: HMACSettings) throws(Diagnostic) {
    let template = try SignedTemplate(parsing: settings.template)
    let hasTime = settings.timestampHeader != nil || settings.timestampKey != nil
    guard hasTime == template.holds(.timestamp) else {
      throw Diagnostic(
        "sender.template",
        hasTime ? "a timestamp is read, and the signed template has no {timestamp}" : "{timestamp} is in no header",
        hint: hasTime ? "one that is not signed proves nothing" : "say \"timestampHeader\", or \"timestampKey\"")
    }
    guard settings.idHeader != nil || !template.holds(.id) else {
      throw Diagnostic("sender.template", "{id} is in no header", hint: "say \"idHeader\"")
    }
    guard settings.algorithm == .sha256 || !template.holds(.secret) else {
      throw Diagnostic("sender.template", "{secret} is for the algorithm sha256", hint: "an HMAC has it as its key")
    }
    guard settings.algorithm != .sha256 || template.holds(.secret) else {
      throw Diagnostic("sender.settings", "a plain sha256 without {secret} proves nothing", hint: "is it hmac-sha256?")
    }
    guard settings.timestampHeader == nil || settings.timestampKey == nil else {
      throw Diagnostic("sender.settings", "the timestamp has a header and a key, expected one of them")
    }
    guard !settings.header.isEmpty else { throw Diagnostic("sender.settings", "the signature has no header") }
    guard (.zero ... .seconds(86_400)).contains(settings.tolerance) else {
      throw Diagnostic("sender.settings", "the tolerance is more than a day")
    }
    let layout: SignatureScheme.Layout =
      if let key = settings.timestampKey {
        .pairs(signature: settings.prefix.hasSuffix("=") ? String(settings.prefix.dropLast()) : "v1", timestamp: key)
      } else {
        .list(prefix: settings.prefix)
      }
    self = .signature(
      SignatureScheme(
        header: settings.header.lowercased(), algorithm: settings.algorithm, layout: layout,
        encoding: settings.encoding, template: template, keyEncoding: settings.keyEncoding,
        freshness: hasTime
          ? SignatureScheme.Freshness(
            header: settings.timestampHeader?.lowercased(), unit: settings.timestampUnit,
            tolerance: settings.tolerance) : nil,
        idHeader: settings.idHeader?.lowercased()))
  }
}
