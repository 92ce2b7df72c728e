/// Connections in the order in which they began to wait: joining, leaving and finding the oldest take constant time.
///
/// The links lie in the connections, so that a request costs no allocation here. Not to be shared between threads.
struct ConnectionList {
  private(set) var first: Connection?
  // In the list while it is set, so the one before it, or `first`, holds it; a weak reference would cost an allocation.
  private(set) unowned(unsafe) var last: Connection?
  private(set) var count = 0

  /// Puts a connection that is in no list at the end.
  mutating func append(_ connection: Connection) {
    connection.previous = last
    connection.next = nil
    if let last { last.next = connection } else { first = connection }
    last = connection
    count += 1
  }

  /// Takes out a connection that is in this list.
  mutating func remove(_ connection: Connection) {
    let next = connection.next
    if let previous = connection.previous { previous.next = next } else { first = next }
    if let next { next.previous = connection.previous } else { last = connection.previous }
    connection.previous = nil
    connection.next = nil
    count -= 1
  }
}
