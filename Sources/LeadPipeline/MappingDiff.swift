package import LeadModel

/// Which leads change, and how, where one mapping takes the place of another: both read the same inputs side by side.
package struct MappingDiff: Sendable {
  /// How a record differs.
  package enum Change: String, Sendable {
    /// Both make a lead of it, and the leads differ.
    case changed
    /// Only the first makes a lead of it.
    case onlyA
    /// Only the second makes a lead of it.
    case onlyB
    /// Neither makes a lead of it, for other reasons each.
    case leftOut
  }

  /// What one of the mappings makes of a record.
  package struct Side: Sendable, Hashable {
    /// `nil`: it has no such record, as it reads the input otherwise.
    package let outcome: Preview.Item.Outcome?
    /// Why it is no lead.
    package let codes: [String]
  }

  /// A record that differs.
  package struct Item: Sendable {
    package let input: String
    package let ordinal: Int
    package let line: Int
    package let change: Change
    package let one: Side
    package let other: Side
    /// For a changed lead: the fields that differ; `identity` is the first of them where another uuid comes of it.
    package let fields: [FieldDifference]
  }

  /// What the comparison came to.
  package struct End: Sendable {
    package var read = 0
    package var same = 0
    /// Change to count.
    package var changes: [Change: Int] = [:]
    /// Field to count, over all changed leads.
    package var fields: [String: Int] = [:]
    package var diagnostics: [Diagnostic] = []

    package var isSame: Bool { changes.isEmpty }
  }

  private let one: PushPlan
  private let other: PushPlan

  /// - Parameters:
  ///   - one: How the first mapping would push; its inputs are files, as each is read twice.
  ///   - other: The same with the second.
  package init(_ one: PushPlan, _ other: PushPlan) {
    self.one = one
    self.other = other
  }

  /// Reads and maps everything twice.
  ///
  /// - Parameter each: Called for each record that differs, in order.
  /// - Returns: What it came to.
  /// - Throws: ``Diagnostic`` or ``Diagnostics`` for an input or a mapping that cannot be used.
  package func run(_ each: (Item) throws -> Void) async throws -> End {
    var end = End()
    for input in one.inputs {
      var (first, second) = (
        Items(try await MappedInput(input, plan: one)), Items(try await MappedInput(input, plan: other))
      )
      end.diagnostics += first.mapped.diagnostics + second.mapped.diagnostics
      while true {
        let (a, b) = (try await first.next(), try await second.next())
        guard let item = a ?? b else { break }
        end.read += 1
        guard let found = Self.difference(of: item, a, b) else {
          end.same += 1
          continue
        }
        end.changes[found.change, default: 0] += 1
        for field in found.fields { end.fields[field.field, default: 0] += 1 }
        try each(found)
      }
    }
    return end
  }

  /// The records of an input, mapped one by one.
  private struct Items {
    let mapped: MappedInput
    private var batch: ArraySlice<Record> = []

    init(_ mapped: MappedInput) { self.mapped = mapped }

    mutating func next() async throws -> Preview.Item? {
      if batch.isEmpty { batch = try await mapped.next()?[...] ?? [] }
      guard let record = batch.popFirst() else { return nil }
      return Preview.Item(mapped.map(record), record: record, input: mapped.input)
    }
  }

  private static func difference(of item: Preview.Item, _ one: Preview.Item?, _ other: Preview.Item?) -> Item? {
    let (a, b) = (side(one), side(other))
    var fields: [FieldDifference] = []
    let change: Change
    if let lead = one?.lead, let next = other?.lead {
      fields = FieldDifference.between(lead, next)
      let (before, after) = (one?.identity?.label, other?.identity?.label)
      if before != after { fields.insert(FieldDifference("identity", before, after), at: 0) }
      change = .changed
    } else if one?.lead != nil {
      change = .onlyA
    } else if other?.lead != nil {
      change = .onlyB
    } else {
      change = .leftOut
    }
    if fields.isEmpty, a == b { return nil }
    return Item(
      input: item.input, ordinal: item.ordinal, line: item.line, change: change, one: a, other: b, fields: fields)
  }

  private static func side(_ item: Preview.Item?) -> Side {
    guard let item else { return Side(outcome: nil, codes: []) }
    return Side(outcome: item.outcome, codes: (item.errors + [item.reason].compactMap(\.self)).map(\.code))
  }
}
