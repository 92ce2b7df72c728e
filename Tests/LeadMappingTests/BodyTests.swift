import LeadMapping
import LeadModel
import Testing

/// The whole way from a record to the bytes that are sent.
struct BodyTests {
  @Test func aRowBecomesExactlyThisBody() throws {
    let mapping = try Fixtures.mapping(
      """
      'lead': {'name': '{First Name} {Last Name}', 'email': {'from': ['Email', 'Work email'], 'invalid': 'omit'},
       'phone': {'from': ['Mobile', 'Phone'], 'region': {'from': 'Country'}}, 'agentId': '{Owner}',
       'status': {'from': 'Status', 'map': {'New': 'OPEN', 'In Progress': 'INPROGRESS'}, 'default': 'OPEN'},
       'picture': '{Photo}', 'tags': ['hubspot', '{Stage}', {'from': 'Tags', 'split': ';'}],
       'notes': [{'title': 'Message', 'description': '{Message}'}],
       'attributes': {'company': '{Company}', 'hubspot id': '{ID}', '*': {'except': ['Create Date']}}}
      """)
    let run = MappingRun(botId: "63d9ffa77a8d152facbe2f2f", customerId: "631aa793bcfa100487d13d0d")
    var mapper = try Mapper(mapping, run: run)
    let record = Fixtures.row([
      "ID": "12", "First Name": "Jane", "Last Name": "O'Br\"ien", "Email": "jane@example.com", "Work email": "",
      "Mobile": "",
      "Phone": "020 7946 0902", "Country": "GB", "Status": "in progress", "Stage": "Lead", "Tags": "VIP;hubspot; new",
      "Message": "line 1\nline 2\t\u{2028}€", "Company": "Äther / GmbH", "Create Date": "2026-01-01", "Job": "CTO",
      "Owner": "63db5c4abcbc3be2e95b20ae", "Photo": "https://x.org/a.png",
    ])
    let mapped = mapper.map(record)
    let lead = try #require(mapped.lead)
    let body = lead.body(uuid: mapped.uuid, botId: run.botId, customerId: run.customerId)
    let expected = #"""
      {"uuid":"78c75d59-62ba-5f0a-b4b8-e7e64281dae6","botId":"63d9ffa77a8d152facbe2f2f","customerId":"631aa793bcfa100487d13d0d",\#
      "agentId":"63db5c4abcbc3be2e95b20ae","name":"Jane O'Br\"ien","email":"jane@example.com","phone":"2079460902",\#
      "dialCode":"+44","notes":[{"title":"Message","description":"line 1\nline 2\t\u{2028}€"}],"status":"INPROGRESS",\#
      "picture":"https://x.org/a.png","tags":["hubspot","Lead","VIP","new"],"attributes":[\#
      {"key":"company","value":"Äther / GmbH"},{"key":"hubspot id","value":"12"},{"key":"Job","value":"CTO"}]}
      """#.replacing("\\u{2028}", with: "\u{2028}")
    #expect(String(decoding: body, as: UTF8.self) == expected)
    #expect(mapped.warnings.isEmpty)
  }
}
