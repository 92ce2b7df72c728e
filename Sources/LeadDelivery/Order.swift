package import LeadModel

/// Keeps parcels with one uuid in the order in which they were offered, one at a time.
///
/// A uuid is known only while a parcel with it is open. Constant time a parcel; nothing is allocated for a uuid that is
/// open once, beyond its place in the table.
package struct Order: Sendable {
  /// The last slot of each open uuid.
  private var tails: [LeadKey: Int] = [:]
  /// Who comes after a slot; has an entry only for slots that somebody waits for.
  private var followers: [Int: Int] = [:]

  package init() {}

  /// Uuids that are open.
  package var count: Int { tails.count }

  /// Puts a slot at its uuid's end.
  ///
  /// - Returns: Whether it is its turn already; else a later `leave` returns it.
  package mutating func enter(_ slot: Int, uuid: LeadKey) -> Bool {
    guard let tail = tails.updateValue(slot, forKey: uuid) else { return true }
    followers[tail] = slot
    return false
  }

  /// Takes the slot whose turn it was out of its uuid's row.
  ///
  /// - Returns: The slot whose turn it is now, if one waited.
  package mutating func leave(_ slot: Int, uuid: LeadKey) -> Int? {
    // Nearly always nobody waits for anybody.
    if !followers.isEmpty, let next = followers.removeValue(forKey: slot) { return next }
    tails.removeValue(forKey: uuid)
    return nil
  }
}
