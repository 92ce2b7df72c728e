import LeadModel
import Testing

/// A moment as tests write it: RFC 3339.
func moment(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Timestamp {
  try #require(Timestamp(parsing: text), "\(text) is no moment", sourceLocation: sourceLocation)
}
