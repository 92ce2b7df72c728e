import LeadModel

/// `"*"` among the attributes: what passes of the fields that nothing names.
struct RestPlan: Sendable {
  /// How the key of what passes is made.
  enum KeyShape: Sendable {
    case transforms([Transform])
    /// `"crm {key}"`: texts around the name.
    case template(before: String, after: String)
  }

  /// Names that do not pass, with `*` for any text.
  let except: [WildcardName]
  /// Whether objects come as dotted keys.
  let flattens: Bool
  let key: KeyShape
  let transforms: [Transform]

  init(
    except: [WildcardName] = [], flattens: Bool = false, key: KeyShape = .transforms([]), transforms: [Transform] = []
  ) {
    self.except = except
    self.flattens = flattens
    self.key = key
    self.transforms = transforms
  }

  /// What becomes of a field by its name.
  enum Verdict {
    /// It passes, and is the attribute of this key.
    case passes(key: String)
    case stays(RestReason)
  }

  /// The attribute's key for a field's name; `nil`: it does not pass.
  func key(for name: String) -> String? {
    if case .passes(let key) = verdict(on: name) { key } else { nil }
  }

  /// What becomes of a field of this name that nothing else names.
  func verdict(on name: String) -> Verdict {
    let folded = FoldedName(name).text
    if folded.isEmpty { return .stays(.nameless) }
    if let exception = except.first(where: { $0.matches(folded) }) { return .stays(.except(exception.text)) }
    if Bookkeeping.holds(folded) { return .stays(.bookkeeping) }
    switch key {
    case .template(let before, let after): return .passes(key: before + name + after)
    case .transforms(let transforms):
      var key = Blank.trimmed(name)
      for transform in transforms {
        guard case .text(let text) = transform.apply(key) else { return .stays(.nameless) }
        key = text
      }
      return Blank.trimmed(key).isEmpty ? .stays(.nameless) : .passes(key: key)
    }
  }
}

/// A name in which `*` stands for any text: `hs_*`.
struct WildcardName: Sendable, Hashable {
  /// As written.
  let text: String
  /// The texts around the stars, folded as names are.
  private let pieces: [String]

  init(_ text: String) {
    self.text = text
    pieces = text.split(separator: "*", omittingEmptySubsequences: false).map { piece in
      // A blank beside a star counts, so that only the ends of the whole name are trimmed.
      let folded = FoldedName(String(piece)).text
      let hasBlankBefore = piece.first == " " && !folded.isEmpty
      let hasBlankBehind = piece.last == " " && !folded.isEmpty
      return (hasBlankBefore ? " " : "") + folded + (hasBlankBehind ? " " : "")
    }
  }

  /// Whether a folded name fits.
  ///
  /// Linear in the name for each star.
  func matches(_ name: String) -> Bool {
    guard pieces.count > 1 else { return pieces.first == name }
    var rest = name[...]
    guard let first = pieces.first, rest.hasPrefix(first), let last = pieces.last else { return false }
    rest = rest.dropFirst(first.count)
    for piece in pieces[1..<(pieces.count - 1)] where !piece.isEmpty {
      guard let found = rest.firstRange(of: piece) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.count >= last.count && rest.hasSuffix(last)
  }
}
