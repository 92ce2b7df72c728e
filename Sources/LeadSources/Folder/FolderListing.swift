package import LeadConfig
package import LeadModel

/// A file of a drop folder that there is something to do about.
package struct FolderFile: Sendable, Hashable {
  /// As the configuration has it, without a slash at its end.
  package let folder: String
  package let name: String
  /// As the folder's listing had it.
  package let version: FileVersion
  package let afterwards: FolderSettings.Afterwards
  /// The name of the file that says it is whole, where there is one.
  package let marker: String?

  package var path: String { "\(folder)/\(name)" }
}

/// What a look at a folder has found.
package struct FolderListing: Sendable {
  /// Files to be read now: the oldest first, those of one time by name; at most ``FolderScan/maxFiles``.
  package var taken: [FolderFile] = []
  /// Files that are settled and could not be moved: each is to be claimed and finished, and not read.
  ///
  /// At most ``FolderScan/maxFiles``.
  package var unmoved: [FolderFile] = []
  /// Files that were moved and are written to all the same: each is to be brought back, if its bytes are others.
  ///
  /// At most ``ContinuedFile/maxFiles``.
  package var continued: [ContinuedFile] = []
  /// When to look again, even if nothing tells of a change; `nil`: no file is waited for.
  ///
  /// Now, where more files are whole than one look takes.
  package var waitsUntil: Timestamp?
  /// Remembered files that are to be forgotten.
  package var forgotten: [String] = []
  /// What keeps files from being taken; of each kind at most ``FolderSource/maxProblems``.
  package var problems: [Diagnostic] = []

  package init() {}
}
