/// Something odd in a JSON text that was read all the same.
package struct JSONWarning: Sendable, Hashable {
  /// What was odd; the raw value is fixed text, safe as a metric's label.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Half of a surrogate pair stands alone in an escape (`\ud800`): it is read as U+FFFD.
    case loneSurrogate = "json.surrogate"
    /// An object has a key again: the last one counts.
    case duplicateKey = "json.duplicateKey"
  }

  package let kind: Kind
  /// The byte that it is about, from 0: the backslash of the escape, or the quote of the key met again.
  package let offset: Int
  package let location: JSONLocation

  package init(kind: Kind, offset: Int, location: JSONLocation) {
    self.kind = kind
    self.offset = offset
    self.location = location
  }

  /// One sentence without a full stop.
  package var message: String {
    switch kind {
    case .loneSurrogate: "half of a surrogate pair stands alone, read as U+FFFD"
    case .duplicateKey: "the object has this key already, the last one counts"
    }
  }
}
