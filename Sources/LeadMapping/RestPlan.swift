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

  /// The attribute's key for a field's name; `nil`: it does not pass.
  func key(for name: String) -> String? {
    let folded = FoldedName(name).text
    guard !folded.isEmpty, !Bookkeeping.holds(folded), !except.contains(where: { $0.matches(folded) }) else {
      return nil
    }
    switch key {
    case .template(let before, let after): return before + name + after
    case .transforms(let transforms):
      var key = Blank.trimmed(name)
      for transform in transforms {
        guard case .text(let text) = transform.apply(key) else { return nil }
        key = text
      }
      return Blank.trimmed(key).isEmpty ? nil : key
    }
  }
}

/// A name in which `*` stands for any text: `hs_*`.
struct WildcardName: Sendable, Hashable {
  /// The texts around the stars, folded as names are.
  private let pieces: [String]

  init(_ text: String) {
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
