/// A key and a value of a JSON object.
package struct JSONMember: Sendable {
  private let document: JSONDocument
  private let index: Int

  init(document: JSONDocument, index: Int) {
    self.document = document
    self.index = index
  }

  /// The decoded key.
  package var key: String { document.text(of: document.tape[index]) }

  /// Where the key's opening quote is.
  ///
  /// Time grows with the length of the text before it.
  package var keyLocation: JSONLocation { document.location(of: Int(document.tape[index].start) - 1) }

  package var value: JSONValue { JSONValue(document: document, index: index + 1) }
}

/// The members of a JSON object, in the text's order.
///
/// Of equal keys only the last is there.
package struct JSONMembers: Sequence, Sendable {
  private let object: JSONValue

  init(object: JSONValue) { self.object = object }

  package var underestimatedCount: Int { object.kind == .object ? object.count : 0 }

  package func makeIterator() -> Iterator { Iterator(object) }

  /// Goes from member to member over what their values hold.
  package struct Iterator: IteratorProtocol {
    private let document: JSONDocument
    private var index: Int
    private let end: Int

    fileprivate init(_ object: JSONValue) {
      let node = object.node
      document = object.document
      index = object.index + 1
      end = node.kind == .object ? Int(node.next) : index
    }

    package mutating func next() -> JSONMember? {
      nextKey().map { JSONMember(document: document, index: $0) }
    }

    /// The number of the next key's node; its value is the node behind it.
    mutating func nextKey() -> Int? {
      while index < end {
        let key = index
        index = Int(document.tape[key + 1].next)
        if !document.tape[key].flags.contains(.superseded) { return key }
      }
      return nil
    }
  }
}
