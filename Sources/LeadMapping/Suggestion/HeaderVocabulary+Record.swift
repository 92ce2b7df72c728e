extension HeaderVocabulary {
  /// What else a record says: where, which company, what was asked, what the source keeps for itself.
  static let record: [(ColumnMeaning, String)] = [
    (
      .country,
      """
      en country, country region, country code, country name, nation, country of residence, cc, billing country, \
      mailing country, business country, home country, company country, country iso, region code
      de Land, Ländercode, Landeskennzeichen, Länderkürzel, Staat, Wohnland, Herkunftsland
      fr pays, code pays, pays de résidence, pays région
      es país, país de residencia, código de país, país región, nación
      pt país de residência, nação
      it paese, nazione, paese di residenza
      nl landcode, woonland
      pl kraj, państwo, kod kraju, kraj zamieszkania
      """
    ),
    (
      .status,
      """
      en status, lead status, contact status, stage, lead stage, contact stage, deal stage, pipeline stage, \
      sales stage, lead state, customer status, progress
      de Leadstatus, Lead-Status, Kontaktstatus, Bearbeitungsstatus, Bearbeitungsstand, Phase, Verkaufsphase, Stand
      fr statut, statut du lead, statut du contact, étape, état, avancement
      es estado, estado del lead, estado del contacto, estatus, situación, etapa, fase
      pt situação, estado do lead, estágio, andamento, status do lead
      it stato, stato lead, stato del contatto, fase di vendita
      nl leadstatus, stadium, verkoopfase, voortgang
      pl etap, stan, etap sprzedaży, status leada
      """
    ),
    (
      .tags,
      """
      en tags, tag, labels, label, categories, category, interests, interest, areas of interest, area of interest, \
      topics, topics of interest, segments, segment, groups, group, lists, keywords, contact tags, choices, \
      options, selected options, selections, services of interest, products of interest, product interest, skills
      de Schlagworte, Schlagwörter, Stichworte, Stichwörter, Kategorien, Kategorie, Etiketten, Interessen, \
      Interesse, Interessengebiete, Gruppen, Gruppe, Segmente, Themen, Markierungen, Auswahl
      fr étiquettes, étiquette, catégories, catégorie, mots-clés, centres d'intérêt, intérêts, groupes, groupe, \
      libellés, sujets, thèmes, listes
      es etiquetas, etiqueta, categorías, categoría, intereses, áreas de interés, grupos, grupo, palabras clave, \
      segmentos, temas, opciones
      pt marcadores, categorias, categoria, interesses, áreas de interesse, palavras-chave, tópicos, opções
      it etichette, etichetta, categorie, interessi, aree di interesse, gruppi, gruppo, parole chiave, segmenti, \
      argomenti, opzioni
      nl categorieën, categorie, interesses, interessegebieden, groepen, groep, trefwoorden, segmenten, \
      onderwerpen, keuzes
      pl tagi, etykiety, etykieta, kategorie, kategoria, zainteresowania, grupy, grupa, słowa kluczowe, segmenty, \
      znaczniki, tematy
      """
    ),
    (
      .notes,
      """
      en notes, note, message, messages, comments, comment, description, remarks, remark, feedback, enquiry, \
      inquiry, your question, question, questions, questions or comments, additional information, \
      additional comments, additional notes, anything else, how can we help, how can we help you, details, memo, \
      body, requirements, special requests, background info
      de Notiz, Notizen, Nachricht, Mitteilung, Bemerkung, Bemerkungen, Kommentar, Kommentare, Anmerkung, \
      Anmerkungen, Beschreibung, Anfrage, Anliegen, Hinweis, Hinweise, Freitext, Frage, Fragen, \
      Wie können wir helfen, Wie können wir Ihnen helfen
      fr remarque, remarques, commentaire, commentaires, notes, observations, précisions, demande, votre demande, \
      message libre, comment pouvons-nous vous aider
      es mensaje, comentario, comentarios, nota, notas, observaciones, descripción, consulta, detalles, \
      en qué podemos ayudarle
      pt mensagem, comentário, comentários, observação, observações, descrição, anotações, dúvida, como podemos ajudar
      it messaggio, commento, commenti, note, osservazioni, descrizione, richiesta, annotazioni, \
      come possiamo aiutarti
      nl bericht, opmerking, opmerkingen, notitie, notities, toelichting, omschrijving, beschrijving, vraag, \
      uw vraag, waar kunnen we mee helpen
      pl wiadomość, treść wiadomości, komentarz, komentarze, uwagi, notatka, notatki, opis, zapytanie, pytanie, \
      treść, w czym możemy pomóc
      """
    ),
    (
      .company,
      """
      en company, company name, organization, organisation, organization name, organisation name, account name, \
      account, company account, employer, business name, business, firm, associated company, \
      associated company primary, workplace, company or organization, org, primary company, institution
      de Firma, Firmenname, Firmenbezeichnung, Unternehmen, Unternehmensname, Organisation, Betrieb, Arbeitgeber, \
      Gesellschaft, Firma Organisation
      fr société, entreprise, raison sociale, nom de l'entreprise, nom de la société, nom de société, employeur, \
      établissement, compagnie
      es empresa, compañía, organización, nombre de la empresa, razón social, negocio, entidad
      pt organização, nome da empresa, companhia, instituição, razão social da empresa
      it azienda, società, ditta, organizzazione, nome azienda, nome dell'azienda, ragione sociale, impresa, ente
      nl bedrijf, bedrijfsnaam, naam bedrijf, organisatie, organisatienaam, onderneming, werkgever
      pl nazwa firmy, przedsiębiorstwo, organizacja, pracodawca, spółka, nazwa organizacji
      """
    ),
    (
      .jobTitle,
      """
      en job title, title, position, role, job, job role, job position, occupation, profession, function, \
      job function, designation, organization title, seniority
      de Berufsbezeichnung, Beruf, Funktion, Stellenbezeichnung, Jobtitel, Jobbezeichnung, Tätigkeit, Titel, Rolle
      fr fonction, poste, intitulé du poste, intitulé de poste, métier, titre, rôle
      es cargo, puesto, puesto de trabajo, profesión, ocupación, título, título profesional, función
      pt profissão, função, cargo ocupado, ocupação, título
      it ruolo, posizione, qualifica, professione, mansione, titolo, posizione lavorativa
      nl functie, functietitel, functienaam, beroep, rol
      pl stanowisko, zawód, funkcja, rola, tytuł
      """
    ),
    (
      .address,
      """
      en address, street, street address, address line, address line 1, address line 2, mailing street, \
      mailing city, billing street, billing city, shipping address, city, town, city name, zip, zip code, \
      zip postal code, postal code, post code, postcode, state, state province, state region, province, region, \
      county, district, suburb, location
      de Adresse, Anschrift, Straße, Strasse, Strasse Hausnummer, Hausnummer, Ort, Stadt, Wohnort, PLZ, \
      Postleitzahl, PLZ Ort, Bundesland, Kanton, Region, Adresszusatz
      fr adresse, rue, ville, code postal, cp, département, région, localité, complément d'adresse
      es dirección, calle, domicilio, ciudad, localidad, población, código postal, cp, provincia, \
      comunidad autónoma, municipio, departamento
      pt endereço, rua, morada, cidade, localidade, cep, código postal, bairro, uf, município, distrito
      it indirizzo, via, città, comune, località, cap, codice postale, provincia, regione
      nl adres, straat, straatnaam, huisnummer, postcode, plaats, woonplaats, stad, provincie, gemeente
      pl adres, ulica, miasto, miejscowość, kod pocztowy, województwo, powiat, gmina
      """
    ),
    (
      .optOut,
      """
      en unsubscribed, unsubscribe, unsubscribed from all email, unsub, opt out, opted out, email opt out, \
      email opted out, has opted out of email, sms opt out, marketing opt out, do not contact, do not call, \
      do not email, do not mail, dnc, blacklisted, email blacklisted, sms blacklisted, blocklisted, \
      email blocklisted, blacklist, suppressed, suppression, global unsubscribe, no marketing, no contact, \
      unsubscribed at, unsub time, opt out date
      de abgemeldet, abbestellt, Newsletter abbestellt, Werbesperre, Werbeverbot, keine Werbung, Kontaktsperre, \
      nicht kontaktieren, nicht anrufen, Widerspruch, Werbewiderspruch, widerrufen, gesperrt, Austragung
      fr désabonné, désinscrit, désinscription, désabonnement, ne pas contacter, ne pas appeler, opposition, \
      liste noire, bloctel, opposition commerciale
      es dado de baja, baja, no contactar, no llamar, lista negra, lista robinson, suscripción cancelada, \
      cancelado, excluido
      pt descadastrado, descadastro, inscrição cancelada, cancelou inscrição, não contatar, não contactar, \
      não ligar, bloqueado
      it disiscritto, cancellato, non contattare, disiscrizione, lista nera, revoca consenso, iscrizione annullata
      nl afgemeld, uitgeschreven, afmelding, niet bellen, niet benaderen, geen contact, niet contacteren, geblokkeerd
      pl wypisany, wypisano, rezygnacja, nie kontaktować, nie kontaktować się, nie dzwonić, czarna lista, \
      cofnięta zgoda, sprzeciw
      """
    ),
    (
      .optIn,
      """
      en opt in, optin, opted in, email opt in, email opted in, sms opt in, marketing opt in, newsletter opt in, consent, \
      consents, consented, consent given, consent to contact, marketing consent, email consent, newsletter consent, \
      email marketing consent, gdpr consent, communication consent, subscribed, is subscribed, newsletter subscribed, \
      subscribed to newsletter, accepts marketing, accepts email marketing, accepts sms marketing, accepts emails, \
      agreed to marketing, agrees to marketing, marketing permission, email permission, contact permission, \
      permission to contact, permission to email, may contact, may be contacted, marketing allowed
      de Einwilligung, Einwilligung Marketing, Marketing-Einwilligung, Werbeeinwilligung, Einwilligung Werbung, \
      Newsletter-Einwilligung, Einwilligung Newsletter, DSGVO-Einwilligung, Zustimmung, Marketing-Zustimmung, \
      Werbezustimmung, Zustimmung Newsletter, Einverständnis, Einverständniserklärung, Newsletter abonniert, abonniert, \
      Werbung erlaubt, Kontakterlaubnis, Newsletter erlaubt
      fr consentement, consentement marketing, consentement newsletter, consentement rgpd, accord marketing, \
      abonné, abonné newsletter, abonné à la newsletter, inscrit à la newsletter, inscrit newsletter, accepte le marketing, \
      accepte les e-mails, accepte la publicité, accepte d'être contacté
      es consentimiento, consentimiento marketing, consentimiento de marketing, consentimiento rgpd, suscrito, \
      suscrito al boletín, acepta marketing, acepta publicidad, acepta comunicaciones, acepta recibir correos, \
      autoriza contacto, autoriza publicidad
      pt consentimento, consentimento marketing, consentimento de marketing, consentimento lgpd, inscrito na newsletter, \
      aceita marketing, aceita comunicações, aceita receber e-mails, aceita publicidade, autoriza contato
      it consenso, consenso marketing, consenso al marketing, consenso newsletter, consenso privacy, \
      consenso commerciale, iscritto alla newsletter, iscritto newsletter, accetta marketing, accetta comunicazioni
      nl toestemming, toestemming marketing, marketingtoestemming, toestemming nieuwsbrief, nieuwsbrief toestemming, \
      ingeschreven voor nieuwsbrief, aangemeld voor nieuwsbrief, mag benaderd worden, mag gemaild worden
      pl zgoda, zgody, zgoda marketingowa, zgody marketingowe, zgoda na marketing, zgoda na newsletter, zgoda rodo, \
      zgoda na kontakt, zgoda na przetwarzanie danych, zapisany do newslettera, zapisana do newslettera
      """
    ),
    (
      .sourceID,
      """
      en id, record id, record id contact, contact id, customer id, lead id, person id, user id, member id, \
      client id, account id, submission id, response id, entry id, subscriber id, customer number, customer no, \
      contact number id, external id, uuid, guid, crm id, no
      de Kundennummer, Kunden-Nr, Kundennr, Kunden-ID, Kontakt-ID, Datensatz-ID, Lfd Nr, laufende Nummer, Nr, \
      Kontaktnummer ID, Personen-ID
      fr identifiant, id client, numéro client, n° client, id contact, numéro de client, référence client
      es identificador, id de contacto, número de cliente, id cliente, n° cliente, código de cliente
      pt id do contato, id do cliente, código do cliente, número do cliente
      it codice cliente, id contatto, id cliente, numero cliente, identificativo
      nl klantnummer, klant-id, relatienummer, contact-id, volgnummer
      pl identyfikator, id klienta, numer klienta, nr klienta, id kontaktu, lp
      """
    ),
    (
      .testMark,
      """
      en test lead, is test, is test lead, test, test record
      de Testlead, Testdatensatz
      """
    ),
    (
      .owner,
      """
      en owner, contact owner, lead owner, account owner, record owner, owner name, owner email, assigned to, \
      assigned user, assignee, sales rep, sales representative, sales owner, account manager, agent
      de Besitzer, Inhaber, Betreuer, zuständig, Zuständiger, Bearbeiter, Kontaktbesitzer, Verantwortlicher, \
      Kundenbetreuer
      fr propriétaire, propriétaire du contact, responsable, gestionnaire, commercial, attribué à
      es propietario, propietario del contacto, responsable, asignado a, comercial, asesor
      pt proprietário, proprietário do contato, responsável, atribuído a, vendedor
      it proprietario, proprietario del contatto, responsabile, assegnato a, commerciale
      nl eigenaar, contacteigenaar, verantwoordelijke, toegewezen aan, accountmanager
      pl właściciel, właściciel kontaktu, opiekun, opiekun klienta, przypisany do, handlowiec
      """
    ),
    (
      .bookkeeping,
      """
      en created, create date, created date, created at, created on, created time, creation date, date created, \
      lead created at, person created, date added, added, added time, added at, added on, modified, last modified, \
      last modified date, modified time, modified date, updated, updated at, updated time, update time, \
      last updated, last changed, last change, last activity, last activity date, last activity time, last seen, \
      timestamp, time stamp, submitted, submitted at, submitted on, submit date, submission date, submission time, \
      start date utc, stage date utc, submit date utc, optin time, opt in time, confirm time, signup date, \
      sign up date, registration date, registered at, ip, ip address, user agent, browser, device, gclid, fbclid, \
      msclkid, dclid, click id, google click id, facebook click id, cookie, referrer, referer, latitude, longitude, \
      gmtoff, dstoff, leid, euid, network id, response type, member rating, revision, etag, import id, batch id, \
      session id, created by, modified by, last modified by
      de erstellt, erstellt am, Erstelldatum, Erstellungsdatum, angelegt am, Anlagedatum, geändert, geändert am, \
      Änderungsdatum, letzte Änderung, letzte Aktivität, Zeitstempel, Eingangsdatum, Eingang am, eingegangen am, \
      aktualisiert am, IP-Adresse, abgeschickt am
      fr créé le, date de création, modifié le, date de modification, dernière modification, dernière activité, \
      horodateur, horodatage, date d'ajout, date d'envoi, date de soumission, adresse ip, mis à jour le
      es creado, creado el, fecha de creación, fecha de alta, fecha creación, modificado, modificado el, \
      fecha de modificación, última modificación, última actividad, marca temporal, fecha de envío, dirección ip, \
      actualizado
      pt criado em, data de criação, data da criação, modificado em, data de modificação, última modificação, \
      última atividade, carimbo de data hora, data de envio, endereço ip, data de cadastro, atualizado em
      it creato il, data creazione, data di creazione, modificato il, data modifica, data di modifica, \
      ultima modifica, ultima attività, informazioni cronologiche, data invio, indirizzo ip, data inserimento
      nl aangemaakt, aangemaakt op, aanmaakdatum, gewijzigd, gewijzigd op, laatst gewijzigd, laatste activiteit, \
      tijdstempel, ingezonden op, ip-adres, datum ingevoerd
      pl utworzono, data utworzenia, data dodania, zmodyfikowano, data modyfikacji, ostatnia modyfikacja, \
      ostatnia aktywność, sygnatura czasowa, data wysłania, adres ip, data zgłoszenia
      """
    ),
  ]
}
