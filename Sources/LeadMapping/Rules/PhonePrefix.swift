/// A ``PhonePattern`` that is looked for at the start of a number, with the digits that its groups keep.
///
/// What is matched depends on the order of alternatives, as in every backtracking engine (libphonenumber has ICU's): the
/// first alternative that leads to a match counts, and a repeat takes as much as it can first. So the pattern becomes a
/// small program, in which a choice tries its first branch and then, if that fails, its second. A choice knows with which
/// digits its first branch can begin, so most are decided by looking at one digit.
struct PhonePrefix: Sendable {
  /// What a prefix has matched.
  struct Match {
    /// How many digits.
    var count: Int
    fileprivate var kept = Kept()

    /// Where the digits of group 1 or 2 are; empty where it took no part.
    func group(_ number: Int) -> Range<Int> {
      let (from, to) = number == 1 ? kept.first : kept.second
      return from >= 0 && to >= from ? from..<to : 0..<0
    }
  }

  fileprivate struct Kept {
    var first = (-1, -1)
    var second = (-1, -1)

    mutating func keep(_ number: Int, isEnd: Bool, at index: Int) {
      switch (number, isEnd) {
      case (1, false): first.0 = index
      case (1, true): first.1 = index
      case (_, false): second.0 = index
      case (_, true): second.1 = index
      }
    }
  }

  private enum Step: Sendable {
    case digit(UInt16)
    /// Goes on with the next step where a digit of the set follows, or whatever follows if `always`; else at `other`.
    case choice(starts: UInt16, always: Bool, other: Int)
    case jump(Int)
    case keep(Int, isEnd: Bool)
    case atEnd
    case matched
  }

  private var steps: [Step] = []
  /// How many groups keep their digits, at most 2.
  let groupCount: Int

  /// The prefix that `pattern` says; `nil` where it is not understood.
  init?(_ pattern: String) {
    guard let parsed = PhonePattern(pattern), parsed.groupCount <= 2 else { return nil }
    groupCount = parsed.groupCount
    add(parsed)
    steps.append(.matched)
    // Steps are looked up from the last one on, as what a branch can begin with depends on what follows it.
    for index in steps.indices.reversed() {
      guard case .choice(_, _, let other) = steps[index] else { continue }
      let (starts, always) = starts(at: index + 1)
      steps[index] = .choice(starts: starts, always: always, other: other)
    }
  }

  private mutating func add(_ pattern: PhonePattern) {
    switch pattern {
    case .digit(let set): steps.append(.digit(set))
    case .end: steps.append(.atEnd)
    case .sequence(let parts):
      for part in parts { add(part) }
    case .group(let number, let inner):
      steps.append(.keep(number, isEnd: false))
      add(inner)
      steps.append(.keep(number, isEnd: true))
    case .either(let branches):
      var jumps: [Int] = []
      for branch in branches.dropLast() {
        let choice = addChoice()
        add(branch)
        jumps.append(steps.count)
        steps.append(.jump(0))
        steps[choice] = .choice(starts: 0, always: true, other: steps.count)
      }
      if let last = branches.last { add(last) }
      for jump in jumps { steps[jump] = .jump(steps.count) }
    case .repeated(let inner, let range):
      for _ in 0..<range.lowerBound { add(inner) }
      var choices: [Int] = []
      for _ in range.lowerBound..<range.upperBound {
        choices.append(addChoice())
        add(inner)
      }
      for choice in choices { steps[choice] = .choice(starts: 0, always: true, other: steps.count) }
    }
  }

  private mutating func addChoice() -> Int {
    steps.append(.choice(starts: 0, always: true, other: 0))
    return steps.count - 1
  }

  /// With which digits a match can go on at `index`, and whether it can without any.
  ///
  /// Steps only lead forward, so this ends.
  private func starts(at index: Int) -> (digits: UInt16, always: Bool) {
    switch steps[index] {
    case .digit(let set): return (set, false)
    case .matched, .atEnd: return (0, true)
    case .jump(let other): return starts(at: other)
    case .keep: return starts(at: index + 1)
    case .choice(_, _, let other):
      let (one, two) = (starts(at: index + 1), starts(at: other))
      return (one.digits | two.digits, one.always || two.always)
    }
  }

  /// What the prefix matches at the start of `digits`; `nil` where it does not.
  func match(_ digits: PhoneDigits) -> Match? {
    var kept = Kept()
    guard let count = run(0, digits, 0, &kept) else { return nil }
    return Match(count: count, kept: kept)
  }

  /// The end of the match from step `start` and digit `index` on.
  ///
  /// As deep as there are choices in the pattern, at most.
  private func run(_ start: Int, _ digits: PhoneDigits, _ index: Int, _ kept: inout Kept) -> Int? {
    var step = start
    var index = index
    while true {
      switch steps[step] {
      case .digit(let set):
        guard index < digits.count, set & 1 << UInt16(digits[index]) != 0 else { return nil }
        index += 1
        step += 1
      case .choice(let starts, let always, let other):
        if always || index < digits.count && starts & 1 << UInt16(digits[index]) != 0 {
          let before = kept
          if let end = run(step + 1, digits, index, &kept) { return end }
          kept = before
        }
        step = other
      case .jump(let other): step = other
      case .keep(let number, let isEnd):
        kept.keep(number, isEnd: isEnd, at: index)
        step += 1
      case .atEnd:
        guard index == digits.count else { return nil }
        step += 1
      case .matched: return index
      }
    }
  }
}
