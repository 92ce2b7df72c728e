import LeadPipeline

extension InflateError {
  /// Unpacks a body, and says what is wrong with it in the door's words: see ``Inflate``.
  @Sendable static func inflate(_ body: [UInt8], _ coding: String, _ maxBytes: Int) throws(InflateError) -> [UInt8]? {
    do throws(ContentCoding.Failure) {
      return try ContentCoding.decoded(body, coding: coding, maxBytes: maxBytes)
    } catch {
      throw error == .tooLong ? .tooLong : .damaged
    }
  }
}
