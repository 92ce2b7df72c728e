import LeadConfig
import LeadModel

extension ReadySource {
  /// CRMs and advertisements.
  static let platforms: [ReadySource] = [
    // A search gives 10,000 contacts at most, and its `after` is a position, which shifts when a contact changes. Sorted by
    // the last change, upwards, the run asks anew from the last time on instead (`PageWalk`), and by `after` only for
    // contacts of one second; what changed a moment ago may not be found yet, hence the overlap.
    ReadySource(
      "hubspot", "HubSpot: contacts by their last change",
      documentation: "https://developers.hubspot.com/docs/guides/api/crm/search",
      values: [Value("base", "the API's address", standard: "https://api.hubapi.com")],
      secrets: [Value("token", "a private app's token with crm.objects.contacts.read")],
      mapping: "hubspot-contacts-api",
      fetch: .made { fetch in
        fetch.method = "POST"
        fetch.url = "{base}/crm/v3/objects/contacts/search"
        fetch.headers = ["authorization": "Bearer {secret.token}", "content-type": "application/json"]
        fetch.body = """
          {"filterGroups": [{"filters": [{"propertyName": "lastmodifieddate", "operator": "GTE", "value": "{since}"}]}], \
          "sorts": [{"propertyName": "lastmodifieddate", "direction": "ASCENDING"}], \
          "properties": [\(contactProperties.map { "\"\($0)\"" }.joined(separator: ", "))], \
          "limit": 200, "after": "{page}"}
          """
        fetch.records = "results"
        fetch.paging = .token(path: "paging.next.after")
        fetch.cursor = .time("updatedAt", overlap: .seconds(300), format: "milliseconds", start: "0", order: .ascending)
        // 5 a second are allowed.
        fetch.rate = .init("4/s")
      },
      traits: .made { traits in
        traits.firstToken = "0"
        traits.tokenIsPosition = true
        traits.windowRecords = 10_000
        traits.pageSize = 200
      }),
    // Kept for 90 days. The newest come first; a page's mark stays where it is. The token goes in a header, not in the
    // address. Facebook says in the body what is wrong: most of it is a 400.
    ReadySource(
      "meta", "Meta: leads of a form of Facebook or Instagram",
      documentation: "https://developers.facebook.com/docs/marketing-api/guides/lead-ads/retrieving",
      values: [
        Value("form", "the form's id, as in Publishing tools > Instant forms"),
        Value("version", "of the Graph API", standard: "v24.0"),
        Value("base", "the API's address", standard: "https://graph.facebook.com"),
      ],
      secrets: [Value("token", "a page's token with leads_retrieval")], mapping: "meta-lead",
      fetch: .made { fetch in
        fetch.url =
          #"{base}/{version}/{form}/leads?fields=\#(leadFields)&limit=500&filtering=[{"field":"time_created","operator":"GREATER_THAN","value":{since}}]&after={page}"#
        fetch.headers = ["authorization": "Bearer {secret.token}"]
        fetch.records = "data"
        fetch.paging = .token(path: "paging.cursors.after")
        fetch.cursor = .time("created_time", overlap: .seconds(3_600), format: "seconds")
      },
      traits: .made { traits in
        traits.pageSize = 500
        traits.refusals = FetchTraits.Refusals(
          path: ["error", "code"], token: ["3", "10", "102", "190", "200"],
          limited: ["1", "2", "4", "17", "32", "341", "613", "80000", "80001", "80004", "80005"])
        traits.announced = FetchTraits.Announced(
          url: "{base}/{version}/{id}?fields=\(leadFields)", records: "entry[*].changes[*]", kind: "field",
          kindValue: "leadgen", id: "value.leadgen_id")
        traits.hints[.token] = "renew the page's token; it needs leads_retrieval, and access in Leads Access Manager"
      }),
  ]

  private static let leadFields = """
    id,created_time,ad_id,ad_name,adset_id,adset_name,campaign_id,campaign_name,form_id,is_organic,platform,field_data
    """

  /// What is asked for of a contact; others by a `body` of the source's own.
  private static let contactProperties = [
    "firstname", "lastname", "email", "work_email", "hs_additional_emails", "phone", "mobilephone", "company",
    "jobtitle",
    "website", "address", "city", "state", "zip", "country", "hs_lead_status", "lifecyclestage", "message",
    "hs_email_optout", "hubspot_owner_id", "createdate", "lastmodifieddate",
  ]
}
