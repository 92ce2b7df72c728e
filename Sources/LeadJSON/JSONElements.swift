/// The elements of a JSON array, in their order.
package struct JSONElements: Sequence, Sendable {
  private let array: JSONValue

  init(array: JSONValue) { self.array = array }

  package var underestimatedCount: Int { array.kind == .array ? array.count : 0 }

  package func makeIterator() -> Iterator { Iterator(array) }

  /// Goes from element to element over what they hold.
  package struct Iterator: IteratorProtocol {
    private let document: JSONDocument
    private var index: Int
    private let end: Int

    fileprivate init(_ array: JSONValue) {
      let node = array.node
      document = array.document
      index = array.index + 1
      end = node.kind == .array ? Int(node.next) : index
    }

    package mutating func next() -> JSONValue? {
      guard index < end else { return nil }
      defer { skip() }
      return JSONValue(document: document, index: index)
    }

    /// Passes over one element.
    ///
    /// Needs one.
    mutating func skip() { index = Int(document.tape[index].next) }
  }
}
