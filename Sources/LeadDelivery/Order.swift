/// Keeps parcels with one uuid in the order in which they were offered, one at a time.
///
/// A uuid is known only while a parcel with it is open. Constant time a parcel; nothing is allocated for a uuid that is
/// open once, beyond its place in the table.
///
/// `Key` is what uuids are told apart by. Inlinable, as it is used across rooms, once a parcel.
package struct Order<Key: Hashable & Sendable>: Sendable {
  /// The last slot of each open uuid.
  @usableFromInline var tails: [Key: Int] = [:]
  /// Who comes after a slot; has an entry only for slots that somebody waits for.
  @usableFromInline var followers: [Int: Int] = [:]

  @inlinable package init() {}

  /// Uuids that are open.
  @inlinable package var count: Int { tails.count }

  /// Puts a slot at its uuid's end.
  ///
  /// - Returns: Whether it is its turn already; else a later `leave` returns it.
  @inlinable package mutating func enter(_ slot: Int, uuid: Key) -> Bool {
    guard let tail = tails.updateValue(slot, forKey: uuid) else { return true }
    followers[tail] = slot
    return false
  }

  /// Takes the slot whose turn it was out of its uuid's row.
  ///
  /// - Returns: The slot whose turn it is now, if one waited.
  @inlinable package mutating func leave(_ slot: Int, uuid: Key) -> Int? {
    // Nearly always nobody waits for anybody.
    if !followers.isEmpty, let next = followers.removeValue(forKey: slot) { return next }
    tails.removeValue(forKey: uuid)
    return nil
  }
}
