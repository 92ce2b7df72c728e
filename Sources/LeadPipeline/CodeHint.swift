/// What to do about records that were rejected or died, by the code of the reason.
package enum CodeHint {
  /// A phrase that fits a line of a terminal behind `hint: `; `nil` where nothing is truly known.
  package static func of(_ code: String) -> String? {
    if let known = known[code] { return known }
    if code.hasSuffix(".invalid") { return "mend the value, or say \"invalid\": \"omit\" in the mapping" }
    if code.hasPrefix("http.4") { return showsAnswer }
    for prefix in ["csv.", "json.", "form.", "xlsx.", "encoding.", "content."] where code.hasPrefix(prefix) {
      return "'leadbridge records INPUT' shows how the input is read"
    }
    return nil
  }

  private static let showsAnswer = "its answer: leadbridge dead-letters show ID --show-values"

  private static let known: [String: String] = [
    "email.invalid": "mend the address, or say \"invalid\": \"omit\" in the mapping",
    "phone.invalid": "say the country with --region, or \"invalid\": \"omit\" in the mapping",
    "require.missing": "it lacks a contact; \"require\" in the mapping says what it needs",
    "identity.missing": "nothing says who it is: it needs an email, a phone, or an \"identity\"",
    "inbox.refused": showsAnswer,
    "attempts.exhausted": "when the inbox is well again: leadbridge replay --as-sent",
    "run.stopped": "a pipe cannot be read again: leadbridge replay",
    "mapping.rejected": "a \"reject\" of the mapping says so",
    "regex.slow": "the pattern takes too long on this value: make it simpler",
    "replay.mapping": "name the mapping with --mapping; --remap-all takes it for all",
    "replay.raw": "make a record of it in the dead-letter file, or throw it away",
    "replay.lead": "without --as-sent the records are mapped again",
  ]
}
