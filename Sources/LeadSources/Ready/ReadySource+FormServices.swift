import LeadConfig
import LeadModel

extension ReadySource {
  /// Services whose forms are made on their own pages.
  static let formServices: [ReadySource] = [
    // The newest come first, 1,000 at most; `before` goes on behind a response by its token, so nothing shifts. What was
    // submitted in the last half hour may be missing, hence the overlap. Answers name their questions by id alone: their
    // titles are in the form itself.
    ReadySource(
      "typeform", "Typeform: responses of a form",
      documentation: "https://www.typeform.com/developers/responses/reference/retrieve-responses/",
      values: [
        Value("form", "the form's id, as in its address: https://example.typeform.com/to/FORM"),
        Value("base", "the API's address; https://api.eu.typeform.com in the EU", standard: "https://api.typeform.com"),
      ],
      secrets: [Value("token", "a personal access token with responses:read and forms:read")],
      mapping: "typeform-responses-api",
      fetch: .made { fetch in
        fetch.url = "{base}/forms/{form}/responses?page_size=1000&since={since}&before={page}"
        fetch.headers = ["authorization": "Bearer {secret.token}"]
        fetch.records = "items"
        fetch.paging = .token(path: "items[-1].token")
        fetch.cursor = .time("submitted_at", overlap: .seconds(2 * 3_600), format: "seconds")
      },
      traits: .made { traits in
        traits.pageSize = 1_000
        traits.companion = .init(
          url: "{base}/forms/{form}", member: "definition", keeping: ["id", "title", "fields"])
        traits.hints[.token] = "renew the personal access token; it needs responses:read and forms:read"
      }),
    // Times are those of New York, without an offset. Answers are objects by question, their titles among them; the
    // form's title is in the form. What is edited later keeps the time of its creation, and is not fetched again.
    ReadySource(
      "jotform", "Jotform: submissions of a form",
      documentation: "https://api.jotform.com/docs/#form-id-submissions",
      values: [
        Value("form", "the form's id, as in its address: https://form.jotform.com/FORM"),
        Value("base", "the API's address; https://eu-api.jotform.com in the EU", standard: "https://api.jotform.com"),
      ],
      secrets: [Value("key", "an API key that may read")], mapping: "jotform-submissions-api",
      fetch: .made { fetch in
        fetch.url =
          #"{base}/form/{form}/submissions?limit=1000&offset={offset}&orderby=created_at&direction=ASC&filter={"created_at:gt":"{since}"}"#
        fetch.headers = ["APIKEY": "{secret.key}"]
        fetch.records = "content"
        fetch.paging = .offset(size: 1_000)
        fetch.cursor = .time(
          "created_at", overlap: .seconds(2 * 3_600), format: "yyyy-MM-dd HH:mm:ss", timeZone: "America/New_York",
          order: .ascending)
      },
      traits: .made { traits in
        traits.companion = .init(url: "{base}/form/{form}", member: "form", keeping: ["content"])
      }),
    // The newest come first; the questions stand once a page, beside its submissions; the form's name is in the form.
    ReadySource(
      "tally", "Tally: submissions of a form",
      documentation: "https://developers.tally.so/api-reference/endpoint/forms/submissions/list",
      values: [Value("form", "the form's id, as in its address: https://tally.so/r/FORM")],
      secrets: [Value("key", "an API key: Settings > API keys")], mapping: "tally-submissions",
      fetch: .made { fetch in
        fetch.url =
          "https://api.tally.so/forms/{form}/submissions?page={page}&limit=500&filter=completed&startDate={since}"
        fetch.headers = ["authorization": "Bearer {secret.key}"]
        fetch.records = "submissions"
        fetch.paging = .page(first: 1, size: 500)
        fetch.cursor = .time("submittedAt", overlap: .seconds(3_600))
        // 100 a minute are allowed.
        fetch.rate = .init("90/m")
      },
      traits: .made { traits in
        traits.carried = ["questions": "form_questions"]
        traits.companion = .init(url: "https://api.tally.so/forms/{form}", member: "form", keeping: ["id", "name"])
      }),
  ]
}
