package import LeadModel

/// Decides which sources start now: those whose time has come, the longest due first, at most two at once.
///
/// Two in all, also where both go to one destination: its pace, its breaker and its ledger are shared by whoever sends
/// there, so that a second one costs memory and order alone. Further ones wait for their turn, and no source waits for ever,
/// as those that are due longer go before it but once. A pure value; cost grows with the number of sources.
package struct SourceQueue: Sendable {
  /// A source and its timetable.
  package struct Entry: Sendable {
    package var name: String
    package var timetable: SourceTimetable

    package init(name: String, timetable: SourceTimetable) {
      self.name = name
      self.timetable = timetable
    }
  }

  /// So many sources run at once, whatever they are.
  package static let atOnce = 2

  private let atOnce: Int
  private var clocks: [String: SourceClock] = [:]
  /// Sources that still run, and are in the configuration no more.
  private var leaving: Set<String> = []

  /// - Precondition: `atOnce` is at least 1.
  package init(atOnce: Int = Self.atOnce) {
    precondition(atOnce > 0)
    self.atOnce = atOnce
  }

  /// Takes the sources of a configuration: at the start, and when it was read again.
  ///
  /// One that is known keeps its state, with its timetable as it is now. One that is gone is forgotten, when it has ended.
  ///
  /// - Parameters:
  ///   - entries: Those that are not paused; no two of one name.
  ///   - now: The wall clock's time.
  ///   - history: What is remembered of one that is not known here.
  package mutating func plan(
    _ entries: [Entry], at now: Timestamp, history: (_ name: String) -> SourceClock.History
  ) {
    let names = Set(entries.map(\.name))
    for (name, clock) in clocks where !names.contains(name) {
      if clock.isRunning { leaving.insert(name) } else { clocks[name] = nil }
    }
    leaving.subtract(names)
    for entry in entries {
      if clocks[entry.name] == nil {
        clocks[entry.name] = SourceClock(entry.timetable, history: history(entry.name), at: now)
      } else {
        clocks[entry.name]?.changed(to: entry.timetable, at: now)
      }
    }
  }

  /// The sources that start now, in their order; they count as running from here on.
  package mutating func begin(at now: Timestamp) -> [String] {
    var due: [(time: Timestamp, name: String)] = []
    // All are looked at, as a look also corrects times.
    for name in clocks.keys where clocks[name]?.isDue(at: now) == true {
      if let time = clocks[name]?.next { due.append((time, name)) }
    }
    let starting = due.sorted { ($0.time, $0.name) < ($1.time, $1.name) }.prefix(atOnce - running.count).map(\.name)
    for name in starting { clocks[name]?.began(at: now) }
    return starting
  }

  /// A run of a source has ended.
  package mutating func ended(_ name: String, _ outcome: SourceClock.Outcome, at now: Timestamp) {
    clocks[name]?.ended(outcome, at: now)
    if leaving.remove(name) != nil { clocks[name] = nil }
  }

  /// Something has come at a source, such as a file in its folder.
  package mutating func hurried(_ name: String, at now: Timestamp) { clocks[name]?.hurried(at: now) }

  /// A source is asked otherwise from now on, as somebody has mended its token or its address.
  package mutating func mended(_ name: String, at now: Timestamp) { clocks[name]?.mended(at: now) }

  /// Names of the sources that run, in their order.
  package var running: [String] { clocks.filter { $0.value.isRunning }.keys.sorted() }

  /// When a source runs next; `nil` while it runs, and for one that is not known.
  package func next(of name: String) -> Timestamp? { clocks[name]?.next }

  /// When ``begin(at:)`` has something to do again; `nil`: when a run has ended.
  ///
  /// It is worth a look each minute all the same: the wall clock may be set forward or back meanwhile.
  package var next: Timestamp? {
    running.count < atOnce ? clocks.values.compactMap(\.next).min() : nil
  }
}
