package import LeadModel

/// How many of the leads have which field.
package struct LeadCoverage: Sendable {
  /// Attributes that are counted by their keys; further ones are not.
  package static let maxKeys = 500

  /// A field, and how many leads have it.
  package struct Field: Sendable, Hashable {
    package let name: String
    package let count: Int

    package init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  /// How many leads there are.
  package private(set) var leads = 0
  /// Whether there are keys that were not counted.
  package private(set) var hasMoreKeys = false
  private var counts = [Int](repeating: 0, count: Self.names.count)
  private var keys: [String: Int] = [:]

  private static let names = [
    "name", "email", "phone", "status", "picture", "agentId", "tags", "notes", "attributes",
  ]

  package init() {}

  /// Counts a lead.
  package mutating func take(_ lead: Lead) {
    leads += 1
    let isThere = [
      lead.name != nil, lead.email != nil, lead.phone != nil, lead.status != nil, lead.picture != nil,
      lead.agentId != nil, !lead.tags.isEmpty, !lead.notes.isEmpty, !lead.attributes.isEmpty,
    ]
    for (index, isThere) in isThere.enumerated() where isThere { counts[index] += 1 }
    for attribute in lead.attributes {
      if let count = keys[attribute.key] {
        keys[attribute.key] = count + 1
      } else if keys.count < Self.maxKeys {
        keys[attribute.key] = 1
      } else {
        hasMoreKeys = true
      }
    }
  }

  /// The lead's own fields, in the order of the documentation.
  package var fields: [Field] { zip(Self.names, counts).map { Field(name: $0, count: $1) } }

  /// The attributes by their keys, the frequent first.
  package var attributes: [Field] {
    keys.map { Field(name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }
}
