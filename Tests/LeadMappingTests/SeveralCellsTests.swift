import LeadMapping
import LeadModel
import Testing

/// `all`: every field that is not empty, each a cell of its own.
struct SeveralCellsTests {
  /// The numbers, and the attributes beside the lead's number.
  @Test(arguments: [
    (
      ["0171 3920013", "+49 (30) 23125-125", ""], "+49 1713920013",
      ["phone 2=+493023125125"]
    ),
    (
      ["call me", "030 23125-125", "+49 30 23125125 / +44 20 7946 0902"], "+49 3023125125",
      ["phone 2=+442079460902", "phone (unverified)=call me"]
    ),
    (["n/a", "+49 30 23125125 ext. 7", "12"], "+49 3023125125", ["phone extension=7", "phone (unverified)=n/a, 12"]),
    (["12", "n/a", "030 23125125"], "+49 3023125125", ["phone (unverified)=12, n/a"]),
    (["12", "n/a", ""], "+49 12", ["phone (unverified)=n/a"]),
    (["", "", "+49 30 23125125"], "+49 3023125125", []),
    (["n/a", "", "?"], nil, ["phone (unverified)=n/a, ?"]),
  ])
  func theFirstUsableNumberIsTheLeads(cells: [String], phone: String?, attributes: [String]) throws {
    let record = Fixtures.row(Header(["M", "B", "H"]), cells)
    let mapped = try Fixtures.map(
      "'require': [], 'identity': '{@source.line}', 'lead': {'phone': {'all': ['M', 'B', 'H'], 'region': 'DE', 'invalid': 'omit'}, 'attributes': {'*': true}}",
      record)
    #expect(mapped.lead != nil)
    #expect(mapped.lead?.phone.map { "\(mapped.lead?.dialCode ?? "") \($0)" } == phone)
    #expect(mapped.lead?.attributes.map { "\($0.key)=\($0.value)" } == attributes)
    #expect(mapped.warnings.map(\.code).filter { $0 == "phone.invalid" }.count == (phone == nil ? 1 : 0))
  }

