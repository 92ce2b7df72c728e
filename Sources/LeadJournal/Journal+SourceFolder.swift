/// Where a source's run keeps what it has fetched, until all of it is settled.
extension Journal {
  /// Makes a source's folder, mode 0700: `sources/NAME.KEY` in the journal's.
  ///
  /// Like the source's lock it goes by the destination too: two configurations may give one name to sources of two inboxes.
  ///
  /// - Parameter key: The source; its name has letters, digits, `-`, `_` and `.`, and not all dots.
  /// - Returns: Its path.
  /// - Throws: ``JournalError``.
  package func sourceFolder(of key: SourceKey) throws(JournalError) -> String {
    let folder = "\(PrivateFolder.parent(of: path))/sources/\(key.name).\(LockName.of([key.destinationKey]))"
    try PrivateFolder.create(folder)
    return folder
  }

  /// Where a source's ``SettledRecords`` lie.
  ///
  /// - Throws: ``JournalError``.
  package func settledRecordsPath(of key: SourceKey) throws(JournalError) -> String {
    try sourceFolder(of: key) + "/settled"
  }
}
