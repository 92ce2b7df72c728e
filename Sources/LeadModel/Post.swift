/// A request that was posted to a route, as it came over the wire: what is verified, kept on the disk and mapped.
package struct Post: Sendable, Hashable {
  /// A field of the header (RFC 9110, section 5).
  package struct HeaderField: Sendable, Hashable {
    /// In lower case.
    package var name: String
    /// Without blanks at its ends.
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// In upper case: `POST`.
  package var method: String
  /// Path and query as on the wire, percent-encoding and all: some senders sign them.
  package var target: String
  /// The query's pairs, decoded, in their order; repeated names stay.
  package var query: [FormField]
  /// In their order; repeated names stay.
  package var headers: [HeaderField]
  /// As it came, once a content coding is undone.
  package var body: [UInt8]
  /// The sender's IP address; behind a trusted proxy the one that it names.
  package var address: String
  package var receivedAt: Timestamp

  package init(
    method: String = "POST", target: String, query: [FormField] = [], headers: [HeaderField] = [], body: [UInt8],
    address: String = "", receivedAt: Timestamp
  ) {
    self.method = method
    self.target = target
    self.query = query
    self.headers = headers
    self.body = body
    self.address = address
    self.receivedAt = receivedAt
  }

  /// The first field of a name.
  ///
  /// - Parameter name: In lower case.
  /// - Returns: Its value; `nil`: there is none.
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The path alone, as on the wire.
  package var path: Substring { target.prefix { $0 != "?" } }
}
