import LeadModel

/// Words for a lead's status in CRMs and spreadsheets, to the inbox's six.
enum StatusVocabulary {
  /// What a value means; `nil`: it is no word for a status that is known.
  static func status(of value: String) -> LeadStatus? {
    let words = HeaderWords(value)
    guard !words.words.isEmpty, value.utf8.count <= 60 else { return nil }
    return table[words.joined]
  }

  private static let table: [String: LeadStatus] = {
    var table: [String: LeadStatus] = [:]
    for (status, text) in words {
      for phrase in text.split(whereSeparator: { $0 == "," || $0 == "\n" }) {
        let joined = HeaderWords(String(phrase)).joined
        if !joined.isEmpty, table[joined] == nil { table[joined] = status }
      }
    }
    return table
  }()

  /// In English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, a line each.
  private static let words: [(LeadStatus, String)] = [
    (
      .open,
      """
      open, new, new lead, created, uncontacted, not contacted, not yet contacted, to contact, fresh, raw, \
      unassigned, subscriber, inbound, incoming, received, reopened
      offen, neu, neuer Lead, angelegt, nicht kontaktiert, unbearbeitet, eingegangen
      ouvert, nouveau, nouvelle, à contacter, non contacté, à traiter, reçu
      abierto, nuevo, nueva, sin contactar, por contactar, no contactado, recibido
      aberto, novo, nova, não contatado, a contatar, recebido
      aperto, nuovo, nuova, da contattare, non contattato, ricevuto
      nieuw, niet benaderd, te benaderen, ontvangen
      otwarty, otwarte, nowy, nowa, nowe, do kontaktu, nieskontaktowany, otrzymano
      """
    ),
    (
      .inProgress,
      """
      in progress, inprogress, working, working contacted, contacted, connected, engaged, attempted to contact, \
      attempted, attempting contact, contact attempted, open deal, opportunity, qualified, in discussion, \
      in process, in contact, follow up, following up, nurturing, meeting scheduled, demo scheduled, proposal, \
      proposal sent, negotiation, negotiating, active, assigned, contact in future, pre qualified, contacting
      in Bearbeitung, in Arbeit, kontaktiert, qualifiziert, in Verhandlung, Angebot, Angebot versendet, verbunden, \
      Kontaktversuch, Kontakt aufgenommen, laufend, aktiv, Termin vereinbart
      en cours, contacté, qualifié, en négociation, proposition envoyée, en discussion, relancé, rendez-vous pris
      en curso, en progreso, en proceso, contactado, cualificado, calificado, en negociación, propuesta enviada, \
      en seguimiento
      em andamento, em progresso, em processo, contatado, contactado, qualificado, em negociação, proposta enviada
      in corso, in lavorazione, contattato, qualificato, in trattativa, proposta inviata
      in behandeling, mee bezig, benaderd, gecontacteerd, gekwalificeerd, in onderhandeling, offerte verstuurd, lopend
      w toku, w trakcie, skontaktowano, zakwalifikowany, negocjacje, oferta wysłana, w realizacji
      """
    ),
    (
      .review,
      """
      review, in review, under review, to review, needs review, pending review, to qualify, qualifying, \
      verification, pending approval
      in Prüfung, zu prüfen, Prüfung, wird geprüft
      à vérifier, en revue, à valider, en validation
      en revisión, por revisar, por validar
      em revisão, em análise, a validar
      in revisione, da verificare, in verifica
      in beoordeling, te beoordelen, ter controle
      do weryfikacji, w weryfikacji, do sprawdzenia
      """
    ),
    (
      .onHold,
      """
      on hold, hold, paused, postponed, later, bad timing, waiting, snoozed, deferred, future, not now, \
      call back later
      wartend, zurückgestellt, pausiert, später, ruht, Wiedervorlage
      en attente, en pause, reporté, plus tard, à relancer
      en espera, en pausa, pospuesto, aplazado, más tarde
      em espera, em pausa, adiado, mais tarde
      in attesa, in sospeso, sospeso, rimandato, più tardi
      in de wacht, on-hold gezet, gepauzeerd, uitgesteld, later benaderen
      wstrzymany, wstrzymane, zawieszony, odłożony, później
      """
    ),
    (
      .dependancy,
      """
      dependancy, dependency, dependent, blocked, waiting for customer, waiting for third party, \
      waiting on customer, pending customer
      wartet auf Kunde, wartet auf Kunden, blockiert, abhängig
      en attente client, bloqué
      esperando al cliente, a la espera del cliente
      aguardando cliente
      in attesa del cliente
      wacht op klant
      czeka na klienta
      """
    ),
    (
      .closed,
      """
      closed, won, lost, closed won, closed lost, done, completed, complete, converted, closed converted, \
      closed not converted, disqualified, unqualified, junk, junk lead, lost lead, not interested, dead, rejected, \
      cancelled, canceled, spam, customer, won deal, not qualified, resolved, finished, archived, inactive, \
      invalid, no interest, wrong number
      geschlossen, gewonnen, verloren, erledigt, abgeschlossen, abgelehnt, konvertiert, kein Interesse, \
      nicht interessiert, unqualifiziert, storniert, Kunde, beendet, archiviert
      fermé, gagné, perdu, terminé, clos, converti, non qualifié, pas intéressé, annulé, refusé, client, archivé
      cerrado, ganado, perdido, terminado, finalizado, convertido, no cualificado, no interesado, cancelado, \
      rechazado, cliente, archivado
      fechado, ganho, concluído, finalizado, não qualificado, não interessado, rejeitado, arquivado, encerrado
      chiuso, vinto, perso, completato, concluso, convertito, non qualificato, non interessato, annullato, \
      rifiutato, archiviato
      gesloten, gewonnen deal, afgerond, voltooid, niet geïnteresseerd, afgewezen, geannuleerd, klant, \
      gearchiveerd, geconverteerd
      zamknięty, zamknięte, wygrany, wygrane, przegrany, przegrane, utracony, zakończony, zakończone, odrzucony, \
      anulowany, niezainteresowany, klient, zarchiwizowany
      """
    ),
  ]

  /// Words for somebody who wants no more mail, where they stand in a status column.
  static func isOptedOut(_ value: String) -> Bool { optedOut.contains(HeaderWords(value).joined) }

  private static let optedOut: Set<String> = Set(
    [
      "unsubscribed", "opted out", "opt out", "do not contact", "blacklisted", "blocklisted", "abgemeldet",
      "abbestellt",
      "désabonné", "désinscrit", "dado de baja", "descadastrado", "disiscritto", "uitgeschreven", "afgemeld",
      "wypisany",
      "suppressed", "complained",
    ].map { HeaderWords($0).joined })
}
