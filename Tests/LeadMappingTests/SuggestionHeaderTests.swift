import Testing

@testable import LeadMapping

/// What columns' names mean, in eight languages and as forms and exports write them.
struct SuggestionHeaderTests {
  @Test(
    arguments: [
      ("First Name", .firstName), ("FIRSTNAME", .firstName), ("first_name", .firstName), ("firstName*", .firstName),
      ("Person - First name", .firstName), ("Your first name (required)", .firstName), ("Vorname", .firstName),
      ("Prénom", .firstName), ("Nombre", .firstName), ("Nome", .firstName), ("Voornaam", .firstName),
      ("Imię", .firstName), ("Nachname", .lastName), ("Nom de famille", .lastName), ("Apellidos", .lastName),
      ("Sobrenome", .lastName), ("Cognome", .lastName), ("Achternaam", .lastName), ("Nazwisko", .lastName),
      ("Hi, what's your *full name*?", .fullName), ("Imię i nazwisko", .fullName), ("Nom complet", .fullName),
      ("E-mail 1 - Value", .email), ("Contact.Email", .email), ("Your email, {{field:full_name}}?", .email),
      ("Adresse e-mail", .email), ("Correo electrónico", .email), ("E-Mail-Adresse", .email),
      ("Indirizzo e-mail", .email), ("E-mailadres", .email), ("Adres e-mail", .email), ("Endereço de e-mail", .email),
      ("Phone (with country code)", .dialCode), ("Default Address Phone", .phone), ("Handynummer", .phone),
      ("N° de téléphone", .phone), ("Teléfono móvil", .phone), ("Telemóvel", .phone), ("Cellulare", .phone),
      ("Mobiel nummer", .phone), ("Telefon komórkowy", .phone), ("WhatsApp Phone Number", .phone),
      ("Business Country/Region", .country), ("Land", .country), ("Kraj", .country), ("País", .country),
      ("Company / Account", .company), ("Person - Organization", .company), ("Raison sociale", .company),
      ("Nazwa firmy", .company), ("Unsubscribed from all email", .optOut), ("SMS_BLACKLISTED", .optOut),
      ("Newsletter abbestellt", .optOut), ("Lead Owner.id", .owner), ("Record ID - Contact", .sourceID),
      ("Kundennummer", .sourceID), ("Lead Created At", .bookkeeping), ("gclid", .bookkeeping),
      ("Fecha de creación", .bookkeeping), ("Bemerkungen", .notes), ("Opmerkingen", .notes), ("Schlagwörter", .tags),
      ("Stanowisko", .jobTitle), ("Test Lead", .testMark),
    ] as [(String, ColumnMeaning)])
  func nameMeans(_ name: String, _ meaning: ColumnMeaning) {
    #expect(HeaderEvidence(HeaderWords(name)).candidates.first?.meaning == meaning)
  }

  @Test(
    arguments: [
      "Ad name", "Form Name", "Campaign Name", "Manager's Name", "Assistant's Phone", "Business Fax", "TTY/TDD Phone",
      "E-mail 1 - Label", "Phonetic First Name", "Company Yomi", "Email status", "Marketing contact status",
      "Order status", "Which services?", "Email verified", "", "#", "🙂", "{{}}", "product_name", "Total Spent",
    ])
  func nameSaysNothingOfTheLead(_ name: String) {
    #expect(HeaderEvidence(HeaderWords(name)).candidates.isEmpty)
  }

  @Test(
    arguments: [
      ("Mobile Phone", .mobile), ("Handy", .mobile), ("Tel. portable", .mobile), ("WhatsApp", .whatsApp),
      ("Phone", .plain), ("Business Phone", .work), ("Telefon privat", .home), ("Phone 2 - Value", .further),
      ("Other Phone", .further), ("Default Address Phone", .further),
    ] as [(String, ContactKind)])
  func kindOfPhone(_ name: String, _ kind: ContactKind) { #expect(ContactKind(HeaderWords(name)) == kind) }

  @Test func everyDatePatternCanBeRead() { #expect(DateShape.areAllReadable) }

  @Test(
    arguments: [
      (["2026-01-31", "2026-02-01"], "yyyy-MM-dd", false), (["31.01.2026", "01.02.2026"], "dd.MM.yyyy", false),
      (["01/02/2026", "03/04/2026"], "MM/dd/yyyy", true), (["31/01/2026", "01/02/2026"], "dd/MM/yyyy", false),
      (["2026-01-02 10:00:00"], "yyyy-MM-dd HH:mm:ss", false),
    ])
  func datesHaveAPattern(_ values: [String], _ pattern: String, _ isAmbiguous: Bool) {
    #expect(DateShape(values)?.pattern == pattern)
    #expect(DateShape(values)?.isAmbiguous == isAmbiguous)
  }

  @Test(arguments: [["+1 201 555 0123"], ["Ann"], ["12.50", "3.10"], []])
  func noDates(_ values: [String]) { #expect(DateShape(values) == nil) }

  @Test(
    arguments: [
      ("* myContacts ::: Work", .colons), ("\"vip\",\"webinar, live\"", .quotedCommas), ("a;b", .semicolon),
      ("a|b", .bar), ("A\nB", .newline), (" / Biceps / Deltoid", .slash), ("Hot lead,Customer", .comma), ("vip", nil),
    ] as [(String, ListSeparator?)])
  func separator(_ value: String, _ separator: ListSeparator?) { #expect(ListSeparator(in: [value]) == separator) }
}
