/// What is new about the fields that a route's posts have.
package enum FieldNews: Sendable, Hashable {
  /// A field that none of the route's posts had before.
  case new(String)
  /// A field that each of the route's first posts had, and that the last ones have not.
  case vanished(String)

  /// The field's name, fit for a log: at most ``FieldWatch/maxNameBytes`` bytes, without control characters.
  package var name: String {
    switch self {
    case .new(let name), .vanished(let name): name
    }
  }

  /// For a log and a metric.
  package var code: String {
    switch self {
    case .new: "field.new"
    case .vanished: "field.vanished"
    }
  }
}

/// Learns which fields the posts of each route have, and tells once of each that is new or gone: then somebody changed the
/// form, and a mapping may lose what it does not know.
///
/// The first ``learning`` posts of a route are learnt from and tell nothing. Afterwards a name that was never there is
/// new, once; a name that all of the first posts had, and that ``missing`` posts in a row have not, is gone, once; when it is
/// back it may vanish again. Of a restart nothing is known: a daemon learns anew.
///
/// Memory: at most ``maxRoutes`` routes of ``maxNames`` names of 80 bytes; what is beyond is not watched. Time is linear in
/// the names that are known and given.
package struct FieldWatch: Sendable {
  /// From how many posts the fields are learnt.
  package static let learning = 20
  /// In how many posts in a row a field has to be missing.
  package static let missing = 20
  /// The most names of a route.
  package static let maxNames = 500
  package static let maxRoutes = 200
  package static let maxNameBytes = 80

  fileprivate struct Route {
    var posts = 0
    var fields: [String: Field] = [:]
  }

  fileprivate struct Field {
    /// In how many of the first posts it was.
    var firsts = 0
    /// For how many posts it has been missing.
    var absent = 0
    var isGone = false
  }

  private var routes: [String: Route] = [:]

  package init() {}

  /// Takes in the fields of a post.
  ///
  /// - Parameters:
  ///   - names: Of its fields: see ``FieldNames``; one that is there twice counts once.
  ///   - route: Its route.
  /// - Returns: What there is to tell, by name: new ones first.
  package mutating func observe(_ names: [String], route: String) -> [FieldNews] {
    guard routes[route] != nil || routes.count < Self.maxRoutes else { return [] }
    return routes[route, default: Route()].observe(Set(names.map(Self.shown)))
  }

  /// A name as it is kept and told: control characters out, cut to ``maxNameBytes`` bytes.
  private static func shown(_ name: String) -> String {
    var shown = ""
    for character in name {
      let isPlain = character.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
      }
      guard isPlain else { continue }
      guard shown.utf8.count + character.utf8.count <= maxNameBytes else { break }
      shown.append(character)
    }
    return shown
  }
}

extension FieldWatch.Route {
  fileprivate mutating func observe(_ names: Set<String>) -> [FieldNews] {
    let isLearning = posts < FieldWatch.learning
    posts = min(posts + 1, FieldWatch.learning)
    var new: [FieldNews] = []
    for name in names.sorted() where !name.isEmpty && fields[name] == nil && fields.count < FieldWatch.maxNames {
      fields[name] = FieldWatch.Field()
      if !isLearning { new.append(.new(name)) }
    }
    var vanished: [FieldNews] = []
    for name in fields.keys.sorted() {
      if let isGone = note(name, isThere: names.contains(name), isLearning: isLearning), isGone {
        vanished.append(.vanished(name))
      }
    }
    return new + vanished
  }

  /// - Returns: Whether the field is gone with this post; `nil`: it is there.
  private mutating func note(_ name: String, isThere: Bool, isLearning: Bool) -> Bool? {
    guard var field = fields[name] else { return nil }
    defer { fields[name] = field }
    if isThere {
      if isLearning { field.firsts += 1 }
      field.absent = 0
      field.isGone = false
      return nil
    }
    guard field.firsts == FieldWatch.learning, !field.isGone else { return false }
    field.absent += 1
    field.isGone = field.absent == FieldWatch.missing
    return field.isGone
  }
}
