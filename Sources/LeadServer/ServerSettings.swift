/// How the door is set up, once for a process' life.
package struct ServerSettings: Sendable {
  /// Where it listens.
  package enum Address: Sendable, Hashable {
    /// A name or an address, and a port; 0: one that is free.
    case host(String, port: Int)
    /// A socket that listens already, as systemd hands over; it is closed with the server.
    case descriptor(Int32)
  }

  /// What is served at an address.
  package enum Offer: Sendable, Hashable {
    /// Routes, submissions, and the operator's pages behind the token.
    case everything
    /// The operator's pages and submissions alone; without a token where none is set.
    case operation
  }

  /// An address and what is served there.
  package struct Listener: Sendable, Hashable {
    package var address: Address
    package var offer: Offer
    /// Whether TLS is spoken there; needs ``ServerSettings/certificate``.
    package var isEncrypted: Bool

    package init(_ address: Address, offer: Offer = .everything, isEncrypted: Bool = false) {
      self.address = address
      self.offer = offer
      self.isEncrypted = isEncrypted
    }
  }

  /// Files in PEM: a chain that begins with the server's own certificate, and its key.
  package struct Certificate: Sendable, Hashable {
    package var chainFile: String
    package var keyFile: String

    package init(chainFile: String, keyFile: String) {
      self.chainFile = chainFile
      self.keyFile = keyFile
    }
  }

  package var listeners: [Listener]
  package var certificate: Certificate?
  /// Threads that serve sockets, 1…64; `nil`: as many as there are cores.
  package var threads: Int?

  package init(listeners: [Listener]) { self.listeners = listeners }
}
