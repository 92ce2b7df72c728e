package import LeadModel
import LeadReaders

/// Tells what machines write into a form from what people do.
///
/// Spam is answered as if all were well, so that its sender learns nothing, and is kept as `skipped`.
package struct SpamCheck: Sendable, Hashable {
  /// A field that people do not see; filled: spam.
  package var honeypot: String?
  /// How long a person needs for the form.
  package var minimumSeconds: Int
  /// The field that says when the page was loaded: Unix time in seconds or milliseconds, or RFC 3339.
  package var timeField: String

  package init(honeypot: String?, minimumSeconds: Int = 0, timeField: String = "_loaded") {
    self.honeypot = honeypot
    self.minimumSeconds = minimumSeconds
    self.timeField = timeField
  }

  /// Why a form is spam: `spam.honeypot`, `spam.fast`; `nil`: it is none.
  ///
  /// A time that is missing, unreadable or still to come says nothing: clocks are wrong, and a lead is worth more than a
  /// spammer is trouble.
  package func verdict(_ fields: [FormField], now: Timestamp) -> String? {
    if let honeypot, fields.contains(where: { $0.name == honeypot && !$0.value.isEmpty }) { return "spam.honeypot" }
    guard minimumSeconds > 0, let loaded = fields.first(where: { $0.name == timeField }).flatMap(Self.time) else {
      return nil
    }
    let elapsed = now.millisecondsSince1970 - loaded.millisecondsSince1970
    return 0..<Int64(minimumSeconds) * 1000 ~= elapsed ? "spam.fast" : nil
  }

  private static func time(_ field: FormField) -> Timestamp? {
    // A browser's `Date.now()` is in milliseconds; seconds reach 10¹¹ in the year 5138.
    guard let number = Int64(field.value), 0..<100_000_000_000_000 ~= number else {
      return Timestamp(parsing: field.value)
    }
    return Timestamp(millisecondsSince1970: number < 100_000_000_000 ? number * 1000 : number)
  }
}
