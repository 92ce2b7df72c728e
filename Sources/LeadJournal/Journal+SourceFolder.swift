/// Where a source's run keeps what it has fetched, until all of it is settled.
extension Journal {
  /// Makes a source's folder, mode 0700: `sources/NAME` in the journal's.
  ///
  /// - Parameter name: The source's: letters, digits, `-`, `_` and `.`, and not all dots.
  /// - Returns: Its path.
  /// - Throws: ``JournalError``.
  package func sourceFolder(named name: String) throws(JournalError) -> String {
    let folder = "\(PrivateFolder.parent(of: path))/sources/\(name)"
    try PrivateFolder.create(folder)
    return folder
  }
}
