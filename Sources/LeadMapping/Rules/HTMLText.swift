/// The text of a piece of HTML, as a reader sees it.
///
/// A reader of what form services and editors send, not a browser: tags go, whatever they are; those that break a line
/// break it; scripts, styles and comments go with their content; characters by name or number are written out. Nothing
/// is ever an error. Time is linear.
enum HTMLText {
  /// The text of `html`.
  ///
  /// A text without tags keeps its line breaks.
  static func plain(_ html: String) -> String {
    var reader = Reader(bytes: Array(html.utf8))
    reader.run()
    return reader.hasTags ? reader.collapsed() : Blank.trimmed(String(decoding: reader.output, as: UTF8.self))
  }

  private struct Reader {
    let bytes: [UInt8]
    var output: [UInt8] = []
    var hasTags = false

    /// Stands in ``output`` for a line break that a tag makes; no text may hold it (it is taken out).
    private static let lineBreak: UInt8 = 0x01
    /// For the break around a paragraph: an empty line.
    private static let paragraphBreak: UInt8 = 0x02

    private static let breakingTags: Set<String> = [
      "br", "div", "li", "tr", "dt", "dd", "hr", "section", "article", "header", "footer", "address", "option", "pre",
      "ul", "ol", "dl", "table", "tbody", "thead", "form", "fieldset", "figure", "body", "html", "title",
    ]
    private static let paragraphTags: Set<String> = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"]
    private static let cellTags: Set<String> = ["td", "th"]
    /// Whose content is no text.
    private static let silentTags: Set<String> = ["script", "style", "template", "noscript", "head"]

    init(bytes: [UInt8]) {
      self.bytes = bytes
      output.reserveCapacity(bytes.count)
    }

    mutating func run() {
      var index = 0
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "<"): index = readTag(at: index)
        case UInt8(ascii: "&"): index = readReference(at: index)
        case Self.lineBreak, Self.paragraphBreak: index += 1
        default:
          output.append(bytes[index])
          index += 1
        }
      }
    }

    /// Reads what starts with `<`, and returns where to go on.
    ///
    /// `<` before anything but a letter, `/`, `!` or `?` is text.
    private mutating func readTag(at start: Int) -> Int {
      let next = start + 1
      guard next < bytes.count else { return readAsText(start) }
      if bytes[next...].starts(with: "!--".utf8) {
        hasTags = true
        return end(of: "-->", from: next + 3)
      }
      if bytes[next] == UInt8(ascii: "!") || bytes[next] == UInt8(ascii: "?") {
        hasTags = true
        return end(of: ">", from: next)
      }
      let isClosing = bytes[next] == UInt8(ascii: "/")
      let nameStart = isClosing ? next + 1 : next
      let nameEnd = bytes[nameStart...].firstIndex { !Self.isNameByte($0) } ?? bytes.count
      guard nameStart < nameEnd, Self.isLetter(bytes[nameStart]) else { return readAsText(start) }
      hasTags = true
      let name = String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self).lowercased()
      let end = endOfTag(from: nameEnd)
      if Self.silentTags.contains(name), !isClosing { return endOfSilence(name, from: end) }
      if Self.paragraphTags.contains(name) {
        output.append(Self.paragraphBreak)
      } else if Self.breakingTags.contains(name) {
        output.append(Self.lineBreak)
      } else if Self.cellTags.contains(name) {
        output.append(UInt8(ascii: " "))
      }
      return end
    }

    private mutating func readAsText(_ index: Int) -> Int {
      output.append(bytes[index])
      return index + 1
    }

    /// Behind the `>` that ends a tag, those within quoted attributes not counted.
    ///
    /// An unclosed tag ends with the text.
    private func endOfTag(from start: Int) -> Int {
      var quote: UInt8?
      var index = start
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        if let open = quote {
          if byte == open { quote = nil }
        } else if byte == UInt8(ascii: ">") {
          return index
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          // Only a value is quoted; an apostrophe elsewhere is a slip of the pen.
          if bytes[index - 2] == UInt8(ascii: "=") || bytes[index - 2] == UInt8(ascii: " ") { quote = byte }
        }
      }
      return bytes.count
    }

    private func end(of mark: String, from start: Int) -> Int {
      var index = start
      while index < bytes.count {
        if bytes[index...].starts(with: mark.utf8) { return index + mark.utf8.count }
        index += 1
      }
      return bytes.count
    }

    /// Behind the closing tag of `name`.
    private func endOfSilence(_ name: String, from start: Int) -> Int {
      let closing = Array("</\(name)".utf8)
      var index = start
      while index < bytes.count {
        if bytes[index] == UInt8(ascii: "<"), bytes[index...].starts(with: closing, by: { $0 == $1 || $0 | 0x20 == $1 })
        {
          return endOfTag(from: index + closing.count)
        }
        index += 1
      }
      return bytes.count
    }

    /// Reads what starts with `&`, and returns where to go on.
    ///
    /// What is no reference is text: `AT&T`.
    private mutating func readReference(at start: Int) -> Int {
      // The longest name has eight letters, the longest number nine signs (`&#x10FFFF;`).
      let window = bytes[(start + 1)..<min(bytes.count, start + 12)]
      guard let end = window.firstIndex(of: UInt8(ascii: ";")) else { return readAsText(start) }
      let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
      guard let scalar = Self.scalar(named: name) else { return readAsText(start) }
      output.append(contentsOf: String(Character(scalar)).utf8)
      return end + 1
    }

    private static func scalar(named name: String) -> Unicode.Scalar? {
      guard name.hasPrefix("#") else { return HTMLEntity.character(named: name[...]) }
      let digits = name.dropFirst()
      let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
      let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      guard let value, value > 2 else { return nil }
      // HTML reads 128 to 159 as windows-1252 ("numeric character reference end state").
      if (0x80...0x9F).contains(value) { return windows1252[Int(value) - 0x80] }
      return Unicode.Scalar(value)
    }

    private static let windows1252 = Array("€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

    private static func isLetter(_ byte: UInt8) -> Bool {
      byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
      isLetter(byte) || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ":")
    }

    /// ``output`` with blanks collapsed and breaks as line breaks: one for a line's end, two around paragraphs, never more.
    func collapsed() -> String {
      var result = ""
      var newlines = 0
      var hasBlank = false
      for scalar in String(decoding: output, as: UTF8.self).unicodeScalars {
        if scalar.value == UInt32(Self.lineBreak) {
          newlines = max(newlines, 1)
        } else if scalar.value == UInt32(Self.paragraphBreak) {
          newlines = 2
        } else if Blank.isSpace(scalar) {
          hasBlank = true
        } else {
          if newlines > 0, !result.isEmpty {
            result += newlines == 1 ? "\n" : "\n\n"
          } else if hasBlank, !result.isEmpty {
            result += " "
          }
          newlines = 0
          hasBlank = false
          result.unicodeScalars.append(scalar)
        }
      }
      return Blank.trimmed(result)
    }
  }
}
