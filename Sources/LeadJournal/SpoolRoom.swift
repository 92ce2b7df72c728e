/// How much may wait in the spool.
package struct SpoolLimits: Sendable, Hashable {
  /// Bytes of all posts that wait, as they are stored; the file takes a fifth more.
  package var maxBytes: Int
  /// Posts that wait.
  package var maxRows: Int
  /// What the disk must have left, in bytes: for the outcomes, the journal and everybody else.
  package var minFreeBytes: Int

  package init(maxBytes: Int = 1 << 30, maxRows: Int = 10_000_000, minFreeBytes: Int = 256 << 20) {
    self.maxBytes = maxBytes
    self.maxRows = maxRows
    self.minFreeBytes = minFreeBytes
  }
}

/// How full the spool is.
///
/// Posts that are about to be written count from their admission on, so that a thousand at once cannot exceed the
/// limits together.
///
/// A value without a disk: its owner measures what is free when ``isMeasureDue`` says so, and tells it.
struct SpoolRoom: Sendable {
  /// Posts that are admitted between two measures, at most.
  static let rowsPerMeasure = 256
  /// Their bytes, at most.
  static let bytesPerMeasure = 4 << 20

  let limits: SpoolLimits
  private(set) var rows: Int
  private(set) var bytes: Int
  private var freeBytes: Int?
  private var rowsSinceMeasure = 0
  private var bytesSinceMeasure = 0
  private var wasMeasured = false

  /// - Parameters:
  ///   - limits: What there may be.
  ///   - rows: Posts that wait already.
  ///   - bytes: Their bytes.
  init(limits: SpoolLimits, rows: Int = 0, bytes: Int = 0) {
    self.limits = limits
    self.rows = rows
    self.bytes = bytes
  }

  /// Whether the disk's room is to be measured before the next admission: now and then, and each time while there is
  /// too little.
  var isMeasureDue: Bool {
    !wasMeasured || isShort || rowsSinceMeasure >= Self.rowsPerMeasure || bytesSinceMeasure >= Self.bytesPerMeasure
  }

  /// The disk has so many bytes left; `nil`: it does not say, and only the limits of the spool's own count.
  mutating func measured(freeBytes: Int?) {
    self.freeBytes = freeBytes
    wasMeasured = true
    rowsSinceMeasure = 0
    bytesSinceMeasure = 0
  }

  private var isShort: Bool { freeBytes.map { $0 < limits.minFreeBytes } ?? false }

  /// Counts a post of so many bytes.
  ///
  /// - Returns: Whether there is room; if not, it does not count.
  mutating func admit(bytes count: Int) -> Bool {
    guard !isShort, rows < limits.maxRows, count <= limits.maxBytes - bytes else { return false }
    rows += 1
    bytes += count
    rowsSinceMeasure += 1
    bytesSinceMeasure += count
    return true
  }

  /// Posts were not written after all, or are settled.
  mutating func release(rows count: Int, bytes sum: Int) {
    rows -= count
    bytes -= sum
  }

  /// Bytes that would still be admitted.
  var bytesLeft: Int {
    guard rows < limits.maxRows else { return 0 }
    let own = limits.maxBytes - bytes
    return max(0, min(own, freeBytes.map { $0 - limits.minFreeBytes } ?? own))
  }
}
