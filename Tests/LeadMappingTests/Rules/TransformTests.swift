import Testing

@testable import LeadMapping

struct TransformTests {
  @Test(arguments: [
    ("trim", " \u{A0}\u{FEFF}a b\u{200B}\n", "a b"), ("trim", "a", "a"), ("trim", " \t", ""),
    ("lowercase", "ÄB", "äb"), ("uppercase", "straße", "STRASSE"),
    ("titlecase", "JANE DOE", "Jane Doe"), ("titlecase", "o'brien-smith", "O'Brien-Smith"),
    ("titlecase", "d’angelo", "D’Angelo"), ("titlecase", "it's 3RD", "It's 3rd"), ("titlecase", "éLODIE", "Élodie"),
    ("titlecase", "ǆ", "ǅ"), ("titlecase", "e\u{301}LODIE", "E\u{301}lodie"), ("titlecase", "иВАН", "Иван"),
    ("squeeze", " a \t\u{A0} b\n", "a b"), ("squeeze", "a b", "a b"),
    ("digits", "+44 (0)20", "44020"), ("digits", "٠١٢ １２", "01212"), ("digits", "none", ""), ("digits", "½²", ""),
    ("number", "1234.50", "1234.50"), ("number", "1,234.50", "1234.50"), ("number", "1.234,50", "1234.50"),
    ("number", "1 234,50", "1234.50"), ("number", "1\u{202F}234,50 €", "1234.50"), ("number", "1'234.50", "1234.50"),
    ("number", "1,5", "1.5"), ("number", "1,234", "1234"), ("number", "0,234", "0.234"), ("number", "1.234", "1.234"),
    ("number", "1.234.567", "1234567"), ("number", "1,234,567", "1234567"), ("number", "1,234,567.8", "1234567.8"),
    ("number", "-5", "-5"), ("number", "−5", "-5"), ("number", "5-", "-5"), ("number", "(1,234)", "-1234"),
    ("number", "+5", "5"), ("number", "$1,200", "1200"), ("number", "-$5", "-5"), ("number", "$-5", "-5"),
    ("number", "EUR 12,50", "12.50"), ("number", "12.50 USD", "12.50"), ("number", "007", "7"), ("number", ".5", "0.5"),
    ("number", "5.", "5"), ("number", "0", "0"), ("number", "-0.0", "0.0"), ("number", "4.9E+11", "4.9E+11"),
    ("number", "1e400", "1e400"), ("number", " 42 ", "42"), ("number", "12345,678", "12345.678"),
    ("boolean", "Yes", "true"), ("boolean", " TRUE ", "true"), ("boolean", "1", "true"), ("boolean", "WAHR", "true"),
    ("boolean", "Sí", "true"), ("boolean", "on", "true"), ("boolean", "x", "true"), ("boolean", "no", "false"),
    ("boolean", "0", "false"), ("boolean", "Nein", "false"), ("boolean", "FAŁSZ", "false"), ("boolean", "off", "false"),
  ])
  func plainTransforms(_ name: String, _ text: String, _ result: String) throws {
    #expect(try #require(Transform(named: name)).apply(text) == .text(result))
  }

  @Test(arguments: [
    ("Müller, Zoë", "Zoë Müller"), ("O'Brien ,  Mary Ann ", "Mary Ann O'Brien"), ("Zoë Müller", "Zoë Müller"),
    ("Müller, Zoë, Dr.", "Müller, Zoë, Dr."), ("Müller,", "Müller,"), (", Zoë", ", Zoë"), (" , ", " , "),
    ("Smith, Jr.", "Smith, Jr."), ("John Smith, PhD MBA", "John Smith, PhD MBA"), ("Smith Jr., John", "John Smith Jr."),
    ("王, 小明", "小明 王"), ("van der Berg, Jan", "Jan van der Berg"), ("Müller, Dr. Zoë", "Dr. Zoë Müller"),
  ])
  func aNameIsTurnedAtItsComma(_ text: String, _ result: String) throws {
    #expect(try #require(Transform(named: "first-last")).apply(text) == .text(result))
  }

