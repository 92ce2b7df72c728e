import HTTPTypes
import Hummingbird
import LeadModel
import NIOCore
import Synchronization

/// What Hummingbird gives with a request that the local inbox needs: the connection, to cut it.
struct InboxContext: InitializableFromSource {
  let channel: any Channel

  init(source: ApplicationRequestContextSource) { channel = source.channel }
}

/// HTTP to the ``InboxAPI`` and back, with what the ``FaultGate`` does to it in between.
struct InboxResponder: HTTPResponder {
  let api: InboxAPI
  let latency: Duration
  let maxBodyBytes: Int
  let gate: Gate

  /// The gate with its clock, shared by all connections.
  final class Gate: Sendable {
    private let start = ContinuousClock.now
    private let state: Mutex<FaultGate>

    init(_ options: FaultOptions) { state = Mutex(FaultGate(options)) }

    func arrived() -> Fault {
      // Read under the lock: the gate's time must not go back.
      state.withLock { $0.arrived(at: ContinuousClock.now - start) }
    }

    var requests: Int { state.withLock { $0.requests } }
  }

  func respond(to request: Request, context: InboxContext) async throws -> Response {
    let answer: InboxAnswer
    switch gate.arrived() {
    case .none:
      answer = await self.answer(request)
    case .fail(let status):
      answer = .failed(status: status)
    case .successFalse:
      answer = .successFalse
    case .tooMany(let seconds):
      answer = .tooMany(retryAfterSeconds: seconds)
    case .cut(let cut):
      answer = cut.applies ? await self.answer(request) : .ok
      try await ConnectionCut.arrange(cut, on: context.channel)
    case .down:
      try await ConnectionCut.arrange(Fault.Cut(applies: false, share: 0, isAbortive: true), on: context.channel)
      return Response(status: .serviceUnavailable)  // Not a byte of it gets out.
    }
    if latency > .zero { try await Task.sleep(for: latency) }
    return response(answer, isHead: request.method == .head)
  }

  private func answer(_ request: Request) async -> InboxAnswer {
    do throws(InboxAnswer) {
      let call = try api.call(method: request.method.rawValue, path: request.uri.path)
      let token = HTTPField.Name(call.tokenHeader).flatMap { request.headers[$0] }
      let customer = try api.customer(of: token, for: call)
      switch call {
      case .putLead:
        return try await api.putLead(try await body(of: request), customer: customer)
      case .listChats:
        let parameters = request.uri.queryParameters
        return try await api.listChats(query: { parameters[Substring($0)].map(String.init) }, customer: customer)
      }
    } catch {
      return error
    }
  }

  private func body(of request: Request) async throws(InboxAnswer) -> [UInt8] {
    do {
      return Array(buffer: try await request.body.collect(upTo: maxBodyBytes))
    } catch is NIOTooManyBytesError {
      throw InboxAnswer(413, "the body is longer than \(maxBodyBytes) bytes")
    } catch {
      throw InboxAnswer(400, "the body ended before it was complete")
    }
  }

  private func response(_ answer: InboxAnswer, isHead: Bool) -> Response {
    var headers: HTTPFields = [.contentType: "application/json", .contentLength: String(answer.body.count)]
    if let allow = answer.allow { headers[.allow] = allow }
    if let seconds = answer.retryAfterSeconds { headers[.retryAfter] = String(seconds) }
    return Response(
      status: HTTPResponse.Status(code: answer.status), headers: headers,
      body: isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
  }
}
