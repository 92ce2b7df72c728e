import CCurl
import Glibc

/// The work of a transport's thread: curl's multi handle, the transfers on it, and the turns of the delegate.
///
///     turn ─► requests ─► add handles ─► perform ─► answers there? ─► turn
///                                            ▲            │ none
///                                            └─── poll ◄──┘
///
/// Between two turns every answer that is there is collected, so that the delegate is called once for all of them. After
/// handles were added it is performed at once: polling would only find out by a system call that there is work. This is
/// `curl_multi_poll` and not `curl_multi_socket_action` with epoll, which was measured to cost the same at 8 and at 64
/// requests in flight.
///
/// Not `Sendable`: made, run and freed on its thread.
struct TransportLoop: ~Copyable {
  private let multi: UnsafeMutableRawPointer
  private let options: TransportOptions
  private let delegate: any TransportDelegate
  private let bell: TransportBell
  /// Every transfer ever made, as many as were in flight at once.
  ///
  /// It keeps them alive while libcurl has their handles.
  private var transfers: [Transfer] = []
  /// Those that carry nothing; the one used last is used first, as its memory is warm.
  private var idle: [Transfer] = []
  /// What the last request had in common with others.
  private var shared: PreparedRequest?
  private var answers: [HTTPAnswer] = []
  private var requests: [HTTPRequest] = []

  /// Sets the multi handle up.
  ///
  /// - Parameters:
  ///   - multi: Taken over; freed when the loop ends.
  ///   - options: For all of its requests.
  ///   - delegate: Called once a turn.
  ///   - bell: Rung by other threads.
  init(
    _ multi: UnsafeMutableRawPointer, _ options: TransportOptions, delegate: any TransportDelegate, bell: TransportBell
  ) {
    self.multi = multi
    self.options = options
    self.delegate = delegate
    self.bell = bell
    // The default, four times the handles there are at the moment, closes kept connections between two requests.
    leadbridge_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, options.maxConnections)
    leadbridge_curl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, options.maxConnections)
    leadbridge_curl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
  }

  deinit {
    bell.remove()
    for transfer in transfers where transfer.isFlying { curl_multi_remove_handle(multi, transfer.easy) }
    // The connections are closed by the multi handle; it may call back none of the transfers, as none is in it.
    curl_multi_cleanup(multi)
  }

  /// Runs until the bell asks to stop.
  mutating func run() {
    var callAt: ContinuousClock.Instant? = nil
    var isFirst = true
    while true {
      let now = ContinuousClock.now
      // Asked first, always: what comes after it is seen below, or rings again. In the other order a stop is overlooked
      // that comes between the two, while a ring before it has not been seen: it does not ring a second time.
      let wasRung = bell.wasRung()
      if bell.isAskedToStop { return stop(now) }
      var hasAdded = false
      if wasRung || isFirst || !answers.isEmpty || callAt.map({ now >= $0 }) == true {
        isFirst = false
        callAt = turn(now)
        hasAdded = send(now)
        // What could not be sent has ended already.
        if !answers.isEmpty && !hasAdded { continue }
      }
      if !hasAdded { wait(until: callAt, now: now) }
      perform()
    }
  }

  private mutating func turn(_ now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    for index in answers.indices { answers[index].endedAt = now }
    let callAt = delegate.turn(now: now, answers: answers, requests: &requests)
    answers.removeAll(keepingCapacity: true)
    return callAt
  }

  /// Waits for something to do: a socket, one of libcurl's timers, the bell, the time.
  ///
  /// At most a minute.
  private func wait(until callAt: ContinuousClock.Instant?, now: ContinuousClock.Instant) {
    let milliseconds = callAt.map { $0 <= now ? 0 : min(60_000, (now.duration(to: $0)).wholeMilliseconds) } ?? 60_000
    if curl_multi_poll(multi, nil, 0, Int32(milliseconds), nil) != CURLM_OK {
      // Out of memory or of descriptors. That passes or it does not; this keeps it from taking a whole core meanwhile.
      usleep(10_000)
    }
  }

  // MARK: Sending

  /// Adds what the delegate has given.
  ///
  /// - Returns: Whether there is something to perform.
  private mutating func send(_ now: ContinuousClock.Instant) -> Bool {
    guard !requests.isEmpty else { return false }
    var hasAdded = false
    for request in requests {
      guard let transfer = prepare(request, now: now) else {
        refuse(request, now: now)
        continue
      }
      guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
        idle.append(transfer)
        refuse(request, now: now)
        continue
      }
      transfer.isFlying = true
      hasAdded = true
    }
    requests.removeAll(keepingCapacity: true)
    return hasAdded
  }

  /// A transfer that is set up to carry the request; `nil` for a request that cannot be sent.
  private mutating func prepare(_ request: HTTPRequest, now: ContinuousClock.Instant) -> Transfer? {
    if shared?.fits(request) != true { shared = PreparedRequest(request, userAgent: options.userAgent) }
    guard let shared else { return nil }
    let transfer: Transfer
    if let free = idle.popLast() {
      transfer = free
    } else {
      guard let new = Transfer(options) else { return nil }
      transfers.append(new)
      transfer = new
    }
    transfer.prepare(request, as: shared, now: now)
    return transfer
  }

  private mutating func refuse(_ request: HTTPRequest, now: ContinuousClock.Instant) {
    let failure = TransportFailure(
      kind: .other, requestSent: false, code: "transport.request",
      message: "the request cannot be made: expected header lines of the form name: value, and memory")
    answers.append(HTTPAnswer(id: request.id, result: .failure(failure), startedAt: now, endedAt: now))
  }

  // MARK: Receiving

  /// Lets libcurl do what can be done without waiting, and takes up what has ended.
  private mutating func perform() {
    var running: Int32 = 0
    curl_multi_perform(multi, &running)
    var waiting: Int32 = 0
    while let message = curl_multi_info_read(multi, &waiting) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
        let context = leadbridge_curl_easy_private(easy)
      else { continue }
      // It was set to the transfer itself, which `transfers` holds.
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      let result = transfer.result(message.pointee.data.result)
      // The message is gone after this.
      curl_multi_remove_handle(multi, easy)
      transfer.isFlying = false
      if transfer.isWorn { transfers.removeAll { $0 === transfer } } else { idle.append(transfer) }
      answers.append(
        HTTPAnswer(id: transfer.id, result: result, startedAt: transfer.startedAt, endedAt: transfer.startedAt))
    }
  }

  /// Ends what flies, and tells the delegate.
  private mutating func stop(_ now: ContinuousClock.Instant) {
    for transfer in transfers where transfer.isFlying {
      let failure = transfer.aborted
      curl_multi_remove_handle(multi, transfer.easy)
      transfer.isFlying = false
      answers.append(
        HTTPAnswer(id: transfer.id, result: .failure(failure), startedAt: transfer.startedAt, endedAt: now))
    }
    _ = turn(now)
    requests = []
  }
}
