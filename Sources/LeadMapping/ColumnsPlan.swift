import LeadModel

/// `columns`: the fields whose names fit a pattern, or that hold what a form's export holds.
///
/// All that is said must hold. A class, so that what is found for it once can be kept by its identity.
final class ColumnsPlan: Sendable {
  /// Found in the folded name.
  let named: Pattern?
  /// Found in the raw text.
  let holding: Pattern?
  /// Whether the text is the column's own name, as in exports that have a column an option.
  let isOwn: Bool
  /// Names that are not taken, with `*` for any text.
  let except: [WildcardName]

  init(named: Pattern? = nil, holding: Pattern? = nil, isOwn: Bool = false, except: [WildcardName] = []) {
    self.named = named
    self.holding = holding
    self.isOwn = isOwn
    self.except = except
  }

  /// Whether a field of that name is never taken.
  ///
  /// Bookkeeping is taken only where a pattern of names asks for it: a form's raw request holds everything.
  func bars(_ name: FoldedName) -> Bool {
    named == nil && Bookkeeping.holds(name.text) || except.contains { $0.matches(name.text) }
  }

  /// Whether a field of that name may be taken; `nil`: the expression hit its limit, so that it is not.
  func fits(_ name: FoldedName) -> Bool? { named.map { $0.isMatch(name.text) } ?? true }

  /// Whether a field holds what it must, or one of its list does, under one of its names.
  ///
  /// An expression that hits its limit is not found; `gaveUp` is told of it.
  func isHeld(
    by texts: some Sequence<String>, under names: some Sequence<String>, _ gaveUp: (Pattern) -> Void
  ) -> Bool {
    if let holding {
      let isFound = texts.contains { text in
        let isMatch = holding.isMatch(text)
        if isMatch == nil { gaveUp(holding) }
        return isMatch == true
      }
      if !isFound { return false }
    }
    guard isOwn else { return true }
    return texts.contains { text in
      names.contains { $0 == text || FoldedName($0) == FoldedName(text) }
    }
  }
}
