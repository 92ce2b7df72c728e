import Testing

@testable import LeadMapping

/// Headers in eight languages, of no product: other words than the exports that suggestions are measured on elsewhere.
struct SuggestionLanguagesTests {
  @Test(arguments: cases) func everyFieldIsRight(_ one: SuggestionCase) throws { #expect(try one.differences() == []) }

  @Test func nineteenOfTwentyFieldsAreRight() throws {
    let fields = Self.cases.reduce(0) { $0 + $1.expected.count }
    let wrong = try Self.cases.reduce(0) { try $0 + $1.differences().count }
    print("suggested mappings, own headers: \(fields - wrong) of \(fields) fields")
    #expect(fields >= 60 && wrong * 20 <= fields)
  }

  @Test(arguments: cases) func itPassesItsOwnTest(_ one: SuggestionCase) throws {
    let mapping = try Mapping(parsing: Array(one.suggestion.text.utf8), file: "m.json")
    #expect(mapping.runTests().map(\.differences) == [[]])
  }

  static let cases: [SuggestionCase] = [
    SuggestionCase(
      name: "english spreadsheet",
      header: ["Surname", "Forename", "E-mail addr.", "Cell #", "Nationality", "Employer", "Remarks"],
      rows: [["Groß", "Zoë", "zoe@example.com", "+44 20 7946 0902", "", "Äther Ltd", "call her after noon"]],
      expected: ["name": "Zoë Groß", "phone": "+442079460902", "company": "Äther Ltd", "note": "call her after noon"]),
    SuggestionCase(
      name: "english agency",
      header: ["Customer Name", "Business Email", "Country", "Landline", "Stage", "Segments", "Do Not Call"],
      rows: [
        ["Ann Lee", "ann@example.com", "United States", "(201) 555-0123", "Qualified", "vip|north", "no"],
        ["Bob Ray", "bob@example.com", "Germany", "030 23125123", "Closed Won", "vip", "no"],
      ],
      expected: [
        "name": "Ann Lee", "email": "ann@example.com", "phone": "+12015550123", "status": "INPROGRESS",
        "tags": "vip|north", "country": "United States",
      ]),
    SuggestionCase(
      name: "deutsch liste",
      header: [
        "Kunden-Nr.", "Anrede", "Zuname", "Rufname", "Mailadresse", "Mobilfunknummer", "Firmenname", "Anmerkung",
      ],
      rows: [["K-1", "Frau", "Weiß", "Jule", "jule@example.de", "+49 171 3920012", "Weiß & Söhne KG", "ruft zurück"]],
      expected: [
        "name": "Jule Weiß", "email": "jule@example.de", "phone": "+491713920012", "company": "Weiß & Söhne KG",
        "note": "ruft zurück", "kunden-nr.": "K-1",
      ]),
    SuggestionCase(
      name: "deutsch verein",
      header: ["Name, Vorname", "E-Mail privat", "Festnetz", "Schlagworte", "Bearbeitungsstand"],
      rows: [
        ["Müller, Zoë", "zoe@example.de", "+49 30 23125123", "Chor; Vorstand", "in Bearbeitung"],
        ["Weiß, Jürgen", "j@example.de", "+49 30 23125124", "Chor", "neu"],
      ],
      expected: [
        "name": "Zoë Müller", "email": "zoe@example.de", "phone": "+493023125123", "tags": "Chor|Vorstand",
        "status": "INPROGRESS",
      ]),
    SuggestionCase(
      name: "français formulaire",
      header: ["Civilité", "Nom d'usage", "Prénom *", "Courriel", "N° de portable", "Société", "Votre message"],
      rows: [
        [
          "Mme", "Lefèvre", "Chloé", "chloe@example.fr", "+33 6 39 98 12 34", "Éther SARL",
          "Bonjour, je voudrais un devis.",
        ]
      ],
      expected: [
        "name": "Chloé Lefèvre", "email": "chloe@example.fr", "phone": "+33639981234", "company": "Éther SARL",
        "note": "Bonjour, je voudrais un devis.",
      ]),
    SuggestionCase(
      name: "español crm",
      header: [
        "Nombre de pila", "Primer apellido", "Segundo apellido", "Correo-e", "Celular", "País", "Etiquetas", "Puesto",
      ],
      rows: [["José", "García", "Núñez", "jose@example.es", "612 34 56 78", "España", "cliente, feria", "Director"]],
      expected: [
        "name": "José García Núñez", "email": "jose@example.es", "phone": "+34612345678", "tags": "cliente|feria",
        "job title": "Director",
      ]),
    SuggestionCase(
      name: "español formulario",
      header: ["Nombre y apellidos", "Dirección de correo electrónico", "Número de contacto", "Observaciones"],
      rows: [["María López", "maria@example.mx", "+52 55 1234 5678", "Quiere una demostración la semana que viene"]],
      expected: [
        "name": "María López", "email": "maria@example.mx", "phone": "+525512345678",
        "note": "Quiere una demostración la semana que viene",
      ]),
    SuggestionCase(
      name: "português loja",
      header: ["Nome completo", "Endereço de e-mail", "DDI", "Telefone celular", "Marcadores", "Situação"],
      rows: [["João Silva", "joao@example.com.br", "+55", "11 96123-4567", "vip|feira", "em andamento"]],
      expected: [
        "name": "João Silva", "email": "joao@example.com.br", "phone": "+5511961234567", "tags": "vip|feira",
        "status": "INPROGRESS",
      ]),
    SuggestionCase(
      name: "italiano elenco",
      header: ["Cognome", "Nome", "Posta elettronica", "Recapito telefonico", "Ragione sociale", "Note"],
      rows: [["Rossi", "Niccolò", "niccolo@example.it", "+39 02 3661 8300", "Rossi SRL", "richiamare"]],
      expected: [
        "name": "Niccolò Rossi", "email": "niccolo@example.it", "phone": "+390236618300", "company": "Rossi SRL",
        "note": "richiamare",
      ]),
    SuggestionCase(
      name: "nederlands lijst",
      header: ["Voornaam", "Tussenvoegsel", "Achternaam", "E-mailadres", "Mobiel", "Bedrijfsnaam", "Opmerking"],
      rows: [["Daan", "van der", "Berg", "daan@example.nl", "+31 6 12345678", "Berg BV", "belt terug"]],
      expected: [
        "name": "Daan van der Berg", "email": "daan@example.nl", "phone": "+31612345678", "company": "Berg BV",
        "note": "belt terug",
      ]),
    SuggestionCase(
      name: "polski arkusz",
      header: ["Imię i nazwisko", "Adres e-mail", "Numer telefonu", "Nazwa firmy", "Kategorie", "Etap"],
      rows: [["Łucja Żak", "lucja@example.pl", "+48 512 345 678", "Żak Sp. z o.o.", "targi;vip", "nowy"]],
      expected: [
        "name": "Łucja Żak", "email": "lucja@example.pl", "phone": "+48512345678", "company": "Żak Sp. z o.o.",
        "tags": "targi|vip", "status": "OPEN",
      ]),
    SuggestionCase(
      name: "no words", header: ["A", "B", "C", "D"],
      rows: [
        ["Ann Lee", "ann@example.com", "+1 201-555-0123", "x"], ["Bob Ray", "bob@example.com", "+1 201-555-0124", "y"],
        ["Cy Dee", "cy@example.com", "+1 201-555-0125", "x"],
      ],
      expected: ["name": "Ann Lee", "email": "ann@example.com", "phone": "+12015550123", "D": "x"]),
  ]
}
