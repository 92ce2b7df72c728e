/// One entry of a document's tape: a value or a key, 20 bytes.
///
/// The tape holds the nodes in the text's order. An array is followed by its elements, an object by a key and a value in
/// turn; `next` leads over all that a container holds, so siblings are found without reading what lies between.
struct JSONNode {
  /// Where the text of the value begins: for strings behind the opening quote.
  var start: UInt32
  /// Where it ends: for strings at the closing quote.
  var end: UInt32
  /// For containers the number of the node behind all that it holds (while parsing: of the container around it).
  ///
  /// For all others the number of the node behind it.
  var next: UInt32
  /// Elements, or members with different keys; 0 for scalars.
  var count: UInt32 = 0
  var kind: Kind
  var flags: Flags = []

  /// What it is.
  ///
  /// Keys are strings.
  enum Kind: UInt8 {
    case null, yes, no, number, string, array, object
  }

  /// What was found out while it was read, so that nothing has to be searched for again.
  struct Flags: OptionSet {
    let rawValue: UInt8

    /// A string with a backslash in it: its text must be decoded.
    static let escaped = Flags(rawValue: 1)
    /// A string with half of a surrogate pair in an escape.
    static let loneSurrogate = Flags(rawValue: 2)
    /// A number with neither fraction nor exponent.
    static let integer = Flags(rawValue: 4)
    /// A key that the same object has again later: neither it nor its value counts.
    static let superseded = Flags(rawValue: 8)
    /// An object one of whose keys is `escaped`.
    static let escapedKeys = Flags(rawValue: 16)
  }
}
