import LeadConfig
import LeadModel

/// The cursor of a source's settings, and what its state belongs to.
extension FetchPlanCheck {
  /// Compiles the cursor; one of a ready source's that is changed in part is whole by now.
  mutating func compileCursor() {
    guard let own = settings.cursor else {
      if slots.contains(.since) || slots.contains(.cursor) {
        refuse(
          .template, "'{since}' or '{cursor}' is used, and there is no cursor",
          hint: "\"cursor\": {\"path\": \"updated_at\", \"kind\": \"time\"}")
      }
      return
    }
    guard own.path != nil else {
      return refuse(.path, "the cursor has no path", hint: "\"cursor\": {\"path\": \"updated_at\"}")
    }
    guard let path = path(own.path, "the cursor") else { return }
    var zone = CivilZone.utc
    if let name = own.timeZone {
      do throws(UnknownZone) {
        zone = try CivilZone(named: name)
      } catch {
        return refuse(.timeZone, "the cursor's time zone is not known", hint: error.hint)
      }
    }
    let form: TimeForm
    switch own.format {
    case nil, "iso": form = .iso
    case "seconds": form = .seconds
    case "milliseconds": form = .milliseconds
    case .some(let text):
      guard let pattern = TimePattern(text, in: zone) else {
        refuse(
          .format, "the cursor's format is neither iso, seconds, milliseconds nor a pattern with year, month and day",
          hint: "a pattern has the letters \(TimePattern.letters), others between quotes: 'T'")
        return
      }
      if own.timeZone == nil, !pattern.hasOffset {
        warn(
          .timeZone, "the cursor's times name no offset, and count as UTC",
          hint: "say where clocks show them: \"timeZone\": \"Europe/Rome\", or \"UTC\"")
      }
      form = .pattern(pattern)
    }
    let (overlap, overlapCount) = (own.overlap ?? .zero, own.overlapCount ?? 0)
    if overlap < .zero || overlapCount < 0 { refuse(.limits, "the cursor's overlap is below zero") }
    cursor = CursorRule(
      path: path, kind: own.kind ?? .time, overlap: max(overlap, zone == .utc ? .zero : CursorRule.clocksPutBack),
      overlapCount: overlapCount, start: own.start, form: form, zone: zone, order: own.order)
  }

  /// Of what is asked, secrets by their names alone: FNV-1a, as it only has to tell a changed setting.
  var fingerprint: String {
    var digest = FNV1a()
    func texts(_ members: [String: String]) -> [String] {
      ["\(members.count)"] + members.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    }
    let paging = settings.paging.map { "\($0)" } ?? ""
    for text in [
      Self.method(of: settings), settings.url ?? "", settings.body ?? "", settings.records ?? "",
      settings.format?.rawValue ?? "", settings.cursor?.path ?? "",
      settings.cursor.map { ($0.kind ?? .time).rawValue } ?? "",
      paging,
    ] + texts(settings.headers) + texts(settings.values) {
      digest.add(text.utf8)
      digest.add([0x1F])
    }
    return digest.text
  }
}
