/// Which chat a lead goes to, by who has its address or its number.
///
/// No database, no clock.
///
/// One chat has it: the lead goes there. None has: it goes to its own. Several have: it goes to its own too, and that is
/// said, as nobody knows which of them it is.
///
/// What was decided once stays so: a lead whose uuid was derived in the same way goes to the same chat for ever.
package struct PersonMatching {
  /// A lead that looks for its chat.
  package struct Person: Sendable, Hashable {
    /// Its own uuid.
    package var uuid: String
    /// Its address and its number, by what they are matched.
    package var matched: [ContactDigest]
    /// All of them: where it goes, later ones with these go too.
    package var contacts: [ContactDigest]
    /// Whether it keeps its uuid: that was given, or derived from the source's own key.
    package var isFixed: Bool

    package init(uuid: String, matched: [ContactDigest], contacts: [ContactDigest], isFixed: Bool) {
      self.uuid = uuid
      self.matched = matched
      self.contacts = contacts
      self.isFixed = isFixed
    }
  }

  /// Where a lead goes.
  package struct Match: Sendable, Hashable {
    package let uuid: String
    /// Whether several chats have its address or its number.
    package let isAmbiguous: Bool
  }

  /// Who has an address or a number: at most three, as two are too many already.
  private(set) var owners: [ContactDigest: [String]]
  /// Where leads went before, by their own uuids.
  private(set) var choices: [String: String]
  /// What is to be remembered.
  private(set) var newOwners: [(contact: ContactDigest, uuid: String)] = []
  private(set) var newChoices: [(own: String, chosen: String)] = []

  init(owners: [ContactDigest: [String]], choices: [String: String]) {
    self.owners = owners
    self.choices = choices
  }

  /// Finds a lead's chat; those that follow know of it.
  mutating func match(_ person: Person) -> Match {
    var uuid = person.uuid
    if !person.isFixed {
      if let chosen = choices[person.uuid] {
        uuid = chosen
      } else {
        var candidates: [String] = []
        for contact in person.matched {
          for owner in owners[contact] ?? [] where !candidates.contains(owner) { candidates.append(owner) }
        }
        guard candidates.count <= 1 else { return Match(uuid: person.uuid, isAmbiguous: true) }
        if let only = candidates.first, only != person.uuid {
          uuid = only
          choices[person.uuid] = only
          newChoices.append((person.uuid, only))
        }
      }
    }
    for contact in person.contacts where !(owners[contact] ?? []).contains(uuid) {
      owners[contact, default: []].append(uuid)
      newOwners.append((contact, uuid))
    }
    return Match(uuid: uuid, isAmbiguous: false)
  }
}
