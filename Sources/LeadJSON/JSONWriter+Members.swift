extension JSONWriter {
  /// Writes a member, or nothing where there is no value: absent is absent, not null.
  package mutating func member(_ key: String, _ value: String?) {
    guard let value else { return }
    self.key(key)
    string(value)
  }

  /// As ``member(_:_:)`` of a text, for a key as ``key(plain:)`` takes it.
  package mutating func member(plain key: StaticString, _ value: String?) {
    guard let value else { return }
    self.key(plain: key)
    string(value)
  }

  /// Writes a member, or nothing where there is no value.
  package mutating func member(_ key: String, _ value: Int?) {
    guard let value else { return }
    self.key(key)
    number(value)
  }

  /// Writes a member, or nothing where there is no value.
  package mutating func member(_ key: String, _ value: Bool?) {
    guard let value else { return }
    self.key(key)
    boolean(value)
  }

  /// Writes a member, or nothing where there is no value.
  package mutating func member(_ key: String, _ value: JSONValue?) {
    guard let value else { return }
    self.key(key)
    self.value(value)
  }

  /// Writes a member whose value may be null: for outputs in which every key is always there.
  package mutating func member(_ key: String, orNull value: String?) {
    self.key(key)
    if let value { string(value) } else { null() }
  }

  /// As `member(_:orNull:)` of a text, for numbers.
  package mutating func member(_ key: String, orNull value: Int?) {
    self.key(key)
    if let value { number(value) } else { null() }
  }

  /// As `member(_:orNull:)` of a text, for what is true, false or neither.
  package mutating func member(_ key: String, orNull value: Bool?) {
    self.key(key)
    if let value { boolean(value) } else { null() }
  }

  /// Writes a member that is a list of texts, empty or not.
  package mutating func member(_ key: String, texts: [String]) {
    self.key(key)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }
}
