import LeadModel

/// The lead's own fields.
extension LeadAssembly {
  mutating func addEmail(_ value: ValuePlan) {
    guard let cells = cells(of: value, .email, check: .email) else { return }
    let cell = EmailCell(cells)
    guard let address = cell.first else {
      if fails("email.invalid", .email, "the value is no email address", value.invalid) {
        lead.email = cells.joined(separator: ", ")
      }
      return
    }
    lead.email = address
    hasIdentifyingEmail = true
    if let guess = MailDomain.guess(for: address) {
      warnings.append(Finding("email.domain.typo", field: "email", guess.words))
    }
    if cells.count > 1, let trace = source.trace {
      for text in cells where EmailRule.parse(text).first == nil {
        trace.leftOut(cell: text, "left out, as it is no email address")
      }
    }
    source.trace?.checked("an email address", [address], cell.others)
    for (index, other) in cell.others.enumerated() {
      extras.append(Lead.Attribute(key: "email \(index + 2)", value: other))
    }
  }

  mutating func addPhone(_ phone: LeadPlan.Phone) {
    let dialCode = phone.dialCode.flatMap { quietText(of: $0, "phone.dialCode") }
    let home = dialCode == nil ? region(of: phone) : (code: nil, unknown: nil)
    let region = home.code
    let check = FieldCheck.phone(region: region, dialCode: dialCode, isStrict: phone.isStrict)
    let given = cells(of: phone.value, .phone, check: check)
    let passedOver = source.takePassedOver()
    guard let cells = given else {
      if passedOver.isEmpty { return }
      _ = fails("phone.invalid", .phone, "none of the alternatives is a phone number", .omit)
      return addUnread(passedOver)
    }
    let numbers = PhoneCells(cells) {
      FieldCheck.cell($0, region: region, dialCode: dialCode, isStrict: phone.isStrict)
    }
    let cell = numbers.cell
    guard let number = cell.first else {
      var words = "the value \(cell.problem?.words ?? "is no phone number")"
      if cell.problem == .noCountry, let place = home.unknown {
        words = "the value has no country: it does not begin with '+' or '00', and the country in \(place) is not known"
      }
      if fails("phone.invalid", .phone, words, phone.value.invalid) {
        lead.phone = cells.joined(separator: ", ")
      } else if phone.value.invalid == .omit {
        addUnread(passedOver + numbers.unread)
      }
      return
    }
    lead.phone = number.national
    lead.dialCode = number.dialCode
    hasIdentifyingPhone = number.isUnique
    for text in numbers.unread where cells.count > 1 {
      source.trace?.leftOut(cell: text, "left out, as no phone number is in it: kept as 'phone (unverified)'")
    }
    source.trace?.checked(
      region.map { "a phone number, at home in \($0)" } ?? "a phone number", [number.dialCode, number.national],
      cell.others.map { $0.dialCode + $0.national })
    if !number.isValid {
      let words =
        number.isUnique
        ? "the number has the right length, but lies in no range that is in use"
        : "the number can be dialled within its area only: it identifies nobody"
      warnings.append(Finding("phone.unverified", field: "phone", words))
    }
    for (index, other) in cell.others.enumerated() {
      extras.append(Lead.Attribute(key: "phone \(index + 2)", value: other.dialCode + other.national))
      if let digits = other.extension {
        extras.append(Lead.Attribute(key: "phone \(index + 2) extension", value: digits))
      }
    }
    if let digits = number.extension { extras.append(Lead.Attribute(key: "phone extension", value: digits)) }
    addUnread(passedOver + numbers.unread)
  }

  /// Keeps the cells from which no number came.
  private mutating func addUnread(_ cells: [String]) {
    if cells.isEmpty { return }
    extras.append(Lead.Attribute(key: "phone (unverified)", value: cells.joined(separator: ", ")))
  }

  /// The country of a number that does not say its own: the record's, else the run's.
  ///
  /// A country that is not known is none: the run's would be a guess against the record's word. Then `unknown` says where it
  /// stands.
  private func region(of phone: LeadPlan.Phone) -> (code: String?, unknown: String?) {
    guard plan.hasRegionField, let region = phone.region else {
      source.trace?.country(
        plan.fixedRegion, plan.fixedRegion == nil ? "nothing says one" : "the same for all records")
      return (plan.fixedRegion, nil)
    }
    guard let name = quietText(of: region, "phone.region") else {
      source.trace?.country(
        plan.runRegion, plan.runRegion == nil ? "the record says none" : "the run's, as the record says none")
      return (plan.runRegion, nil)
    }
    let found = Country.region(named: name)
    source.trace?.country(found, nil)
    if found != nil { return (found, nil) }
    let columns = region.sourceFields.filter { !source.isEmpty($0) }.map { "'\(plan.table.entries[$0].path.text)'" }
    return (nil, columns.isEmpty ? "the record" : columns.joined(separator: ", "))
  }

  /// A value that helps another: where it is invalid, there is none.
  private func quietText(of value: ValuePlan, _ name: String) -> String? {
    source.trace?.begin(name)
    guard case .text(let text) = source.value(of: value) else { return nil }
    source.trace?.gave([text])
    return text
  }

  mutating func addStatus(_ value: ValuePlan) {
    guard let text = text(of: value, .status, check: .status) else { return }
    if let status = LeadStatusText.status(of: text) {
      lead.status = status
      source.trace?.checked("one of the inbox's states", [status.rawValue])
    } else {
      _ = fails("status.invalid", .status, "the value is none of the inbox's six states", value.invalid)
    }
  }

  mutating func addPicture(_ value: ValuePlan) {
    guard let text = text(of: value, .picture, check: .picture) else { return }
    if PictureRule.isURL(text) || fails("picture.invalid", .picture, "the value is no http or https URL", value.invalid)
    {
      lead.picture = text
    }
  }

  mutating func addTags() {
    for (index, value) in plan.lead.tags.enumerated() {
      // A fixed tag, as most are, needs no list.
      if value.isPlain, case .template(let template) = value.source, let tag = template.constant {
        source.trace?.begin("tags \(index + 1)")
        source.trace?.gave(tag.isEmpty ? [] : [tag])
        if !tag.isEmpty, !lead.tags.contains(tag) { lead.tags.append(tag) }
        continue
      }
      for tag in texts(of: value, .tags, at: index) {
        if lead.tags.contains(tag) { source.trace?.repeated(tag) } else { lead.tags.append(tag) }
      }
    }
  }

  mutating func addNotes() {
    for (index, note) in plan.lead.notes.enumerated() {
      let descriptions = texts(of: note.description, .notes, at: index)
      if descriptions.isEmpty { continue }
      let title = source.text(of: note.title) ?? ""
      for description in descriptions { lead.notes.append(Lead.Note(title: title, description: description)) }
    }
  }
}
