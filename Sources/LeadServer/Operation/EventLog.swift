package import LeadModel
import Synchronization

/// Where events are reported: each is counted, and written as a line where the log takes it.
///
/// To be shared by all threads. A line that is not taken, as its level is too low or its code has had its lines, costs
/// no more than finding that out. Call ``tick(at:)`` every second or so.
package final class EventLog: Sendable {
  /// Lines of one ``ServiceEvent/limitKey`` a minute, where nothing else is said.
  package static let linesPerMinute = 120

  /// What the events are counted in.
  package let metrics: Metrics
  private let format: LogFormat
  private let level: LogLevel
  private let writer: LineWriter
  private let limit: Mutex<LineLimit>

  /// - Parameters:
  ///   - format: Of the lines.
  ///   - level: The lowest that is written.
  ///   - linesPerMinute: Lines of one code.
  ///   - metrics: Counted in whether or not a line is written.
  ///   - writer: Where lines go.
  package init(
    format: LogFormat, level: LogLevel = .info, linesPerMinute: Int = EventLog.linesPerMinute,
    metrics: Metrics = Metrics(), writer: LineWriter = LineWriter()
  ) {
    self.format = format
    self.level = level
    self.metrics = metrics
    self.writer = writer
    limit = Mutex(LineLimit(perMinute: linesPerMinute))
  }

  /// Reports an event, from any thread; never waits for the log.
  package func report(_ event: ServiceEvent, at now: Timestamp = .now()) {
    metrics.count(event, at: now)
    guard event.level >= level else { return }
    let (isWritten, before) = limit.withLock { $0.take(event.limitKey, at: now) }
    if let before { put(before, at: now) }
    if isWritten { writer.write(event.line.bytes(as: format, at: now)) }
  }

  /// Says what was left out in minutes that are over, and what was dropped as nobody reads the log.
  package func tick(at now: Timestamp = .now()) {
    for suppressed in limit.withLock({ $0.tick(at: now) }) { put(suppressed, at: now) }
    let dropped = writer.takeDropped()
    if dropped > 0 { put(LineLimit.Suppressed(code: "log.dropped", count: dropped), at: now) }
  }

  /// Says what was left out so far, and waits until all is written, at most 2 s.
  package func end(at now: Timestamp = .now()) {
    tick(at: now)
    for suppressed in limit.withLock({ $0.end() }) { put(suppressed, at: now) }
    writer.flush(atMost: 2)
  }

  /// Not by `report`: these lines are as few as the codes, and would count themselves.
  private func put(_ suppressed: LineLimit.Suppressed, at now: Timestamp) {
    let event = ServiceEvent.suppressed(code: suppressed.code, count: suppressed.count)
    metrics.count(event, at: now)
    if event.level >= level { writer.write(event.line.bytes(as: format, at: now)) }
  }
}
