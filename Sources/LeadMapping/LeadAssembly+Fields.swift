import LeadModel

/// The lead's own fields.
extension LeadAssembly {
  mutating func addEmail(_ value: ValuePlan) {
    guard let text = text(of: value, .email, check: .email) else { return }
    let cell = EmailRule.parse(text)
    guard let address = cell.first else {
      if fails("email.invalid", .email, "the value is no email address", value.invalid) { lead.email = text }
      return
    }
    lead.email = address
    hasIdentifyingEmail = true
    if let guess = MailDomain.guess(for: address) {
      warnings.append(Finding("email.domain.typo", field: "email", guess.words))
    }
    for (index, other) in cell.others.enumerated() {
      extras.append(Lead.Attribute(key: "email \(index + 2)", value: other))
    }
  }

  mutating func addPhone(_ phone: LeadPlan.Phone) {
    let dialCode = phone.dialCode.flatMap { quietText(of: $0) }
    let region = dialCode == nil ? region(of: phone) : nil
    guard let text = text(of: phone.value, .phone, check: .phone(region: region, dialCode: dialCode)) else { return }
    let cell = FieldCheck.cell(text, region: region, dialCode: dialCode)
    guard let number = cell.first else {
      let words = "the value \(cell.problem?.words ?? "is no phone number")"
      if fails("phone.invalid", .phone, words, phone.value.invalid) {
        lead.phone = text
      } else if phone.value.invalid == .omit {
        extras.append(Lead.Attribute(key: "phone (unverified)", value: text))
      }
      return
    }
    lead.phone = number.national
    lead.dialCode = number.dialCode
    hasIdentifyingPhone = true
    if !number.isValid {
      warnings.append(
        Finding(
          "phone.unverified", field: "phone", "the number has the right length, but lies in no range that is in use"))
    }
    for (index, other) in cell.others.enumerated() {
      extras.append(Lead.Attribute(key: "phone \(index + 2)", value: other.dialCode + other.national))
    }
    if let digits = number.extension { extras.append(Lead.Attribute(key: "phone extension", value: digits)) }
  }

  /// The country of a number that does not say its own: the record's, else the run's.
  ///
  /// A country that is not known is none: the run's would be a guess against the record's word.
  private func region(of phone: LeadPlan.Phone) -> String? {
    guard plan.hasRegionField, let region = phone.region else { return plan.fixedRegion }
    guard let name = quietText(of: region) else { return plan.runRegion }
    return Country.region(named: name)
  }

  /// A value that helps another: where it is invalid, there is none.
  private func quietText(of value: ValuePlan) -> String? {
    if case .text(let text) = source.value(of: value) { text } else { nil }
  }

  mutating func addStatus(_ value: ValuePlan) {
    guard let text = text(of: value, .status, check: .status) else { return }
    if let status = LeadStatusText.status(of: text) {
      lead.status = status
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
    for value in plan.lead.tags {
      // A fixed tag, as most are, needs no list.
      if value.isPlain, case .template(let template) = value.source, let tag = template.constant {
        if !tag.isEmpty, !lead.tags.contains(tag) { lead.tags.append(tag) }
        continue
      }
      for tag in texts(of: value, .tags) where !lead.tags.contains(tag) { lead.tags.append(tag) }
    }
  }

  mutating func addNotes() {
    for note in plan.lead.notes {
      let descriptions = texts(of: note.description, .notes)
      if descriptions.isEmpty { continue }
      let title = source.text(of: note.title) ?? ""
      for description in descriptions { lead.notes.append(Lead.Note(title: title, description: description)) }
    }
  }
}
