import LeadJSON
import LeadModel

extension JSONWriter {
  /// Writes diagnostics as `--json` has them; every key is always there.
  mutating func member(_ key: String, _ diagnostics: [Diagnostic]) {
    self.key(key)
    beginArray()
    for diagnostic in diagnostics {
      beginObject()
      member("severity", diagnostic.severity.rawValue)
      member("code", diagnostic.code)
      member("message", diagnostic.message)
      member("file", orNull: diagnostic.position?.file)
      member("line", orNull: diagnostic.position?.line)
      member("column", orNull: diagnostic.position?.column)
      member("hint", orNull: diagnostic.hint)
      endObject()
    }
    endArray()
  }
}
