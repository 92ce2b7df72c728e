import Testing

@testable import LeadMapping

struct CountryTests {
  @Test(arguments: [
    ("GB", "GB"), ("gb", "GB"), ("GBR", "GB"), ("gbr", "GB"), (" gb ", "GB"), ("UK", "GB"), ("uk", "GB"),
    ("U.K.", "GB"),
    ("United Kingdom", "GB"), ("UNITED  KINGDOM", "GB"), ("the united kingdom", "GB"), ("England", "GB"),
    ("US", "US"), ("USA", "US"), ("U.S.A.", "US"), ("United States of America", "US"), ("EE. UU.", "US"),
    ("Deutschland", "DE"), ("Allemagne", "DE"), ("Alemania", "DE"), ("Alemanha", "DE"), ("Germania", "DE"),
    ("Duitsland", "DE"), ("Niemcy", "DE"), ("Großbritannien", "GB"), ("GROSSBRITANNIEN", "GB"), ("Österreich", "AT"),
    ("O\u{308}sterreich", "AT"), ("Espana", "ES"), ("España", "ES"), ("Brasil", "BR"), ("Brésil", "BR"),
    ("Włochy", "IT"), ("Wlochy", "IT"), ("Holland", "NL"), ("The Netherlands", "NL"), ("Côte d’Ivoire", "CI"),
    ("Cote d'Ivoire", "CI"), ("Trinidad & Tobago", "TT"), ("Trinidad and Tobago", "TT"), ("Turkey", "TR"),
    ("Türkiye", "TR"), ("Czech Republic", "CZ"), ("Kosovo", "XK"), ("Korea, Republic of", "KR"), ("Россия", "RU"),
    ("日本", "JP"), ("Elfenbeinküste", "CI"), ("Costa de Marfil", "CI"), ("Wyspy Owcze", "FO"), ("Färöer", "FO"),
    ("Karibische Niederlande", "BQ"), ("Îles Åland", "AX"), ("Papua-Neuguinea", "PG"), ("Zypern", "CY"),
    ("Cabo Verde", "CV"), ("Groenlandia", "GL"), ("Barém", "BH"), ("Trinité-et-Tobago", "TT"), ("Namibia", "NA"),
    ("NA", "NA"), ("EL", "GR"), ("Hongkong", "HK"),
  ])
  func namesAndCodesAreKnown(_ name: String, _ region: String) {
    #expect(Country.region(named: name) == region)
  }

  @Test(arguments: ["", " ", "XX", "ZZ", "Atlantis", "44", "+44", "n/a", String(repeating: "a", count: 1000)])
  func otherTextsAreNoCountry(_ name: String) {
    #expect(Country.region(named: name) == nil)
  }

  @Test func noNameMeansTwoCountries() {
    var owners: [String: String] = [:]
    for line in Country.englishNames.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2)
      for name in [parts[1]] + parts[2].split(separator: "|") { check(String(name), String(parts[0])) }
    }
    for line in Country.otherNames.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      for name in parts[1].split(separator: "|") { check(String(name), String(parts[0])) }
    }
    for entry in Country.cldrNames.split(separator: ";") {
      let words = entry.split { $0 == " " || $0 == "\n" }
      guard let code = words.first else { continue }
      for name in words.dropFirst().joined(separator: " ").split(separator: "|") { check(String(name), String(code)) }
    }
    #expect(Set(owners.values).count == 250)

    func check(_ name: String, _ code: String) {
      let folded = Country.folded(name)
      #expect(!folded.isEmpty)
      #expect(owners[folded, default: code] == code, "\(name)")
      owners[folded] = code
    }
  }
}
