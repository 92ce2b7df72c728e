/// An answer of the fault server under way: what of it is still to be written, and when.
struct FaultExchange {
  /// The request's stream; 0 in HTTP/1.1.
  let stream: Int
  let step: FaultStep
  /// When the next piece may be written.
  private(set) var dueAt: ContinuousClock.Instant
  /// Each written at once: all there is, or a byte or frame at a time where the step has a pause.
  private var pieces: ArraySlice<[UInt8]>

  /// Takes up the answer to a request.
  init(_ step: FaultStep, to request: FaultRequest, now: ContinuousClock.Instant) {
    stream = request.stream
    self.step = step
    dueAt = now + step.delay
    var parts = request.stream > 0 ? step.frames(on: request.stream) : step.bytes.map { [$0] }
    if case .resetStream(let count, let code) = step.ending {
      parts = Array(parts.prefix(count)) + [HTTP2Frame.reset(stream, code: code).bytes]
    }
    if let count = step.ending.count {
      pieces = [Array(parts.joined().prefix(count))]
    } else {
      pieces = step.pause > .zero ? parts[...] : [Array(parts.joined())]
    }
  }

  /// Whether all of it has been taken.
  var isOver: Bool { pieces.isEmpty }

  /// When something is to be written; `nil` while it is held.
  func nextAt(isReleased: Bool) -> ContinuousClock.Instant? { step.isHeld && !isReleased ? nil : dueAt }

  /// Takes what may be written by now.
  mutating func take(now: ContinuousClock.Instant, isReleased: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    while let at = nextAt(isReleased: isReleased), now >= at, let piece = pieces.popFirst() {
      bytes += piece
      if !pieces.isEmpty { dueAt = now + step.pause }
    }
    return bytes
  }
}
