/// A word of a command line that is shown to be pasted.
enum ShellWord {
  /// The word as a POSIX shell reads it back: as it is, or in single quotes where it holds more than plain characters.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || "-_./:=@%+,…".unicodeScalars.contains($0)
      }
    return isPlain ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
  }
}
