import LeadModel

extension DeadLetterFile {
  /// How many letters there are, by the keys of their destinations (``Destination/key``); those that say none are under
  /// an empty key.
  ///
  /// Reads the whole file.
  ///
  /// - Throws: ``JournalError``.
  package func countByDestination() throws(JournalError) -> [String: Int] {
    var counts: [String: Int] = [:]
    var reader = try reader()
    while let entry = try reader.next() {
      guard case .letter(let letter, _) = entry else { continue }
      counts[letter.destination?.key ?? "", default: 0] += 1
    }
    return counts
  }
}

extension DeadLetter.Target {
  /// As ``Destination/key``.
  package var key: String { [baseURL, botId, customerId].joined(separator: "\u{1F}") }
}
