/// Names and titles with a capital at the start of each word.
enum TitleCase {
  /// `text` with the first letter of each word in title case and the others in lower case.
  ///
  /// Words start after anything that is neither a letter nor a digit, and after an apostrophe behind a single letter:
  /// `O'Brien`, `D'Angelo`, but `It's`. `3RD` becomes `3rd`. A name's own capitals inside a word (`McDonald`) are lost:
  /// nothing tells them from `MCDONALD`'s.
  static func of(_ text: String) -> String {
    var result = ""
    // How many letters and digits of the current word there were; 0: the next one starts a word.
    var length = 0
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      if properties.isAlphabetic {
        result += length == 0 ? properties.titlecaseMapping : properties.lowercaseMapping
        length += 1
      } else {
        result.unicodeScalars.append(scalar)
        let isMark = properties.canonicalCombiningClass != .notReordered
        if properties.numericType != nil {
          length += 1
        } else if isApostrophe(scalar) {
          length = length == 1 ? 0 : length
        } else if !isMark {
          length = 0
        }
      }
    }
    return result
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool { scalar == "'" || scalar == "’" }
}
