import LeadModel
import LeadReaders

/// Who a lead is: what its UUID is given or derived by.
extension LeadAssembly {
  /// The first there is of: the UUID given, the source's own key, the address, the number, the source's key as a fallback.
  ///
  /// Reports where there is none.
  mutating func identity() -> Identity? {
    if let value = plan.lead.uuid, let uuid = givenUUID(value) { return .uuid(uuid) }
    source.trace?.begin("identity")
    let identity = derivingIdentity()
    source.trace?.identified(identity)
    return identity
  }

  /// As ``identity()``, where no UUID is given.
  private mutating func derivingIdentity() -> Identity? {
    switch sourceKey(isFallback: false) {
    case .key(let key): return .key(key)
    case .damaged: return nil
    case .none: break
    }
    if hasIdentifyingEmail, let address = lead.email { return .email(CaselessText.folded(address)) }
    if hasIdentifyingPhone, let dialCode = lead.dialCode, let number = lead.phone {
      return .phone(dialCode: dialCode, number: number)
    }
    switch sourceKey(isFallback: true) {
    case .key(let key): return .key(key)
    case .damaged: return nil
    case .none: break
    }
    // An address or number that is invalid has its own error: mended, it would identify.
    if !failed.contains(.email), !failed.contains(.phone) {
      let words =
        lead.phone == nil || hasIdentifyingPhone
        ? "the lead has neither uuid, identity, email nor phone"
        : "the lead has neither uuid, identity nor email, and its number does not identify"
      let finding = Finding("identity.missing", words)
      source.trace?.rejected(finding)
      errors.append(finding)
    }
    return nil
  }

  /// What the entries of `identity` come to.
  private enum SourceKey {
    case key(String)
    /// It was told of, and nothing else may identify in its place.
    case damaged
    case none
  }

  /// The key by the first entry of `identity` that is filled, of those that are fallbacks or of the others.
  private mutating func sourceKey(isFallback: Bool) -> SourceKey {
    for key in plan.lead.identity where key.isFallback == isFallback {
      if let when = key.when, !source.holds(when) { continue }
      let template = key.template
      let text = source.filledText(of: template)
      source.trace?.rendered(template, of: source, text, mustBeFilled: true)
      guard let text else { continue }
      // The digits that would tell it from others are lost.
      if template.fields.contains(where: { source.text($0).map { CellDamage.isScientific($0.utf8) } ?? false }) {
        let finding = Finding(
          "identity.scientific", "the key is a number in scientific notation: its digits are lost")
        source.trace?.rejected(finding)
        errors.append(finding)
        return .damaged
      }
      let normalised = LeadUUID.normalisedKey(text)
      if !normalised.isEmpty { return .key(normalised) }
    }
    return .none
  }

  /// The UUID that the record gives, in its normal form; `nil` with a warning where it gives none that is one.
  private mutating func givenUUID(_ value: ValuePlan) -> String? {
    source.trace?.begin("uuid")
    if let when = value.when, !source.holds(when) { return nil }
    var given: String?
    switch source.value(of: value, ValueDemand(mustBeFilled: true)) {
    case .text(let text): given = text
    case .list(let texts): given = texts.first
    case .absent, .invalid: break
    }
    source.trace?.gave(given.map { [$0] } ?? [])
    if let given, let uuid = LeadUUID.normalised(given) {
      source.trace?.checked("a UUID", [uuid])
      return uuid
    }
    let finding = Finding(
      "uuid.malformed", field: "uuid",
      given == nil ? "the record gives no UUID; one is derived" : "the value is no UUID; one is derived")
    source.trace?.failed(finding, .omit)
    warnings.append(finding)
    return nil
  }

  /// The UUID under which the lead is written; `nil` where it is to be derived and no destination is known.
  func uuid(of identity: Identity?) -> String? {
    guard let identity else { return nil }
    if case .uuid(let given) = identity { return given }
    return plan.uuids?.derived(from: identity)
  }
}
