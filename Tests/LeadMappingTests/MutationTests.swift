import LeadMapping
import LeadModel
import TestSupport
import Testing

/// Mappings and records that nobody wrote: nothing may crash, and what is said of them must be of use.
struct MutationTests {
  @Test(arguments: [1, 2, 3, 4])
  func aDamagedMappingIsTakenOrRefusedWithItsPlaces(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let text = Array(try #require(Mapping.readyText(named: "generic-contacts")).utf8)
    let pieces = ["{", "}", "[", "]", "\"", ":", ",", "null", "1", "\"x\"", "{}", "[]", "{{", ".", "*", "\\"].map {
      Array($0.utf8)
    }
    for _ in 0..<150 {
      var damaged = text
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let start = Int.random(in: 0..<damaged.count, using: &generator)
        let end = min(damaged.count, start + Int.random(in: 0...12, using: &generator))
        damaged.replaceSubrange(start..<end, with: pieces[Int.random(in: 0..<pieces.count, using: &generator)])
      }
      do throws(Diagnostics) {
        _ = try Mapping(parsing: damaged, file: "m.json").runTests()
      } catch {
        #expect(error.all.contains { $0.severity == .error }, "seed \(seed)")
        for diagnostic in error.all {
          #expect(diagnostic.position?.line != nil && diagnostic.position?.column != nil, "seed \(seed): \(diagnostic)")
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4])
  func noFindingHoldsAValueAndEveryRecordHasOneOutcome(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let mapping = try Fixtures.mapping(
      """
      'skip': [{'when': {'field': 'C', 'matches': 'skip'}, 'reason': 'no'}],
      'lead': {'name': '{A} {B}', 'email': {'from': ['B', 'C']}, 'phone': {'from': 'D', 'region': '{E}'}, 'status': {'from': 'E', 'invalid': 'omit'},
      'picture': {'from': 'A', 'invalid': 'omit'}, 'attributes': {'n': {'from': 'C', 'transform': 'number', 'invalid': 'omit'}, '*': true}}
      """)
    let header = Header(["A", "B", "C", "D", "E", "F", "F"])
    let values = [
      "", " ", "secret value", "secret@", "who.secret@example.com", "+442079460902secret", "+44 20 7946 0902", "OPEN",
      "skip it",
      "\u{FEFF}", "{\"a\": \"secret\"}", "1.234,5", "Ünïcödé secret", "\u{0}secret", "a\nb",
    ]
    var first = try Mapper(mapping, run: MappingRun())
    var second = first
    for ordinal in 1...300 {
      let cells = header.names.map { _ in values[Int.random(in: 0..<values.count, using: &generator)] }
      let record = Fixtures.row(header, cells, ordinal: ordinal)
      let mapped = first.map(record)
      #expect(mapped.outcome == second.map(record).outcome, "seed \(seed)")
      var findings = mapped.warnings
      if case .rejected(let errors) = mapped.outcome {
        #expect(!errors.isEmpty)
        findings += errors
      }
      #expect(findings.allSatisfy { !$0.message.contains("secret") }, "seed \(seed)")
    }
  }
}
