/// The keys of a fetch and of its parts.
extension ConfigurationKey {
  static let fetch: [ConfigurationKey] = [
    .init(
      .fetch, "from", .text("a ready source's name, like \"typeform\""),
      "a ready source, which has all of this itself; further keys are what it wants to know", example: #""typeform""#),
    .init(
      .fetch, "url", .address(FetchSettings.addressExpected),
      "the address, a template; needed where there is no `from`",
      example: #""https://api.example.com/leads?since={since}""#),
    .init(
      .fetch, "method", .word(FetchSettings.methods),
      "the request's method; left out: `POST` with a `body`, else `GET`",
      example: #""POST""#),
    .init(
      .fetch, "headers", .members(.text("a header's value, a template"), atMost: FetchSettings.maxHeaders),
      "headers of each request; a secret in one is written `{secret.NAME}`", example: #"{"accept": "application/json"}"#
    ),
    .init(.fetch, "body", .text("a template"), "the request's body", example: #""{\"limit\": 100}""#),
    .init(
      .fetch, "secrets", .members(.secret, atMost: FetchSettings.maxSecrets), "what `{secret.NAME}` stands for",
      example: #"{"token": {"env": "CRM_TOKEN"}}"#),
    .init(
      .fetch, "format", .word(FetchSettings.Format.allCases.map(\.rawValue)),
      "what is answered; left out: by its `Content-Type`", example: #""csv""#),
    .init(
      .fetch, "records", .field("a path, like \"data.items\""), "where the records are in JSON; left out: it is a list",
      example: #""data.items""#),
    .init(
      .fetch, "next", .object(.next), "how the next page is found; left out: there is one page",
      example: #"{"link": "paging.next"}"#),
    .init(
      .fetch, "cursor", .object(.cursor), "how a run knows what is new; left out: each reads all",
      example: #"{"path": "updated_at"}"#),
    .init(
      .fetch, "conditional", .boolean, "whether `ETag` and `Last-Modified` are sent back; left out: yes",
      example: "false"),
    .init(
      .fetch, "maxPages", .count(FetchSettings.pageRange), "pages of a run; it fails beyond; left out: 1000",
      example: "50"),
    .init(
      .fetch, "maxRecords", .count(FetchSettings.recordRange), "records of a run; it fails beyond; left out: 1000000",
      example: "20000"),
    .init(
      .fetch, "maxBytes", .size(FetchSettings.byteRange), "what a run reads; it fails beyond; left out: 256MB",
      example: #""32MB""#),
    .init(
      .fetch, "mayShrink", .boolean,
      "whether a collection without a cursor may have less than half of what it had; left out: no", example: "true"),
    .init(
      .fetch, "mayBeNull", .boolean,
      "whether null at `records` means that there are none, and no mistake; left out: no", example: "true"),
    .init(
      .fetch, "caFile", .text("the path of a PEM file"), "authorities to trust instead of the system's",
      example: #""private-ca.pem""#),
    .init(.fetch, "rate", .rate, "at most so many requests; left out: as many as the server takes", example: #""2/s""#),
    .init(
      .next, "link", .field("a path, like \"paging.next\""), "an address in the body, at this path",
      example: #""paging.next.link""#),
    .init(
      .next, "header", .word([FetchSettings.linkHeader]), "the `Link` header's `rel=\"next\"` (RFC 8288)",
      example: #""link""#),
    .init(.next, "page", .object(.page), "`{page}` counts pages", example: #"{"size": 100}"#),
    .init(.next, "offset", .object(.offset), "`{offset}` counts records, from 0", example: #"{"size": 100}"#),
    .init(
      .next, "token", .field("a path, like \"paging.after\""),
      "`{page}` is a token in the body, at this path; empty on the first page", example: #""paging.after""#),
    .init(.page, "first", .count(0...1), "the first page's number", fallback: "1", example: "0"),
    .init(
      .page, "size", .count(FetchSettings.sizeRange),
      "records that a page is asked for: then a source in which nothing is new costs one request; left out: each run asks up to an empty page",
      example: "100"),
    .init(
      .offset, "size", .count(FetchSettings.sizeRange),
      "records that a page is asked for: then a source in which nothing is new costs one request; left out: each run asks up to an empty page",
      example: "100"),
    .init(
      .cursor, "path", .field("a path, like \"updated_at\""),
      "where it is in a record; the greatest is kept; needed where there is no `from`",
      example: #""updated_at""#),
    .init(
      .cursor, "kind", .word(FetchSettings.Cursor.Kind.allCases.map(\.rawValue)),
      "how values are compared; left out: the ready source's, else `time`", example: #""number""#),
    .init(
      .cursor, "overlap",
      .either(.duration(.zero ... .seconds(30 * 86_400)), .count(0...1_000_000_000)),
      "what lies so far before the cursor is asked for again, as records may come late; a number with `kind` `number`; left out: the ready source's, else `0s`",
      example: #""5m""#),
    .init(
      .cursor, "start", .scalar("a text or a number"), "`{since}` of the first run; left out: empty",
      example: #""2026-01-01T00:00:00Z""#),
    .init(
      .cursor, "format",
      .text("one of \(FetchSettings.timeFormats.joined(separator: ", ")), or a pattern like \"yyyy-MM-dd\""),
      "how `{since}` writes a time; left out: `iso`", example: #""seconds""#),
    .init(
      .cursor, "timeZone", .text("a time zone's name, like \"Europe/Rome\""),
      "where clocks show times that name no offset; `overlap` is at least `2h` then; left out: UTC",
      example: #""America/New_York""#),
    .init(
      .cursor, "order", .word(FetchSettings.Cursor.Order.allCases.map(\.rawValue)),
      "how the source lists its records by the cursor; left out: not known, which is safe and reads more",
      example: #""ascending""#),
  ]
}
