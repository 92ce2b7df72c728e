package import LeadModel

/// How a file stands to what was read of it when it was taken before, and what a run over it may pass over.
///
/// Records are passed over only where every byte of them is as it was then: a file that begins alike may have rows put in
/// behind its first 64 KB, and these would count as read.
package struct GrownFile: Sendable, Hashable {
  /// The file as it is now.
  package let content: FileContent
  /// Whether it begins with all bytes that it had then, or has just these.
  package let isContinued: Bool
  /// Finished records that need not be mapped and compared again: 0, or one at least.
  ///
  /// All but the last, whose end may have been the file's: an unfinished line, or a quote that was not closed. Files below
  /// ``minBytes`` are read whole: they take no time, and an encoding or header that their first bytes did not show may
  /// show now.
  package let passableRecords: Int

  /// What was read of a file before it grew must have as many bytes as this: 1 MB.
  package static let minBytes = 1 << 20

  /// - Parameters:
  ///   - content: The file as it is now.
  ///   - earlier: What is remembered of its name.
  ///   - beginsWithEarlier: Whether its first bytes, as many as `earlier` has, have the digest of `earlier`.
  init(_ content: FileContent, earlier: RememberedFile?, beginsWithEarlier: Bool) {
    self.content = content
    isContinued = earlier != nil && beginsWithEarlier
    guard isContinued, let earlier, earlier.standing == .done, earlier.content.size >= Self.minBytes else {
      passableRecords = 0
      return
    }
    passableRecords = max(0, earlier.records - 1)
  }
}
