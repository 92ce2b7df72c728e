/// A value in a JSON text: a view into its document, as cheap to copy as a reference.
package struct JSONValue: Sendable {
  /// What a value is.
  package enum Kind: String, Sendable, Hashable {
    case null, boolean, number, string, array, object
  }

  /// The text that it is in.
  package let document: JSONDocument
  let index: Int

  init(document: JSONDocument, index: Int) {
    self.document = document
    self.index = index
  }

  var node: JSONNode { document.tape[index] }

  package var kind: Kind {
    switch node.kind {
    case .null: .null
    case .yes, .no: .boolean
    case .number: .number
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }

  package var isNull: Bool { node.kind == .null }

  /// `nil` if it is of another kind.
  package var boolean: Bool? {
    switch node.kind {
    case .yes: true
    case .no: false
    default: nil
    }
  }

  /// A number's text as written: `15550000000`, `1e400`, `1.10`.
  ///
  /// `nil` if it is of another kind.
  package var number: String? {
    node.kind == .number ? document.written(node) : nil
  }

  /// A number that is written as an integer and fits; `nil` for `1.0`, `1e2` and all other kinds.
  package var integer: Int? {
    let node = node
    guard node.kind == .number, node.flags.contains(.integer) else { return nil }
    return Int(document.written(node))
  }

  /// A string's decoded text.
  ///
  /// `nil` if it is of another kind.
  package var string: String? {
    node.kind == .string ? document.text(of: node) : nil
  }

  /// A string's text, a number as written, `true` or `false`; `nil` for null, arrays and objects.
  package var scalarText: String? {
    switch node.kind {
    case .string: document.text(of: node)
    case .number: document.written(node)
    case .yes: "true"
    case .no: "false"
    case .null, .array, .object: nil
    }
  }

  /// The number of elements, or of members with different keys; 0 for scalars.
  package var count: Int { Int(node.count) }

  /// The elements of an array in their order; none for all other kinds.
  package var elements: JSONElements { JSONElements(array: self) }

  /// The members of an object in their order; of equal keys only the last.
  ///
  /// None for all other kinds.
  package var members: JSONMembers { JSONMembers(object: self) }

  /// The member that is so called, compared byte by byte (so NFC and NFD differ); `nil` unless it is an object that has it.
  ///
  /// Time grows with the number of members. To read all of a large object go over ``members``.
  package subscript(key: String) -> JSONValue? {
    guard node.kind == .object else { return nil }
    var key = key
    return key.withUTF8 { wanted in
      var members = members.makeIterator()
      while let found = members.nextKey() {
        if document.isText(of: document.tape[found], wanted) { return JSONValue(document: document, index: found + 1) }
      }
      return nil
    }
  }

  /// The element at `position`, from 0; `nil` unless it is an array that has it.
  ///
  /// Time grows with `position`.
  package subscript(position: Int) -> JSONValue? {
    guard position >= 0, position < count else { return nil }
    var elements = elements.makeIterator()
    for _ in 0..<position { elements.skip() }
    return elements.next()
  }

  /// Where it begins.
  ///
  /// Time grows with the length of the text before it.
  package var location: JSONLocation { document.location(of: offset) }

  /// The byte at which it begins, from 0: for strings the opening quote.
  package var offset: Int { node.kind == .string ? Int(node.start) - 1 : Int(node.start) }

  /// It as written, with a string's quotes.
  package var bytes: ArraySlice<UInt8> {
    let node = node
    let end = node.kind == .string ? Int(node.end) + 1 : Int(node.end)
    return document.bytes[offset..<end]
  }

  /// It as compact JSON: no blanks, numbers and strings as written.
  ///
  /// Of equal keys only the last; lone surrogates are U+FFFD, so that every other parser takes it.
  package var compactText: String {
    var writer = JSONWriter(reservingCapacity: bytes.count)
    writer.value(self)
    return writer.text
  }
}

extension JSONValue: CustomStringConvertible {
  /// Kind and place, never the value itself: it may be a lead's.
  package var description: String { "\(kind.rawValue) at \(location)" }
}
