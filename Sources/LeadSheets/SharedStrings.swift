import LeadModel

/// The texts that cells name by number (ECMA-376 part 1, §18.4): each is stored once in a workbook.
///
/// Held one behind another in one block, so a text costs its bytes and four more. A text may be in pieces of different
/// fonts (`r`), which are joined; how it is pronounced (`rPh`) is no part of it.
final class SharedStrings: PartHandler {
  private var text: [UInt8] = []
  /// Where each ends in `text`: 32 bits are enough, as the limit of their part is less.
  private var ends: [UInt32] = []
  /// Where the one that is read begins.
  private var start = 0
  private var isInText = false
  private var isPhonetic = false

  /// How many there are.
  var count: Int { ends.count }

  /// Calls `body` with the bytes of a text.
  ///
  /// - Returns: `false` where there is none of that number.
  func withBytes(at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Bool {
    guard ends.indices.contains(index) else { return false }
    let start = index == 0 ? 0 : Int(ends[index - 1])
    text.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<Int(ends[index])])) }
    return true
  }

  func began(_ element: PartName, _ attributes: PartAttributes) {
    if element == "t" {
      isInText = !isPhonetic
    } else if element == "si" {
      start = text.count
    } else if element == "rPh" {
      isPhonetic = true
    }
  }

  func ended(_ element: PartName) -> Bool {
    if element == "t" {
      isInText = false
    } else if element == "si" {
      EscapedText.unescape(&text, from: start)
      ends.append(UInt32(text.count))
    } else if element == "rPh" {
      isPhonetic = false
    }
    return false
  }

  func found(_ text: UnsafeBufferPointer<UInt8>) {
    if isInText { self.text.append(contentsOf: text) }
  }
}
