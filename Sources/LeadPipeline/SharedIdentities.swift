package import LeadModel

/// Finds leads that would have one uuid: the later of them updates the earlier.
///
/// Open addressing over 64-bit hashes, 16 bytes a slot (the hash, and where the identity was first met), at most
/// ``maxSlots``: 67 MB. Leads behind the one that fills it are not looked at, and ``isComplete`` says so. That two identities
/// of four million have one hash has a chance of one in two million.
package struct SharedIdentities: Sendable {
  /// Slots at most; seven eighths of them are filled.
  package static let maxSlots = 1 << 22
  /// Pairs that are named.
  package static let namedPairs = 20

  /// Where a lead stands.
  package struct Place: Sendable, Hashable {
    /// The number of the input, from 0.
    package let input: Int
    package let line: Int

    package init(input: Int, line: Int) {
      self.input = input
      self.line = line
    }
  }

  /// Leads whose identity an earlier one has.
  package private(set) var count = 0
  /// The first of them, each with the lead that had the identity first.
  package private(set) var pairs: [(first: Place, next: Place)] = []
  /// Leads that were looked at.
  package private(set) var leads = 0
  /// Whether all leads were looked at.
  package private(set) var isComplete = true

  private let limit: Int
  private var filled = 0
  /// Zero: a free slot.
  private var hashes: [UInt64]
  /// The input's number in the upper 16 bits, the line below.
  private var places: [UInt64]

  package init() { self.init(maxSlots: Self.maxSlots) }

  /// - Parameter maxSlots: A power of two.
  package init(maxSlots: Int) {
    limit = maxSlots
    let slots = min(maxSlots, 1 << 10)
    hashes = Array(repeating: 0, count: slots)
    places = Array(repeating: 0, count: slots)
  }

  /// Looks at the next lead.
  package mutating func take(_ identity: Identity, input: Int, line: Int) {
    guard isComplete else { return }
    var hasher = Hasher()
    hasher.combine(identity)
    let hash = max(1, UInt64(bitPattern: Int64(hasher.finalize())))
    let slot = slot(of: hash)
    if hashes[slot] == hash {
      leads += 1
      count += 1
      if pairs.count < Self.namedPairs {
        let first = Place(input: Int(places[slot] >> 48), line: Int(places[slot] & 0xFFFF_FFFF_FFFF))
        pairs.append((first: first, next: Place(input: input, line: line)))
      }
      return
    }
    guard (filled + 1) * 8 <= hashes.count * 7 else {
      guard hashes.count < limit else {
        isComplete = false
        return
      }
      grow()
      return take(identity, input: input, line: line)
    }
    leads += 1
    filled += 1
    hashes[slot] = hash
    places[slot] = UInt64(min(input, 0xFFFF)) << 48 | UInt64(line & 0xFFFF_FFFF_FFFF)
  }

  /// The slot of a hash, or the free one in which it would be.
  private func slot(of hash: UInt64) -> Int {
    let mask = hashes.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldHashes, oldPlaces) = (hashes, places)
    hashes = Array(repeating: 0, count: oldHashes.count * 2)
    places = Array(repeating: 0, count: oldHashes.count * 2)
    for (hash, place) in zip(oldHashes, oldPlaces) where hash != 0 {
      let slot = slot(of: hash)
      hashes[slot] = hash
      places[slot] = place
    }
  }
}