  @Test func theExtensionOfAFurtherNumberStaysWithIt() throws {
    let record = Fixtures.row(["P": "+49 30 23125120 ext. 1; +49 30 23125121 ext. 2", "phone 2 extension": "x"])
    let mapped = try Fixtures.map("'lead': {'phone': '{P}', 'attributes': {'*': true}}", record)
    #expect(
      mapped.lead?.attributes == [
        .init(key: "phone 2", value: "+493023125121"), .init(key: "phone 2 extension", value: "2"),
        .init(key: "phone extension", value: "1"),
      ])
  }

  /// However many there are: a column of that name does not come a second time.
  @Test func generatedKeysGoBeforeColumns() throws {
    let header = Header(["A", "B", "C", "D", "phone 4", "Phone calls"])
    let numbers = (0...3).map { "+49 30 2312512\($0)" }
    let record = Fixtures.row(header, numbers + ["another", "7"])
    let mapped = try Fixtures.map(
      "'lead': {'phone': {'all': ['A', 'B', 'C', 'D']}, 'attributes': {'*': true}}", record)
    #expect(mapped.lead?.attributes.map(\.key) == ["phone 2", "phone 3", "phone 4", "Phone calls"])
    #expect(mapped.lead?.attributes.map(\.value) == ["+493023125121", "+493023125122", "+493023125123", "7"])
  }

  @Test func withoutAUsableNumberTheRecordIsRejectedOnce() throws {
    let record = Fixtures.row(["M": "12", "B": "n/a", "E": "a@x.org"])
    let mapped = try Fixtures.map("'lead': {'email': '{E}', 'phone': {'all': ['M', 'B']}}", record)
    #expect(mapped.codes == ["phone.invalid"])
  }

  @Test func anAlternativeOfWhichNoCellIsUsableIsPassedOver() throws {
    let record = Fixtures.row(["M": "12", "B": "n/a", "C": "+44 20 7946 0902"])
    let mapped = try Fixtures.map(
      "'lead': {'phone': {'first': [{'all': ['M', 'B'], 'invalid': 'omit'}, '{C}']}}", record)
    #expect(mapped.lead?.phone == "2079460902")
    #expect(mapped.lead?.attributes == [Lead.Attribute(key: "phone (unverified)", value: "12, n/a")])
    #expect(mapped.warnings.isEmpty)
  }

  @Test func alternativesOfWhichNoneIsUsableAreKept() throws {
    let record = Fixtures.row(["M": "12", "B": "n/a", "E": "a@x.org"])
    let mapped = try Fixtures.map(
      "'lead': {'email': '{E}', 'phone': {'first': [{'from': 'M', 'invalid': 'omit'}, {'from': 'B', 'invalid': 'omit'}]}}",
      record)
    #expect(mapped.lead?.attributes == [Lead.Attribute(key: "phone (unverified)", value: "12, n/a")])
    #expect(mapped.warnings.map(\.code) == ["phone.invalid"])
  }

  /// A number that is not the same everywhere gives way to one that is.
  @Test func aNumberOfItsAreaIsNoneBesideAWholeOne() throws {
    let record = Fixtures.row(["A": "555-0123", "B": "(201) 555-0124"])
    let lead = try Fixtures.map("'lead': {'phone': {'all': ['A', 'B'], 'region': 'US'}}", record).lead
    #expect(lead?.phone == "2015550124")
    #expect(lead?.attributes == [Lead.Attribute(key: "phone (unverified)", value: "555-0123")])
  }

  @Test(arguments: [
    (["ann@", "a@x.org; b@x.org", "A@X.org"], "a@x.org", ["email 2=b@x.org"]),
    (["a@x.org", "", "c@y.org"], "a@x.org", ["email 2=c@y.org"]),
  ])
  func theFirstUsableAddressIsTheLeads(cells: [String], email: String, attributes: [String]) throws {
    let record = Fixtures.row(Header(["A", "B", "C"]), cells)
    let lead = try Fixtures.map("'lead': {'email': {'all': ['A', 'B', 'C']}}", record).lead
    #expect(lead?.email == email)
    #expect(lead?.attributes.map { "\($0.key)=\($0.value)" } == attributes)
  }

  @Test func elsewhereItIsAList() throws {
    let record = Fixtures.row(["A": "a; b", "B": "", "C": "c"])
    let lead = try Fixtures.lead(
      "'name': {'all': ['A', 'B', 'C'], 'join': ' '}, 'agentId': {'all': 'C'}, 'tags': {'all': ['A', 'B', 'C', 'None'], 'split': ';'}, 'attributes': {'k': {'all': ['A', 'C']}}",
      record)
    #expect(lead?.name == "a; b c")
    #expect(lead?.agentId == "c")
    #expect(lead?.tags == ["a", "b", "c"])
    #expect(lead?.attributes == [Lead.Attribute(key: "k", value: "a; b, c")])
  }

  @Test func joinedTheyAreOneCell() throws {
    let record = Fixtures.row(["A": "020 7946", "B": "0902"])
    let lead = try Fixtures.map("'lead': {'phone': {'all': ['A', 'B'], 'join': ' ', 'region': 'GB'}}", record).lead
    #expect(lead?.phone == "2079460902")
  }

  @Test func columnsAreMissedOnlyTogether() throws {
    func missed(_ names: String...) throws -> [String] {
      var mapper = try Mapper(Fixtures.mapping("'lead': {'phone': {'all': ['A', 'B']}}"), run: MappingRun())
      return mapper.bind(Header(names)).map(\.message)
    }
    #expect(try missed("B") == [])
    #expect(try missed("C") == ["the input has no column 'A' (nor 'B')"])
  }
}
