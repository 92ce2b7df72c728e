extension HeaderVocabulary {
  /// Who a person is and how to reach them.
  ///
  /// From the exports of CRMs and the forms of the eight languages; `E-Mail`, `e_mail` and `EMAIL` are one entry.
  static let person: [(ColumnMeaning, String)] = [
    (
      .fullName,
      """
      en full name, name, contact name, customer name, lead name, person name, your name, client name, \
      display name, complete name, fn, first and last name, first name and last name, first last, attendee name, \
      subscriber name, respondent name, applicant name, guest name, recipient name, participant name, visitor name, \
      buyer name, member name, name first last, contact
      de Name, vollständiger Name, Vor- und Nachname, Vorname und Nachname, Vorname Nachname, Vor- und Zuname, \
      Name Vorname, Nachname Vorname, Ansprechpartner, Ansprechpartnerin, Kontaktperson, Kontaktname, Kundenname, \
      Interessent, Teilnehmer, Ihr Name
      fr nom complet, nom et prénom, nom prénom, prénom et nom, prénom nom, nom du contact, nom du client, \
      nom et prénoms, interlocuteur, personne de contact, contact
      es nombre completo, nombre y apellidos, nombre y apellido, nombres y apellidos, apellidos y nombre, \
      nombre del contacto, nombre de contacto, nombre del cliente, persona de contacto, contacto
      pt nome completo, nome e sobrenome, nome e apelido, nome do contato, nome do contacto, nome do cliente, \
      pessoa de contato, contato
      it nome e cognome, cognome e nome, nome cognome, cognome nome, nome completo, nominativo, nome contatto, \
      nome del contatto, referente, contatto
      nl volledige naam, naam, voor- en achternaam, naam contactpersoon, contactpersoon, klantnaam, naam klant
      pl imię i nazwisko, imię nazwisko, nazwisko i imię, pełne imię i nazwisko, osoba kontaktowa, \
      osoba do kontaktu, nazwa kontaktu, kontakt
      """
    ),
    (
      .firstName,
      """
      en first name, first names, given name, given names, forename, christian name, fname, first, personal name
      de Vorname, Vornamen, Rufname
      fr prénom, prénoms, petit nom
      es nombre, nombres, primer nombre, nombre de pila
      pt nome, primeiro nome, nome próprio, prenome
      it nome, primo nome, nome di battesimo
      nl voornaam, voornamen, roepnaam
      pl imię, imiona, pierwsze imię
      """
    ),
    (
      .middleName,
      """
      en middle name, middle names, middle initial, mname, additional name
      de zweiter Vorname, weitere Vornamen, Mittelname
      fr deuxième prénom, second prénom, autres prénoms
      es segundo nombre
      pt nome do meio, segundo nome
      it secondo nome
      nl tussenvoegsel, tussenvoegsels, tweede voornaam, voorvoegsel achternaam
      pl drugie imię
      """
    ),
    (
      .lastName,
      """
      en last name, last names, surname, family name, lname, last
      de Nachname, Nachnamen, Familienname, Zuname
      fr nom, nom de famille, patronyme, nom d'usage
      es apellido, apellidos, primer apellido, segundo apellido, apellido paterno, apellido materno
      pt sobrenome, sobrenomes, apelido, apelidos, último nome, nome de família
      it cognome, cognomi
      nl achternaam, familienaam, geslachtsnaam
      pl nazwisko, nazwisko rodowe
      """
    ),
    (
      .namePrefix,
      """
      en salutation, prefix, name prefix, honorific, honorific prefix, courtesy title, name title, title
      de Anrede, Titel, akademischer Titel, Namenszusatz vorn
      fr civilité, titre, titre de civilité
      es tratamiento, título, saludo
      pt tratamento, forma de tratamento, título, saudação
      it titolo, appellativo
      nl aanhef, titel, titulatuur, aanspreekvorm
      pl tytuł, tytuł naukowy, zwrot grzecznościowy
      """
    ),
    (
      .nameSuffix,
      """
      en suffix, name suffix, honorific suffix, generational suffix
      de Namenszusatz, Namenssuffix
      fr suffixe
      es sufijo
      pt sufixo
      it suffisso
      nl achtervoegsel
      pl przyrostek
      """
    ),
    (
      .email,
      """
      en email, emails, e-mail, mail, email address, e-mail address, mail address, email addresses, email id, \
      mail id, work email, business email, office email, company email, professional email, corporate email, \
      primary email, personal email, private email, home email, other email, secondary email, alternate email, \
      alternative email, additional email, additional email addresses, email work, email home, email other, \
      email private
      de E-Mail, E-Mail-Adresse, Mailadresse, E-Mail-Adressen, E-Mail geschäftlich, E-Mail privat, \
      geschäftliche E-Mail, private E-Mail, dienstliche E-Mail, weitere E-Mail, elektronische Post, Emailadresse
      fr courriel, adresse e-mail, adresse mail, adresse courriel, adresse électronique, courrier électronique, \
      mél, mail professionnel, e-mail professionnel, e-mail personnel, courriel professionnel, adresse de courriel, \
      adresse de messagerie
      es correo, correo electrónico, dirección de correo, dirección de correo electrónico, dirección de email, \
      correo-e, correo personal, correo de trabajo, correo corporativo
      pt correio eletrônico, correio electrónico, correio eletrónico, endereço de e-mail, endereço eletrônico, \
      e-mail corporativo, e-mail pessoal, e-mail profissional
      it posta elettronica, indirizzo e-mail, indirizzo mail, indirizzo di posta elettronica, casella di posta, \
      pec, e-mail aziendale, e-mail personale
      nl e-mailadres, mailadres, e-mail adres, zakelijk e-mailadres, privé e-mail, zakelijke e-mail
      pl adres e-mail, poczta elektroniczna, adres poczty elektronicznej, adres mailowy, e-mail służbowy, \
      e-mail prywatny
      """
    ),
    (
      .phone,
      """
      en phone, phones, phone number, phone no, telephone, telephone number, telephone no, tel, tel no, \
      contact number, contact no, contact phone, call number, mobile, mobile phone, mobile phone number, \
      mobile number, mobile no, cell, cell phone, cell number, cellular, cellphone, whatsapp, whatsapp number, \
      whatsapp phone number, wa number, sms, sms number, text number, work phone, business phone, office phone, \
      company phone, home phone, private phone, primary phone, other phone, alternate phone, secondary phone, \
      second phone, direct phone, direct line, landline, main phone, car phone, phone work, phone home, \
      phone mobile, phone other, day phone, evening phone
      de Telefon, Telefonnummer, Tel, Tel-Nr, Telefon-Nr, Rufnummer, Fernsprecher, Festnetz, Festnetznummer, Handy, \
      Handynummer, Handy-Nr, Mobil, Mobiltelefon, Mobilnummer, Mobilfunk, Mobilfunknummer, Mobilrufnummer, \
      Telefon geschäftlich, Telefon privat, Telefon mobil, Telefon dienstlich, Durchwahl, Rückrufnummer, Kontaktnummer
      fr téléphone, numéro de téléphone, n° de téléphone, numéro tél, tél, mobile, portable, téléphone portable, \
      téléphone mobile, numéro de portable, numéro de mobile, téléphone fixe, fixe, téléphone professionnel, \
      téléphone bureau, téléphone domicile, tél portable, tél fixe, ligne directe, gsm
      es teléfono, número de teléfono, teléfonos, tel, tfno, tlf, móvil, teléfono móvil, número de móvil, celular, \
      teléfono celular, número de celular, número celular, teléfono fijo, teléfono de trabajo, teléfono de casa, \
      fijo, número de contacto, teléfono de contacto
      pt telefone, número de telefone, telefones, telefone celular, celular, número de celular, número do celular, \
      telemóvel, número de telemóvel, telefone fixo, telefone comercial, telefone residencial, fone, \
      telefone de contato, número de contato
      it telefono, numero di telefono, numero telefonico, recapito telefonico, recapito, cellulare, \
      numero di cellulare, telefono cellulare, telefono mobile, telefono fisso, telefono ufficio, telefono casa, \
      numero cellulare, tel cellulare, fisso
      nl telefoon, telefoonnummer, tel nr, telefoonnr, mobiel, mobiele telefoon, mobiel nummer, mobiele nummer, \
      mobiel telefoonnummer, vaste telefoon, telefoon werk, telefoon thuis, telefoon mobiel, telefoon privé, \
      gsm-nummer, 06-nummer
      pl telefon, numer telefonu, nr telefonu, nr tel, telefon komórkowy, komórka, numer komórki, \
      telefon kontaktowy, tel kom, telefon stacjonarny, telefon służbowy, telefon domowy, numer kontaktowy
      """
    ),
    (
      .dialCode,
      """
      en dial code, dialing code, dialling code, calling code, country calling code, country dial code, \
      phone country code, phone code, phone prefix, phone number prefix, isd code, country code, international prefix
      de Ländervorwahl, Landesvorwahl, Vorwahl, internationale Vorwahl
      fr indicatif, indicatif pays, indicatif téléphonique, préfixe téléphonique
      es prefijo, prefijo internacional, prefijo telefónico, código de país, código del país, lada
      pt ddi, código do país, código internacional, indicativo, indicativo do país
      it prefisso, prefisso internazionale, prefisso telefonico
      nl landnummer, landcode telefoon, netnummer land
      pl kierunkowy, numer kierunkowy, prefiks, prefiks kraju
      """
    ),
    (
      .picture,
      """
      en photo, picture, avatar, image, profile picture, profile photo, profile image, photo url, picture url, \
      avatar url, image url, headshot
      de Foto, Bild, Profilbild, Profilfoto, Bild-URL
      fr photographie, photo de profil, image de profil
      es foto, imagen, foto de perfil
      pt imagem, foto de perfil
      it immagine, foto profilo, immagine del profilo
      nl afbeelding, profielfoto
      pl zdjęcie, awatar, zdjęcie profilowe
      """
    ),
  ]
}
