import LeadModel
import Testing

struct FoldedNameTests {
  @Test(arguments: [
    ("Email", "email"), ("  E-Mail  ", "e-mail"), ("First \t\r\n Name", "first name"), ("", ""), ("   ", ""),
    ("\u{FEFF}Email", "email"), ("Phone\u{A0}Number", "phone number"), ("\u{A0}Email\u{A0}", "email"),
    ("E\u{200B}mail\u{200E}", "email"), ("Em\u{AD}ail", "email"), ("ＥＭＡＩＬ", "email"), ("ﬁrst", "first"),
    ("Prénom", "prénom"), ("PRE\u{301}NOM", "prénom"), ("Straße", "strasse"), ("STRASSE", "strasse"),
    ("ΟΔΟΣ", "οδοσ"), ("οδος", "οδοσ"), ("名\u{3000}前", "名 前"), ("№", "no"), ("a\u{2003}b", "a b"),
  ])
  func foldsCaseWidthBlanksAndInvisibles(name: String, folded: String) {
    #expect(Array(FoldedName(name).text.utf8) == Array(folded.utf8))
    #expect(FoldedName(name) == FoldedName(FoldedName(name).text))
  }

  @Test(arguments: [("Email", "E-mail"), ("First Name", "FirstName"), ("Prenom", "Prénom"), ("a", "")])
  func differentNamesStayDifferent(one: String, other: String) {
    #expect(FoldedName(one) != FoldedName(other))
  }
}

struct HeaderTests {
  @Test(arguments: [
    ("Name", [0]), ("name", [0]), (" NAME\u{FEFF}", [0]), ("Email", [1, 3]), ("email", [1, 3]), ("EMAIL ", [1, 3]),
    ("Email#1", [1]), ("Email#2", [3]), ("email #2", [3]), ("Email#3", []), ("Email#0", []), ("Email#-1", []),
    ("Email#x", []), ("Item#1", [2]), ("Phone", []), ("", [4]),
  ])
  func findsColumns(name: String, columns: [Int]) {
    let header = Header(["Name", "Email", "Item#1", "email ", ""])
    #expect(header.columns(named: name) == columns)
  }

  @Test(
    arguments: [
      (["A", "B"], ["A", "B"]),
      (["Email", "Email", "email"], ["Email", "Email#2", "email#3"]),
      (["Email", "Email#2", "Email"], ["Email", "Email#2", "Email#3"]),
      (["Email", "Email", "Email#2"], ["Email", "Email#3", "Email#2"]),
      (["", "", "X"], ["", "#2", "X"]),
      ([], []),
    ] as [([String], [String])])
  func uniqueNamesAreUnique(names: [String], unique: [String]) {
    #expect(Header(names).uniqueNames == unique)
    #expect(Set(unique.map(FoldedName.init)).count == names.count)
  }
}

struct NearestNameTests {
  static let names = ["email", "phone", "First Name", "status", "id", "Lifecycle Stage"]

  @Test(arguments: [
    ("emial", "email"), ("Emails", "email"), ("EMAIL", "email"), ("fone", "phone"), ("phon", "phone"),
    ("firstname", "First Name"), ("Frist Nmae", "First Name"), ("lifecycle stgae", "Lifecycle Stage"),
    ("stat", "status"), ("if", nil), ("uid", "id"), ("x", nil), ("", nil), ("phonetic", "phone"), ("phonetics", nil),
    ("company", nil),
    ("lifecycle", nil),
  ])
  func suggestsOnlyWhatIsNear(name: String, nearest: String?) {
    #expect(NearestName.of(name, among: Self.names) == nearest)
  }

  @Test func takesTheNearestAndOfEqualsTheFirst() {
    #expect(NearestName.of("colour", among: ["collar", "color", "colours"]) == "color")
    #expect(NearestName.of("anything", among: []) == nil)
  }
}
