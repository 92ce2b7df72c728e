import LeadModel

/// The words of one run put into a mapping's plan: `--region`, `--tag`, `--set`.
///
/// Checked like a mapping.
struct RunWords {
  private let lead: LeadPlan
  private var reader: TemplateReader

  var table: FieldTable { reader.table }
  var usages: [FieldUsage] { reader.usages }
  var diagnostics: [Diagnostic] { reader.diagnostics }

  init(_ mapping: Mapping) {
    lead = mapping.plan
    reader = TemplateReader(table: mapping.table)
  }

  /// The plan with the run's tags and fields.
  mutating func plan(for run: MappingRun) -> LeadPlan {
    var lead = lead
    for word in run.set { set(word.field, to: word.template, in: &lead) }
    for tag in run.tags {
      if let template = reader.template(tag, at: .word(option: "--tag")) {
        lead.tags.append(ValuePlan(source: .template(template)))
      }
    }
    return lead
  }

  /// The ISO code of `--region`.
  mutating func region(_ name: String?) -> String? {
    guard let name else { return nil }
    if let region = Country.region(named: name) { return region }
    reader.report(
      .region, "'\(name)' is no country; a code such as GB, or a country's name, is expected",
      at: TextPlace.word(option: "--region").position(), hint: Country.hint(for: name))
    return nil
  }

  private mutating func set(_ field: String, to text: String, in lead: inout LeadPlan) {
    let place = TextPlace.word(option: "--set")
    guard let template = reader.template(text, at: place) else { return }
    let value = ValuePlan(source: .template(template))
    switch field {
    case "name": lead.name = value
    case "email": lead.email = lead.email?.replacingSource(by: template) ?? value
    case "phone":
      lead.phone = LeadPlan.Phone(
        value: lead.phone?.value.replacingSource(by: template) ?? value, region: lead.phone?.region,
        dialCode: lead.phone?.dialCode, isStrict: lead.phone?.isStrict ?? false)
    case "picture": lead.picture = lead.picture?.replacingSource(by: template) ?? value
    case "agentId": lead.agentId = value
    case "tags": lead.tags = [value]
    case "notes": lead.notes = [LeadPlan.Note(title: Template(constant: "Note"), description: value)]
    case "status":
      lead.status = lead.status?.replacingSource(by: template) ?? value
      if let constant = template.constant, !constant.isEmpty, LeadStatus(spelled: constant) == nil {
        let names = LeadStatus.allCases.map(\.rawValue)
        reader.report(
          .status, "there is no status '\(constant)'", at: place.position(),
          hint: NearestName.hint(for: constant, among: names))
      }
    case "uuid":
      lead.uuid = value
      if template.fields.isEmpty {
        reader.report(
          .constantIdentity, "'uuid' holds no field: all records would be one lead", at: place.position())
      }
    case let name where name.hasPrefix("attributes.") && name.utf8.count > 11:
      let key = String(name.dropFirst(11))
      lead.attributes.removeAll { FoldedName($0.key) == FoldedName(key) }
      lead.attributes.append(LeadPlan.Attribute(key: key, value: value))
    default:
      let names = LeadField.allCases.filter { $0 != .attributes }.map(\.rawValue) + ["attributes.KEY"]
      reader.report(
        .unknownField, "a lead has no field '\(field)'", at: place.position(),
        hint: NearestName.hint(for: field, among: names))
    }
  }
}
