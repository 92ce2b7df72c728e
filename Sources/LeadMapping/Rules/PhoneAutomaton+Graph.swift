extension PhoneAutomaton {
  /// The patterns as a graph whose steps are digits or nothing: the nondeterministic automaton (Thompson's).
  struct Graph {
    private enum Node {
      case digit(UInt16, Int32)
      case fork([Int32])
      /// Here a pattern ends.
      case end(Int)
    }

    private var nodes: [Node] = []
    /// What a closure has met, by the number of the closure: spares clearing.
    private var met: [Int] = []
    private var closures = 0

    /// Adds `part` and gives its first node.
    ///
    /// `number` is said where it ends.
    mutating func add(_ part: Part, number: Int) -> Int32 {
      let end = append(.end(number))
      guard part.isPrefix else { return add(part.pattern, before: end) }
      // A prefix that has matched stays matched, whatever follows.
      let fork = append(.fork([end]))
      let loop = append(.digit(PhonePattern.anyDigit, fork))
      nodes[Int(fork)] = .fork([end, loop])
      return add(part.pattern, before: fork)
    }

    /// Adds `pattern` so that `next` comes behind it, and gives its first node.
    private mutating func add(_ pattern: PhonePattern, before next: Int32) -> Int32 {
      switch pattern {
      case .digit(let set): return append(.digit(set, next))
      case .group(_, let inner): return add(inner, before: next)
      // ``PhoneNumbering`` takes no pattern with `$` here.
      case .end: return next
      case .sequence(let parts): return parts.reversed().reduce(next) { add($1, before: $0) }
      case .either(let branches): return append(.fork(branches.map { add($0, before: next) }))
      case .repeated(let inner, let range):
        var first = next
        for _ in range.lowerBound..<range.upperBound { first = append(.fork([add(inner, before: first), next])) }
        for _ in 0..<range.lowerBound { first = add(inner, before: first) }
        return first
      }
    }

    private mutating func append(_ node: Node) -> Int32 {
      nodes.append(node)
      met.append(0)
      return Int32(nodes.count - 1)
    }

    /// All that is reached from `starts` without a digit, in order: only nodes that take a digit, or end a pattern.
    mutating func closure(of starts: [Int32]) -> [Int32] {
      closures += 1
      var found: [Int32] = []
      var open = starts
      while let index = open.popLast() {
        guard met[Int(index)] != closures else { continue }
        met[Int(index)] = closures
        if case .fork(let branches) = nodes[Int(index)] { open += branches } else { found.append(index) }
      }
      return found.sorted()
    }

    /// Where `digit` leads from the nodes of `set`.
    func targets(of set: [Int32], _ digit: Int) -> [Int32] {
      set.compactMap { index in
        if case .digit(let digits, let next) = nodes[Int(index)], digits & 1 << UInt16(digit) != 0 { next } else { nil }
      }
    }

    /// The numbers of the patterns that end in `set`, in order.
    func ends(in set: [Int32]) -> [Int] {
      set.compactMap { if case .end(let number) = nodes[Int($0)] { number } else { nil } }.sorted()
    }
  }
}
