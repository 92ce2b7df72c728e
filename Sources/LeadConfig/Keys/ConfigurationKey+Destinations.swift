import LeadModel

/// The keys of a destination, and of references.
extension ConfigurationKey {
  static let destination: [ConfigurationKey] = [
    .init(
      .destination, "brand", .word(Brand.all.map(\.name)), "whose API it is; `custom` for another host of the same one",
      example: #""botpenguin""#, isRequired: true),
    .init(
      .destination, "baseUrl", .address(APIAddress.expected),
      "the API's address in place of the brand's own; needed with brand `custom`",
      example: #""https://api.example.com""#),
    .init(
      .destination, "botId", .identifier("the bot's id, the first in its page's address"),
      "the first id in the page's address",
      example: #""63d9ffa77a8d152facbe2f2f""#, isRequired: true),
    .init(
      .destination, "customerId", .identifier("the customer's id, the second in its page's address"),
      "the second id in the page's address", example: #""631aa793bcfa100487d13d0d""#, isRequired: true),
    .init(
      .destination, "token", .secret, "for writing leads", example: #"{"env": "LEADBRIDGE_TOKEN"}"#, isRequired: true),
    .init(
      .destination, "listToken", .secret, "for listing chats, where it is another one",
      example: #"{"file": "/run/secrets/list-token"}"#),
    .init(.destination, "rate", .rate, "at most so many requests over time", example: #""20/s""#),
    .init(
      .destination, "quota", .quota, "at most so many requests on a day of UTC", example: #""10000/day""#),
    .init(
      .destination, "concurrency", .concurrency(DestinationSettings.concurrencyRange),
      "requests at once; `auto`: as many as the inbox takes", fallback: #""auto""#, example: "8"),
    .init(
      .destination, "caFile", .text("the path of a PEM file"), "authorities to trust instead of the system's",
      example: #""private-ca.pem""#),
    .init(
      .destination, "suppress", .list(.text("the path of a table"), atMost: 100),
      "tables of people who are never sent, by their addresses and numbers in any column", fallback: "[]",
      example: #"["do-not-contact.csv"]"#),
    .init(
      .destination, "matchInbox", .list(.word(ContactKind.allCases.map(\.rawValue)), atMost: 10),
      "leads whose address or number is on one chat of the inbox go to that chat", fallback: "[]",
      example: #"["email", "phone"]"#),
    .init(
      .secret, "env", .text("the name of an environment variable"), "the environment variable that holds it",
      example: #""LEADBRIDGE_TOKEN""#),
    .init(
      .secret, "file", .text("the path of a file"),
      "the file that holds it and nothing else, read again when it changes",
      example: #""/run/secrets/inbox""#),
  ]
}
