/// Several ``PhonePattern``s at once: which of them a number is, found by one look-up a digit.
///
/// A deterministic automaton by the subset construction (Aho, Sethi, Ullman, "Compilers", 3.6). What is kept of a state is
/// not which patterns end there but what the owner makes of them, 32 bits, so that states which differ in nothing that
/// matters become one: the states are then as few as they can be (Moore's algorithm). It never changes once it is made.
struct PhoneAutomaton: Sendable {
  /// A pattern, and whether it need only match the start of a number.
  struct Part: Sendable {
    var pattern: PhonePattern
    var isPrefix = false
  }

  /// Ten to a state: the state after each digit.
  ///
  /// State 0 is the one from which nothing can be reached any more.
  private let next: [UInt16]
  private let marks: [UInt32]
  private let start: UInt16

  /// More states than any calling code needs before they are merged: the greatest number is that of calling code 1.
  private static let mostStates = 30_000

  /// The automaton of `parts`; `nil` where it would be too large.
  ///
  /// `mark` gives what is to be known of a number at whose end the patterns of those indices match, and of one at whose
  /// end none does. It is called once for each set of patterns that can match together.
  init?(_ parts: [Part], mark: ([Int]) -> UInt32) {
    var graph = Graph()
    let starts = parts.enumerated().map { graph.add($1, number: $0) }

    var states: [[Int32]: Int] = [[]: 0]
    var sets: [[Int32]] = [[]]
    var next: [Int] = Array(repeating: 0, count: 10)
    var known: [[Int]: UInt32] = [:]
    var marks = [mark([])]
    func state(of set: [Int32]) -> Int {
      if let state = states[set] { return state }
      let ends = graph.ends(in: set)
      let value = known[ends] ?? mark(ends)
      known[ends] = value
      states[set] = sets.count
      sets.append(set)
      marks.append(value)
      return sets.count - 1
    }

    let start = state(of: graph.closure(of: starts))
    var index = 1
    while index < sets.count {
      guard sets.count <= Self.mostStates else { return nil }
      // Most digits lead to where another one leads, too.
      var seen: [(targets: [Int32], state: Int)] = []
      for digit in 0..<10 {
        let targets = graph.targets(of: sets[index], digit)
        if let known = seen.first(where: { $0.targets == targets }) {
          next.append(known.state)
        } else {
          next.append(state(of: graph.closure(of: targets)))
          seen.append((targets, next[next.count - 1]))
        }
      }
      index += 1
    }
    // A start from which nothing is reached is state 0 itself.
    if next.count < sets.count * 10 { next += Array(repeating: 0, count: sets.count * 10 - next.count) }

    let classes = Self.classes(next, marks)
    let count = (classes.max() ?? 0) + 1
    guard count <= Int(UInt16.max) else { return nil }
    var mergedNext = [UInt16](repeating: 0, count: count * 10)
    var mergedMarks = [UInt32](repeating: 0, count: count)
    for state in sets.indices {
      mergedMarks[classes[state]] = marks[state]
      for digit in 0..<10 { mergedNext[classes[state] * 10 + digit] = UInt16(classes[next[state * 10 + digit]]) }
    }
    self.next = mergedNext
    self.marks = mergedMarks
    self.start = UInt16(classes[start])
  }

  /// What is known of the number that `digits` make.
  func mark(of digits: PhoneDigits) -> UInt32 {
    var state = Int(start)
    for index in 0..<digits.count {
      state = Int(next[state * 10 + Int(digits[index])])
      if state == 0 { break }
    }
    return marks[state]
  }

  /// The class of each state: two are in one class where no further digits tell them apart.
  ///
  /// State 0 is in class 0.
  private static func classes(_ next: [Int], _ marks: [UInt32]) -> [Int] {
    struct Key: Hashable {
      var own: Int
      var next: [10 of Int32]
      static func == (one: Key, two: Key) -> Bool {
        guard one.own == two.own else { return false }
        for digit in 0..<10 where one.next[digit] != two.next[digit] { return false }
        return true
      }
      func hash(into hasher: inout Hasher) {
        hasher.combine(own)
        for digit in 0..<10 { hasher.combine(next[digit]) }
      }
    }

    var numbers: [UInt32: Int] = [:]
    var classes = marks.map { mark in
      if let number = numbers[mark] { return number }
      numbers[mark] = numbers.count
      return numbers.count - 1
    }
    var count = numbers.count
    while true {
      var keys: [Key: Int] = [:]
      let refined = classes.indices.map { state in
        let key = Key(own: classes[state], next: [10 of Int32] { Int32(classes[next[state * 10 + $0]]) })
        if let number = keys[key] { return number }
        keys[key] = keys.count
        return keys.count - 1
      }
      if keys.count == count { return refined }
      (classes, count) = (refined, keys.count)
    }
  }
}
