import LeadModel

/// What a key of `leadbridge.json` takes: from it come the words of messages and of the reference, and the schema.
package indirect enum ConfigurationValueKind: Sendable, Hashable {
  /// A text that is not empty, by what it means.
  case text(String)
  /// This number alone.
  case constant(Int)
  case boolean
  /// A whole number.
  case count(ClosedRange<Int>)
  /// A part of a whole: more than 0, at most 1.
  case share
  /// A number, or `auto`.
  case concurrency(ClosedRange<Int>)
  case duration(ClosedRange<Duration>)
  /// In bytes.
  case size(ClosedRange<Int>)
  case rate
  /// Requests a day.
  case quota
  /// One of these texts.
  case word([String])
  /// An id of the vendor's, by what it means.
  case identifier(String)
  /// A web address, by what it means.
  case address(String)
  /// A host and a port.
  case listen
  /// An IP address, or a range of them in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3).
  case network
  /// A web page's origin (RFC 6454, section 6.1), or `*`.
  case origin
  /// The path of a route.
  case routePath
  /// What a source is called.
  case sourceName
  /// A text, or a number as it is written, by what it means.
  case scalar(String)
  /// Where a value is in a document: a path, by what it means.
  case field(String)
  /// Any JSON value.
  case anything
  /// Where a secret is kept.
  case secret
  case object(ConfigurationPlace)
  /// An object of such objects, by names of one's own.
  case named(ConfigurationPlace)
  case list(ConfigurationValueKind, atMost: Int)
  /// One, or a list of them.
  case some(ConfigurationValueKind, atMost: Int)
  /// An object of such values, by names of one's own.
  case members(ConfigurationValueKind, atMost: Int)
  /// The one or the other: they are of different types.
  case either(ConfigurationValueKind, ConfigurationValueKind)

  /// In a few words, for messages and the reference.
  package var words: String {
    switch self {
    case .text(let noun), .identifier(let noun), .address(let noun), .scalar(let noun), .field(let noun): noun
    case .constant(let number): "the number \(number)"
    case .boolean: "true or false"
    case .count(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .share: "a number above 0, at most 1"
    case .concurrency(let range): "\"auto\" or a number from \(range.lowerBound) to \(range.upperBound)"
    case .duration(let range):
      "a time, like \"500ms\", \"30s\" or \"15m\", from \(range.lowerBound.written) to \(range.upperBound.written)"
    case .size(let range):
      "a size, like \"64KB\" or \"1MB\", from \(ByteCount(bytes: range.lowerBound)) to \(ByteCount(bytes: range.upperBound))"
    case .rate: "a rate, like \"20/s\" or \"600/m\""
    case .quota: "requests a day, like \"10000/day\""
    case .word(let words) where words.count == 1: "\"\(words[0])\""
    case .word(let words): "one of \(words.joined(separator: ", "))"
    case .listen: "an address and a port, like 127.0.0.1:8080"
    case .network: "an IP address or a range, like 203.0.113.7 or 10.0.0.0/8"
    case .origin: "a page's origin, like https://www.example.com, or *"
    case .routePath: "a path, like /hooks/contact"
    case .sourceName: SourceName.expected
    case .anything: "any JSON value"
    case .secret: #"{"env": "NAME"} or {"file": "PATH"}"#
    case .object: "an object"
    case .named(let place): "an object, a member for each \(place.rawValue)"
    case .list(.object(let place), let count): "a list of \(place.rawValue)s, at most \(count)"
    case .list(let kind, let count): "a list, at most \(count), of: \(kind.words)"
    case .some(let kind, let count): "\(kind.words), or a list of at most \(count)"
    case .members(let kind, let count): "an object, at most \(count) members, each: \(kind.words)"
    case .either(let one, let other): "\(one.words), or \(other.words)"
    }
  }

  /// The code of an error about a value that has the right type: `config.rate`.
  var code: String {
    switch self {
    case .concurrency: "concurrency"
    case .duration: "duration"
    case .size: "size"
    case .rate: "rate"
    case .quota: "quota"
    case .word: "word"
    case .identifier: "id"
    case .address: "address"
    case .listen: "listen"
    case .network: "network"
    case .origin: "origin"
    case .routePath: "path"
    case .sourceName: "name"
    case .field: "field"
    case .count, .share: "range"
    case .list(let kind, _), .some(let kind, _), .members(let kind, _), .either(let kind, _): kind.code
    case .text, .constant, .boolean, .scalar, .anything, .secret, .object, .named: "value"
    }
  }

  /// Whether it is written as a text: then it may also be kept elsewhere.
  var isText: Bool {
    switch self {
    case .text, .duration, .size, .rate, .quota, .word, .identifier, .address, .listen, .network, .origin, .routePath,
      .sourceName, .field:
      true
    case .constant, .boolean, .count, .share, .concurrency, .scalar, .anything, .secret, .object, .named, .list, .some,
      .members, .either:
      false
    }
  }
}

/// Parts of a kind that readers of values ask for, be it that kind alone or one of two.
extension ConfigurationValueKind {
  /// The words that it may be; `nil`: it is no choice among words.
  var choices: [String]? {
    switch self {
    case .word(let words): words
    case .either(let one, let other): one.choices ?? other.choices
    default: nil
    }
  }

  /// The times that it may be; `nil`: it is none.
  var durations: ClosedRange<Duration>? {
    switch self {
    case .duration(let range): range
    case .either(let one, let other): one.durations ?? other.durations
    default: nil
    }
  }

  /// The whole numbers that it may be; `nil`: it is none.
  var counts: ClosedRange<Int>? {
    switch self {
    case .count(let range): range
    case .either(let one, let other): one.counts ?? other.counts
    default: nil
    }
  }

  /// Whether it is one or a list of them.
  var isSome: Bool { if case .some = self { true } else { false } }
}
