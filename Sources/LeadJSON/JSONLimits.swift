/// How much of a JSON text is taken.
package struct JSONLimits: Sendable, Hashable {
  /// How deeply arrays and objects may be nested; the outermost is at depth 1.
  package var maxDepth: Int
  /// How long a text may be.
  ///
  /// At most 2 GB can be addressed, whatever is asked for.
  package var maxBytes: Int
  /// How many warnings are kept; what is odd beyond that is read the same and not told.
  package var maxWarnings: Int

  package init(maxDepth: Int = 512, maxBytes: Int = Self.addressableBytes, maxWarnings: Int = 100) {
    self.maxDepth = maxDepth
    self.maxBytes = min(maxBytes, Self.addressableBytes)
    self.maxWarnings = maxWarnings
  }

  /// Offsets and node numbers are 31 bits wide, and there are fewer nodes than bytes.
  package static let addressableBytes = 0x7FFF_FFFF
}