  @Test(arguments: [
    ("Mr John Smith", "John Smith"), ("Mr. John Smith", "John Smith"), ("mrs SMITH", "SMITH"), ("Ms. Lee", "Lee"),
    ("Dr Jane Doe, PhD", "Jane Doe, PhD"), ("Prof. John Smith Jr.", "John Smith Jr."), ("Rev. Dr. King", "King"),
    ("Herr Prof. Dr. Hans Müller", "Hans Müller"), ("Frau Zoë Groß", "Zoë Groß"), ("Dr.Müller", "Müller"),
    ("Prof.Dr. Müller", "Müller"), ("Dr. med. dent. Ute Maier", "Ute Maier"),
    ("Dr. rer. nat. h.c. Ute Maier", "Ute Maier"),
    ("Dipl.-Ing. Max Weber", "Max Weber"), ("Dr.-Ing. Max Weber", "Max Weber"), ("Fr. Huber", "Huber"),
    ("Mme Élodie Roux", "Élodie Roux"), ("M. Jean Dupont", "Jean Dupont"), ("Mlle Roux", "Roux"),
    ("Monsieur et Madame Roux", "Roux"), ("Sr. Juan Pérez", "Juan Pérez"), ("Sra María López", "María López"),
    ("Srta. Ana Ruiz", "Ana Ruiz"), ("Señora López", "López"), ("Dña. Ana", "Ana"), ("Dra. Ana Souza", "Ana Souza"),
    ("Profª Ana Souza", "Ana Souza"), ("Senhor João", "João"), ("Sig.ra Maria Rossi", "Maria Rossi"),
    ("Sig. Rossi", "Rossi"), ("Dott.ssa Anna Bianchi", "Anna Bianchi"), ("Avv. Bianchi", "Bianchi"),
    ("Dhr. J. de Vries", "J. de Vries"), ("Mevrouw De Vries", "De Vries"), ("Mw. drs. Jansen", "Jansen"),
    ("Pan Jan Kowalski", "Jan Kowalski"), ("Pani Anna Nowak", "Anna Nowak"), ("dr hab. inż. Adam Nowak", "Adam Nowak"),
    ("Mr & Mrs Smith", "Smith"), ("Mr. and Mrs. John Smith", "John Smith"), ("  Dr.  Ann  Lee ", "Ann  Lee"),
    // What is no title stays.
    ("John Smith", "John Smith"), ("Mr", "Mr"), ("Dr. Prof.", "Prof."), ("Pan Wei", "Pan Wei"),
    ("M Dupont", "M Dupont"),
    ("Ing Li", "Ing Li"), ("Drew Barry", "Drew Barry"), ("Sri Devi", "Sri Devi"), ("Miss", "Miss"),
    ("J. Dr. Smith", "J. Dr. Smith"),
    ("Mr & Smith", "Mr & Smith"), ("Prof", "Prof"), ("Don Smith", "Don Smith"), ("med. Huber", "med. Huber"),
    ("李 Dr", "李 Dr"),
  ])
  func titlesAreTakenOffTheStart(_ text: String, _ result: String) throws {
    #expect(try #require(Transform(named: "no-honorific")).apply(text) == .text(result))
  }

  @Test(arguments: [
    ("number", "abc"), ("number", "1,2,3"), ("number", "1.2.3"), ("number", "12,34.5"), ("number", "1,234,56"),
    ("number", "12 %"), ("number", "--5"), ("number", "$5€"), ("number", "1e"), ("number", "1.5,2,3"), ("number", "$"),
    ("number", "0x10"), ("number", "1 2"), ("number", "."), ("number", "1.234,567.8"), ("number", "٣"),
    ("boolean", "maybe"), ("boolean", "2"), ("boolean", "yes!"),
  ])
  func whatIsNoneIsInvalid(_ name: String, _ text: String) throws {
    #expect(try #require(Transform(named: name)).apply(text) == .invalid(code: "\(name).invalid"))
  }

  @Test(arguments: Transform.plainNames)
  func nothingStaysNothing(_ name: String) throws {
    #expect(try #require(Transform(named: name)).apply("") == .text(""))
    #expect(try #require(Transform(named: name)).apply(" ") != .invalid(code: "\(name).invalid"))
  }

  @Test(arguments: [
    (3, "abcdef", "abc"), (0, "abc", ""), (10, "abc", "abc"), (2, "e\u{301}e\u{301}e\u{301}", "éé"),
    (1, "👨‍👩‍👧x", "👨‍👩‍👧"),
  ])
  func textIsCutBetweenCharacters(_ count: Int, _ text: String, _ result: String) {
    #expect(Transform.truncate(count).apply(text) == .text(result))
  }

  @Test func extractionWithoutAMatchIsEmpty() throws {
    #expect(try Transform.extract(Pattern("\\d+")).apply("none") == .text(""))
    #expect(try Transform.extract(Pattern("id=(\\d+)")).apply("id=42") == .text("42"))
  }

  @Test func hashesAreSHA256() {
    #expect(
      Transform.hash.apply("jane@example.com")
        == .text("8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d"))
    #expect(Transform.hash.apply("") == .text(""))
  }

  @Test func everyNameIsListedOnce() {
    #expect(Set(Transform.names).count == 16)
    #expect(Transform.names.count == 16)
    #expect(Transform(named: "Trim") == nil)
    #expect(Transform(named: "truncate") == nil)
  }

  @Test func transformsAreComparedByTheirParts() throws {
    #expect(try Transform.replace(Pattern("a"), "b") == Transform.replace(Pattern("a"), "b"))
    #expect(try Transform.replace(Pattern("a"), "b") != Transform.replace(Pattern("a"), "c"))
    #expect(Transform.trim != .squeeze)
  }
}
