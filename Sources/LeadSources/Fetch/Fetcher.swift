import LeadDelivery
package import LeadModel
package import LeadTransport

/// Drives a conversation: sends its requests, waits its waits, writes what comes into a private file.
///
/// Transport, sleep, clock and unpacking are handed in, so tests need none of them.
package struct Fetcher: Sendable {
  package typealias Send = @Sendable (HTTPRequest) async throws(TransportFailure) -> HTTPResponse
  package typealias Sleep = @Sendable (Duration) async throws -> Void
  /// Unpacks a body that is a gzip file itself (not one that was packed for its way, which the transport has done):
  /// at most so many bytes, `nil` where it is damaged or has more.
  package typealias Unpack = @Sendable (_ body: [UInt8], _ maxBytes: Int) -> [UInt8]?

  private let plan: FetchPlan
  private let send: Send
  private let sleep: Sleep
  private let now: @Sendable () -> Timestamp
  private let unpack: Unpack

  /// - Parameters:
  ///   - plan: What is fetched.
  ///   - send: Sends a request; its transport has the plan's options (``FetchPlan/transport``).
  ///   - sleep: Waits.
  ///   - now: The wall clock.
  ///   - unpack: See ``Unpack``.
  package init(
    _ plan: FetchPlan, send: @escaping Send,
    sleep: @escaping Sleep = { wait in try await ContinuousClock().sleep(for: wait) },
    now: @escaping @Sendable () -> Timestamp = { .now() }, unpack: @escaping Unpack
  ) {
    self.plan = plan
    self.send = send
    self.sleep = sleep
    self.now = now
    self.unpack = unpack
  }

  /// A fetcher with a transport of its own.
  ///
  /// - Throws: As `Transport`.
  package init(
    connectingFor plan: FetchPlan, caFile: String? = nil, unpack: @escaping Unpack
  ) throws(Diagnostic) {
    var options = plan.transport
    options.caFile = caFile ?? options.caFile
    let client = try HTTPClient(options)
    self.init(
      plan, send: { request async throws(TransportFailure) in try await client.send(request) }, unpack: unpack)
  }

  /// Fetches everything into a file.
  ///
  /// - Parameters:
  ///   - path: The file's: made anew, mode 0600, on disk when this returns. After a failure there is none.
  ///   - state: Of the last run that was settled.
  ///   - backfill: As ``FetchConversation``.
  ///   - lastSuccess: As ``FetchConversation``.
  ///   - seed: Of the waits' jitter.
  /// - Returns: What came; its state is to be kept once every record in the file is settled.
  /// - Throws: Why it came to nothing. A task that is cancelled gets `fetch.cancelled`.
  package func fetch(
    into path: String, state: FetchState?, backfill: Duration? = nil, lastSuccess: Timestamp? = nil,
    seed: UInt64 = .random(in: .min ... .max)
  ) async throws(FetchFailure) -> FetchResult {
    var conversation = FetchConversation(
      plan, state: state, backfill: backfill, lastSuccess: lastSuccess, now: now(), seed: seed)
    let file: FetchedFile
    do throws(Diagnostic) {
      file = try FetchedFile(at: path)
    } catch {
      throw FetchFailure(diagnostic: error, retryAfter: nil, counts: FetchCounts())
    }
    var pace = RequestPace(plan.rate)
    while true {
      switch conversation.next() {
      case .ask(let request):
        if let wait = pace.next() { await pause(wait, &conversation) }
        if Task.isCancelled {
          conversation.stop(.cancelled, "the run was stopped")
        } else {
          await ask(request, &conversation, file)
        }
      case .wait(let wait): await pause(wait, &conversation)
      case .failed(let failure):
        file.discard()
        throw failure
      case .done(let result):
        do throws(Diagnostic) {
          try file.finish()
        } catch {
          file.discard()
          throw FetchFailure(diagnostic: error, retryAfter: nil, counts: result.counts)
        }
        return result
      }
    }
  }

  private func pause(_ wait: Duration, _ conversation: inout FetchConversation) async {
    do { try await sleep(wait) } catch { conversation.stop(.cancelled, "the run was stopped") }
  }

  private func ask(_ request: HTTPRequest, _ conversation: inout FetchConversation, _ file: FetchedFile) async {
    var response: HTTPResponse
    do throws(TransportFailure) {
      response = try await send(request)
    } catch {
      conversation.take(error)
      return
    }
    if response.body.starts(with: [0x1F, 0x8B]) {
      guard let body = unpack(response.body, plan.limits.pageBytes) else {
        conversation.stop(
          .large, "what came is a gzip file that is damaged, or has more than \(plan.limits.pageBytes) bytes")
        return
      }
      response.body = body
    }
    do {
      try conversation.take(response, at: now()) { bytes in try file.write(bytes) }
    } catch let error as Diagnostic {
      conversation.stop(error)
    } catch {
      conversation.stop(.file, "what is fetched cannot be written")
    }
  }
}
