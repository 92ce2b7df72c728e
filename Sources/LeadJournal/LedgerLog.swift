import LeadModel

/// The ledger's log in memory: entries as they lie on the disk, and where the youngest of each key is.
///
/// A dictionary of entries took five times as much, and its growing and sorting as much again. Here an entry takes its
/// 50 bytes and 8 to 16 of a hash table with open addressing (linear probing, at most half full); none is ever taken out,
/// so there are no graves. Not thread-safe, as the ``Ledger`` is not.
struct LedgerLog {
  /// What as many entries take as the ledger merges at once, most with a note or two.
  private static let usualBytes = 8_000_000

  /// Keys with their entries, one behind the other, the oldest first; earlier ones of a key stay where they are.
  private(set) var bytes: [UInt8] = []
  /// How many entries there are, earlier ones of a key among them.
  private(set) var count = 0
  /// Where a key's youngest entry begins in `bytes`, plus 1; 0 where the slot is vacant.
  ///
  /// A power of two of them.
  private var slots: [UInt32] = []
  private var keys = 0

  var isEmpty: Bool { count == 0 }

  /// What is known last of a key.
  subscript(key: LeadKey) -> LedgerEntry? {
    guard let start = self.start(of: key) else { return nil }
    var place = start + LeadKey.byteCount
    return LedgerEntry(key: key, in: bytes.span, at: &place)
  }

  /// Adds an entry, the youngest of all.
  mutating func append(_ entry: LedgerEntry) {
    reserve()
    let start = bytes.count
    entry.key.append(to: &bytes)
    entry.encode(into: &bytes)
    note(entry.key, at: start)
  }

  /// Adds entries as they lie on the disk, in their order.
  ///
  /// - Returns: Whether all of it could be read; what could not is not added.
  mutating func append(encoded row: some Collection<UInt8>) -> Bool {
    reserve()
    var start = bytes.count
    bytes.append(contentsOf: row)
    while start < bytes.count {
      var place = start
      guard let key = LeadKey(in: bytes.span, at: &place), let end = LedgerEntry.end(in: bytes.span, from: place)
      else {
        bytes.removeLast(bytes.count - start)
        return false
      }
      note(key, at: start)
      start = end
    }
    return true
  }

  /// Forgets all; the memory is kept for the next.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    for index in slots.indices { slots[index] = 0 }
    count = 0
    keys = 0
  }

  /// Gives each key and its youngest entry, both encoded, in the order of the keys.
  func forEachSorted(_ body: (_ key: ArraySlice<UInt8>, _ entry: ArraySlice<UInt8>) throws -> Void) rethrows {
    for (_, start) in sorted() {
      let place = start + LeadKey.byteCount
      // Every entry was written by `encode`, or found whole when it was read.
      guard let end = LedgerEntry.end(in: bytes.span, from: place) else { continue }
      try body(bytes[start..<place], bytes[place..<end])
    }
  }

  /// The youngest entry of each key, in the order of the keys.
  var entries: [LedgerEntry] { sorted().compactMap { self[$0.key] } }

  private func sorted() -> [(key: LeadKey, start: Int)] {
    var sorted: [(key: LeadKey, start: Int)] = []
    sorted.reserveCapacity(keys)
    for value in slots where value > 0 { sorted.append((key(at: Int(value - 1)), Int(value - 1))) }
    sorted.sort { $0.key < $1.key }
    return sorted
  }

  /// Growing by and by would leave holes of the same size in all behind it; what is not written to takes no memory.
  private mutating func reserve() { if bytes.isEmpty { bytes.reserveCapacity(Self.usualBytes) } }

  // MARK: The table

  /// Where a key's youngest entry begins; `nil`: there is none.
  private func start(of key: LeadKey) -> Int? {
    guard !slots.isEmpty else { return nil }
    let value = slots[slot(of: key)]
    return value == 0 ? nil : Int(value - 1)
  }

  /// Takes in that the youngest entry of a key begins at `start`.
  private mutating func note(_ key: LeadKey, at start: Int) {
    if (keys + 1) * 2 > slots.count { grow() }
    let slot = slot(of: key)
    if slots[slot] == 0 { keys += 1 }
    // The owner merges long before there are 4 GB.
    slots[slot] = UInt32(start + 1)
    count += 1
  }

  /// The slot that has the key, or the vacant one where it goes.
  private func slot(of key: LeadKey) -> Int {
    let mask = slots.count - 1
    // Seeded by process: nobody can send uuids that all meet in one place.
    var slot = key.hashValue & mask
    while slots[slot] > 0, self.key(at: Int(slots[slot] - 1)) != key { slot = (slot + 1) & mask }
    return slot
  }

  /// The key of the entry that begins at `start`: two loads, as it is asked for at every step.
  private func key(at start: Int) -> LeadKey {
    bytes.withUnsafeBytes { bytes in
      LeadKey(
        high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
        low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self)))
    }
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: max(1_024, old.count * 2))
    for value in old where value > 0 { slots[slot(of: key(at: Int(value - 1)))] = value }
  }
}
