/// The cells of a field that may have several: those of `all`, else one.
extension LeadAssembly {
  /// The texts of a field's cells; `nil`: it is absent, or was left out.
  mutating func cells(of value: ValuePlan, _ field: LeadField, check: FieldCheck) -> [String]? {
    guard value.hasCells else { return text(of: value, field, check: check).map { [$0] } }
    let texts = texts(of: value, field, check: check)
    return texts.isEmpty ? nil : texts
  }
}

extension EmailCell {
  /// The addresses of several cells, as if they stood in one: each once, whatever its case.
  init(_ texts: [String]) {
    guard texts.count != 1 else {
      self = EmailRule.parse(texts[0])
      return
    }
    var seen: Set<String> = []
    let addresses = texts.map(EmailRule.parse).flatMap { [$0.first].compactMap(\.self) + $0.others }
      .filter { seen.insert($0.lowercased()).inserted }
    self.init(first: addresses.first, others: Array(addresses.dropFirst()))
  }
}

/// The numbers of several cells, as if they stood in one.
struct PhoneCells {
  /// Each number once.
  ///
  /// Where there is none, the first cell says why.
  let cell: PhoneCell
  /// The texts of the cells from which no number came.
  let unread: [String]

  /// Reads each cell by `read`.
  ///
  /// A few digits that some country would take for a number are none beside a better one, and neither is a number that can
  /// be dialled within its area only.
  init(_ texts: [String], _ read: (String) -> PhoneCell) {
    guard texts.count != 1 else {
      cell = read(texts[0])
      unread = cell.first == nil ? texts : []
      return
    }
    let cells = texts.map(read)
    let isBetter = cells.contains { $0.numbers.contains(where: \.isPreferred) }
    var numbers: [PhoneNumber] = []
    var unread: [String] = []
    for (text, cell) in zip(texts, cells) {
      let usable = isBetter ? cell.numbers.filter(\.isPreferred) : cell.numbers
      if usable.isEmpty { unread.append(text) }
      for number in usable where !numbers.contains(where: number.isSame) { numbers.append(number) }
    }
    cell =
      numbers.first.map { PhoneCell(first: $0, others: Array(numbers.dropFirst())) }
      ?? PhoneCell(problem: cells.first?.problem ?? .noNumber)
    self.unread = unread
  }
}

extension PhoneCell {
  fileprivate var numbers: [PhoneNumber] { [first].compactMap(\.self) + others }
}

extension PhoneNumber {
  /// Whether it is more than a few digits: an extension, a floor, a year.
  var isLikely: Bool { isValid || national.utf8.count >= 7 }

  /// Whether it is preferred to what other cells hold: more than a few digits, and the same number from everywhere.
  fileprivate var isPreferred: Bool { isLikely && isUnique }
}
