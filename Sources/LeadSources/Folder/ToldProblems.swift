import LeadModel

/// What was told of a folder's problems, so that each is told once while it lasts.
///
/// Holds what was met at two looks, so that it is bounded by what one look finds.
struct ToldProblems: Sendable {
  private struct Key: Hashable {
    let code: String
    let file: String?
  }

  /// They are the file system's, and tell the same of every file.
  private static let ofAllFiles: Set<String> = ["folder.unlocked"]

  /// At the look before.
  private var before: Set<Key> = []
  /// At this look.
  private var met: Set<Key> = []

  /// What was not met at the look that ends with this is over, and told when it comes again.
  mutating func lookBegins() {
    before = met.filter { !Self.ofAllFiles.contains($0.code) }
    met = met.subtracting(before)
  }

  /// Takes in a problem of this look; whether it is to be told.
  mutating func meets(_ problem: Diagnostic) -> Bool {
    let isOfAll = Self.ofAllFiles.contains(problem.code)
    let key = Key(code: problem.code, file: isOfAll ? nil : problem.position?.file)
    return met.insert(key).inserted && !before.contains(key)
  }
}
