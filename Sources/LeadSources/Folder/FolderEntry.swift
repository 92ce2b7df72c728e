import LeadModel

/// What a folder's listing says of one name.
struct FolderEntry: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case file
    case link
    /// A folder, a pipe, a device.
    case other
  }

  var name: String
  var kind: Kind
  var version: FileVersion
}

/// A folder at one moment: those of its names that were asked for.
struct FolderSnapshot: Sendable {
  /// In the folder's own order.
  var entries: [FolderEntry] = []
  /// How many names cannot be worked with.
  var oddNames = 0
  /// Whether there are more than were looked at.
  var isCut = false
}
