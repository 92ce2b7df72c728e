/// The leads that are on their way, by ticket.
///
/// Tickets ascend one by one and come back nearly in order, so a lead lies as far from the lowest open one as their
/// tickets are apart: nothing is hashed. A lead in backoff keeps the places of those behind it, settled or not: see
/// ``span``.
struct OpenLeads<Place: LeadPlace> {
  private var places: [OpenLead<Place>?] = []
  /// The ticket of the first place.
  private var base = 0
  /// The first place that may hold something; those before it are dropped now and then, all at once.
  private var first = 0
  /// How many are open.
  private(set) var count = 0

  /// From the lowest open ticket to the highest there was: the places in memory.
  var span: Int { places.count - first }

  /// Takes a lead in; its ticket is above all before it.
  mutating func insert(_ lead: OpenLead<Place>, ticket: Int) {
    if count == 0 {
      places.removeAll(keepingCapacity: true)
      first = 0
      base = ticket
    }
    while base + places.count < ticket { places.append(nil) }
    places.append(lead)
    count += 1
  }

  /// Takes a lead out; `nil` where there is none with that ticket.
  mutating func remove(_ ticket: Int) -> OpenLead<Place>? {
    let index = ticket - base
    guard index >= first, index < places.count else { return nil }
    guard let lead = places[index] else { return nil }
    places[index] = nil
    count -= 1
    while first < places.count, places[first] == nil { first += 1 }
    // At least as many are dropped as are moved, so a place is moved once on average.
    if first >= 1_024, first * 2 >= places.count {
      places.removeFirst(first)
      base += first
      first = 0
    }
    return lead
  }

  /// The tickets that are open, ascending.
  var tickets: [Int] { places.indices.filter { places[$0] != nil }.map { base + $0 } }

  subscript(ticket: Int) -> OpenLead<Place>? {
    let index = ticket - base
    return places.indices.contains(index) ? places[index] : nil
  }
}
