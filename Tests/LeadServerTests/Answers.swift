import Synchronization

/// What a callback was given.
final class Answers<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  func put(_ value: Value) { self.value.withLock { $0 = value } }

  func take() -> Value? { value.withLock { $0 } }
}
