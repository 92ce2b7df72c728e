import LeadTransport
import Synchronization

/// Senders that post leads at once, and what they were answered; none sends anything twice.
final class ServeLoad: Sendable {
  private let next = Atomic(0)
  private let accepted = Mutex<Set<String>>([])
  private let refused = Mutex<[HTTPResponse]>([])

  /// The addresses of leads that were answered 2xx.
  var kept: Set<String> { accepted.withLock { $0 } }
  /// Answers other than 2xx.
  var refusals: [HTTPResponse] { refused.withLock { $0 } }

  /// Posts until so many were posted, by all calls together, or until nobody answers.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - serve: The daemon.
  ///   - paths: Routes of forms, in turns.
  ///   - bytes: How long each lead's message is.
  ///   - goesOn: Whether posting goes on after a connection that failed.
  func run(
    _ count: Int, to serve: ServeStage, paths: [String] = ["/hooks/contact"], bytes: Int = 10, goesOn: Bool = false
  ) async {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { [self] in
          while true {
            let number = next.add(1, ordering: .relaxed).newValue
            guard number <= count else { return }
            let email = "p\(number)@example.com"
            let message = String(repeating: "x", count: bytes)
            let response = try? await serve.post(
              paths[number % paths.count],
              #"{"name": "Person \#(number)", "email": "\#(email)", "message": "\#(message)"}"#)
            guard let response else { if goesOn { continue } else { return } }
            if response.status == 200 {
              accepted.withLock { _ = $0.insert(email) }
            } else {
              refused.withLock { $0.append(response) }
            }
          }
        }
      }
    }
  }

  /// Waits until so many were answered 2xx.
  func kept(_ count: Int) async {
    while kept.count < count { await Task.yield() }
  }
}
