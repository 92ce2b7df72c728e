import LeadModel

/// How a lead comes of a record: the compiled `lead` of a mapping, with the rules around it.
struct LeadPlan: Sendable {
  /// A phone number, with how its country is found.
  struct Phone: Sendable {
    var value: ValuePlan
    var region: ValuePlan?
    var dialCode: ValuePlan?
    /// Whether a number of the right length in no range that is in use is invalid.
    var isStrict = false
  }

  /// One entry of `notes`.
  struct Note: Sendable {
    let title: Template
    let description: ValuePlan
  }

  /// One entry of `attributes` that is named.
  struct Attribute: Sendable {
    let key: String
    let value: ValuePlan
  }

  /// A rule of `skip` or `reject`.
  struct RecordRule: Sendable {
    let when: Condition
    let reason: String
  }

  /// `optOut`.
  struct OptOut: Sendable {
    let fields: [FieldTable.ID]
    /// As ``CaselessText`` folds them; `nil`: whatever is not empty.
    let values: Set<String>?
    let isRequired: Bool
    let position: Position
  }

  /// One entry of `identity`.
  struct Key: Sendable {
    let template: Template
    /// Where it does not hold, the entry is passed over.
    let when: Condition?
    /// Whether it counts only where neither an address nor a number identifies.
    var isFallback = false

    var fields: [FieldTable.ID] { template.fields + (when?.fields ?? []) }
  }

  /// One thing of a group in `require`.
  enum Requirement: Sendable {
    case field(LeadField)
    case template(Template)

    var fields: [FieldTable.ID] { if case .template(let template) = self { template.fields } else { [] } }
  }

  var name: ValuePlan?
  var email: ValuePlan?
  var phone: Phone?
  var status: ValuePlan?
  var picture: ValuePlan?
  var agentId: ValuePlan?
  var uuid: ValuePlan?
  var tags: [ValuePlan] = []
  var notes: [Note] = []
  var attributes: [Attribute] = []
  /// `"*"`; `nil`: nothing passes that is not named.
  var rest: RestPlan?
  var identity: [Key] = []
  /// Groups of which one must be there.
  var require: [[Requirement]] = [[.field(.email), .field(.phone)]]
  var once: [LeadField] = []
  var optOut: OptOut?
  var skip: [RecordRule] = []
  var reject: [RecordRule] = []

  /// The fields of which one must have a value in a record that is a lead at all: else it is a footer, a total.
  ///
  /// What is known of every record, as `@source.name`, counts only where it identifies; a key that is a fallback does not,
  /// as it makes no lead of a record that has nothing else.
  func sourceFields(in table: FieldTable) -> [FieldTable.ID] {
    let own = (sourceValues.flatMap(\.sourceFields) + notes.flatMap(\.title.fields))
      .filter { table.entries[$0].circumstance == nil }
    return (uuid?.sourceFields ?? []) + identity.filter { !$0.isFallback }.flatMap(\.template.fields) + own
  }

  /// The same of `columns`: they count as fields where they find something.
  var sourceColumns: [ColumnsPlan] { (sourceValues + [uuid].compactMap(\.self)).flatMap(\.columns) }

  /// The values without any of which a record is no lead.
  private var sourceValues: [ValuePlan] {
    [name, email, phone?.value].compactMap(\.self) + notes.map(\.description)
  }

  /// Every field that is read for a lead or a rule, those of `optOut` apart.
  var readFields: [FieldTable.ID] {
    namedFields + (skip + reject).flatMap(\.when.fields)
      + require.flatMap { group in group.flatMap(\.fields) }
  }

  /// The fields that `lead` and `identity` name: they do not pass by `"*"`.
  var namedFields: [FieldTable.ID] { leadFields + identity.flatMap(\.fields) }

  /// The fields that `lead` names: no pattern finds them.
  var leadFields: [FieldTable.ID] { values.flatMap(\.allFields) + notes.flatMap(\.title.fields) }

  /// Every `columns` of `lead`.
  var columns: [ColumnsPlan] { values.flatMap(\.columns) }

  private var values: [ValuePlan] {
    [uuid, name, email, phone?.value, phone?.region, phone?.dialCode, status, picture, agentId].compactMap(\.self)
      + tags + notes.map(\.description) + attributes.map(\.value)
  }
}

/// The fields of a lead, as mappings name them.
package enum LeadField: String, Sendable, Hashable, CaseIterable {
  case uuid, name, email, phone, status, picture, agentId, tags, notes, attributes
}
