import LeadConfig
import LeadModel
import Testing

struct PageReferenceTests {
  private static let bot = "63d9ffa77a8d152facbe2f2f"
  private static let customer = "631aa793bcfa100487d13d0d"

  /// What people paste, each with the brand that it means; all name the same bot.
  struct Pasted: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let brand: String
    var host: String?
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ brand: String, host: String? = nil) {
      self.name = name
      self.text = text.replacing("BOT", with: bot).replacing("CUST", with: customer)
      self.brand = brand
      self.host = host
    }
  }

  private static let forms: [Pasted] = [
    // Addresses
    Pasted("address", "https://page.botpenguin.com/BOT/CUST", "botpenguin", host: "page.botpenguin.com"),
    Pasted("trailing slash", "https://page.botpenguin.com/BOT/CUST/", "botpenguin"),
    Pasted("trailing segment", "https://page.botpenguin.com/BOT/CUST/agent", "botpenguin"),
    Pasted("query and fragment", "https://page.botpenguin.com/BOT/CUST?utm_source=a&x=/b/c#top", "botpenguin"),
    Pasted("leading segment", "https://page.botpenguin.com/website/BOT/CUST", "botpenguin"),
    Pasted("doubled slashes", "https://page.botpenguin.com//BOT//CUST", "botpenguin"),
    Pasted("white space around", " \r\n\thttps://page.botpenguin.com/BOT/CUST \r\n", "botpenguin"),
    Pasted("without scheme", "page.botpenguin.com/BOT/CUST", "botpenguin"),
    Pasted("without scheme, slashes", "//page.botpenguin.com/BOT/CUST", "botpenguin"),
    Pasted("capitals in the host", "HTTPS://Page.BotPenguin.COM/BOT/CUST", "botpenguin"),
    Pasted("in angle brackets", "<https://page.botpenguin.com/BOT/CUST>", "botpenguin"),
    Pasted("in quotes", "\"https://page.botpenguin.com/BOT/CUST\"", "botpenguin"),
    Pasted("in typographic quotes", "“https://page.botpenguin.com/BOT/CUST”", "botpenguin"),
    Pasted("in a sentence", "Our bot is here: https://page.botpenguin.com/BOT/CUST.", "botpenguin"),
    Pasted("zero-width space", "\u{FEFF}https://page.botpenguin.com/BOT/CUST\u{200B}", "botpenguin"),
    Pasted("other brand", "https://page.flowmatix.ai/BOT/CUST", "flowmatix", host: "page.flowmatix.ai"),
    Pasted("custom host", "https://page.example.com/BOT/CUST", "custom", host: "page.example.com"),
    Pasted("custom host with port", "https://page.example.com:8443/BOT/CUST", "custom", host: "page.example.com"),
    Pasted("custom host that is no page.*", "https://chat.example.com/BOT/CUST", "custom", host: "chat.example.com"),

    // Frames
    Pasted("iframe", #"<iframe src="https://page.botpenguin.com/BOT/CUST" width="100%"></iframe>"#, "botpenguin"),
    Pasted("iframe, single quotes", "<iframe width='1' src='https://page.botpenguin.com/BOT/CUST'/>", "botpenguin"),
    Pasted("iframe, no quotes", "<iframe src=https://page.botpenguin.com/BOT/CUST width=1>", "botpenguin"),
    Pasted("iframe, capitals", "<IFRAME SRC = \"https://page.flowmatix.ai/BOT/CUST\">", "flowmatix"),
    Pasted(
      "iframe over lines",
      "<iframe\n  title=\"a > b\"\r\n  src=\"\n https://page.botpenguin.com/BOT/CUST \"\n></iframe>",
      "botpenguin"),
    Pasted(
      "iframe with entities", #"<iframe src="https:&#x2F;&#47;page.botpenguin.com/BOT/CUST?a=1&amp;b=2">"#, "botpenguin"
    ),
    Pasted("iframe, lazy", #"<iframe data-src="https://page.example.com/BOT/CUST" src="about:blank">"#, "custom"),
    Pasted(
      "iframe in a page", "<div><p>Chat</p><iframe src='//page.botpenguin.com/BOT/CUST'></iframe></div>", "botpenguin"),
    Pasted("link", #"<a href="https://page.botpenguin.com/BOT/CUST">Chat</a>"#, "botpenguin"),

    // Scripts
    Pasted(
      "script",
      #"<script id="BotPenguin-messenger-widget" src="https://cdn.botpenguin.com/botpenguin.js" defer>BOT,CUST</script>"#,
      "botpenguin", host: "cdn.botpenguin.com"),
    Pasted(
      "script over lines",
      "<script\n id=\"BotPenguin-messenger-widget\"\n src=\"https://cdn.botpenguin.com/botpenguin.js\" defer>\r\n  BOT ,\r\n"
        + "  CUST\r\n</script>\r\n", "botpenguin"),
    Pasted(
      "script of another brand",
      "<script id='flowmatix-messenger-widget' src='https://cdn.flowmatix.ai/flowmatix.js'>BOT,CUST</script>",
      "flowmatix"),
    Pasted("script without src", #"<script id="BotPenguin-messenger-widget">BOT,CUST</script>"#, "botpenguin"),
    Pasted(
      "script of a white label",
      #"<script id="acme-messenger-widget" src="https://cdn.acme.example/acme.js">BOT,CUST</script>"#, "custom",
      host: "cdn.acme.example"),
    Pasted(
      "script of a white label with the original's id",
      #"<script id="BotPenguin-messenger-widget" src="https://cdn.acme.example/acme.js">BOT,CUST</script>"#, "custom"),
    Pasted(
      "script by its host alone", "<script src=\"//cdn.botpenguin.com/botpenguin.js\">BOT,CUST</script>", "botpenguin"),
    Pasted("script cut off", #"<script id="BotPenguin-messenger-widget">BOT,CUST"#, "botpenguin"),
    Pasted("script with a comment", "<script id=x-messenger-widget><!-- bot -->BOT,<!-- c -->CUST</script>", "custom"),
    Pasted("script with entities", "<script id=x-messenger-widget>&nbsp;BOT&#44;&#10;CUST</script>", "custom"),
    Pasted("script with quoted ids", "<script id=x-messenger-widget>'BOT', 'CUST';</script>", "custom"),
    Pasted(
      "script as text", "&lt;script id=&quot;BotPenguin-messenger-widget&quot;&gt;BOT,CUST&lt;/script&gt;", "botpenguin"
    ),
    Pasted(
      "script with escaped quotes", #"<script id=\"BotPenguin-messenger-widget\">\nBOT,CUST<\/script>"#, "botpenguin"),
    Pasted(
      "script with typographic quotes", "<script id=“BotPenguin-messenger-widget”>BOT,CUST</script>", "botpenguin"),
    Pasted(
      "script that makes the element",
      "<script>var s=document.createElement('script');s.id='BotPenguin-messenger-widget';s.innerHTML='BOT,CUST';</script>",
      "custom"),
    Pasted(
      "script among others",
      "<script>a < b, c > d</script>\n<script id=x-messenger-widget>BOT,CUST</script><script src=y.js></script>",
      "custom"),
    Pasted(
      "script and page of one bot",
      "<iframe src=https://chat.acme.example/BOT/CUST></iframe><script id=BotPenguin-messenger-widget>BOT,CUST</script>",
      "botpenguin"),
  ]

  @Test(arguments: forms)
  func isReadAsPasted(_ pasted: Pasted) throws {
    let reference = try PageReference(parsing: pasted.text)
    #expect(reference.botId == Self.bot)
    #expect(reference.customerId == Self.customer)
    #expect(reference.brand.name == pasted.brand)
    #expect(reference.needsBaseURL == (pasted.brand == "custom"))
    if let host = pasted.host { #expect(reference.host == host) }
  }

  @Test(arguments: [
    "https://page.botpenguin.com/my-bot/my_customer/agent", "https://page.acme.example/my-bot/my_customer",
    "<script id=acme-messenger-widget> my-bot , my_customer </script>",
  ])
  func idsOfAnotherFormAreTakenWhereTheyMustBe(text: String) throws {
    let reference = try PageReference(parsing: text)
    #expect(reference.botId == "my-bot")
    #expect(reference.customerId == "my_customer")
  }

  @Test(arguments: [
    ("", "page.empty"), (" \n\u{200B}", "page.empty"), ("hello", "page.unrecognised"),
    ("https://example.com/about/team", "page.unrecognised"), ("https://page.botpenguin.com/", "page.ids"),
    ("https://page.botpenguin.com/63d9ffa77a8d152facbe2f2f", "page.ids"),
    ("<iframe src='https://page.example.com/one'></iframe>", "page.ids"),
    ("<iframe></iframe>", "page.unrecognised"),
    ("<script src='https://example.com/a.js'></script>", "page.unrecognised"),
    ("<script id='BotPenguin-messenger-widget'></script>", "page.script"),
    ("<script id='BotPenguin-messenger-widget'>63d9ffa77a8d152facbe2f2f</script>", "page.script"),
    ("<script id='BotPenguin-messenger-widget'>BOT ID,CUSTOMER ID</script>", "page.script"),
    ("<<<>>>", "page.unrecognised"), ("<script", "page.unrecognised"), ("<iframe src=\"", "page.unrecognised"),
    ("https://", "page.unrecognised"), ("&lt;", "page.unrecognised"), ("&#x110000;&;&#;", "page.unrecognised"),
    ("https://page.a.example/aaaa/bbbb https://page.a.example/cccc/dddd", "page.ambiguous"),
  ])
  func whatIsNoneSaysWhatIsExpected(text: String, code: String) {
    let error = #expect(throws: Diagnostic.self) { try PageReference(parsing: text) }
    #expect(error?.code == code)
    #expect(error?.message.contains("expected") == true)
  }

  @Test(arguments: [
    ("", false), ("\n", false), ("https://page.a.example/b/c", true), ("hello\n", true), ("<script id=x>", false),
    ("<script id=x>\nb,c\n", false), ("<script id=x>\nb,c\n</SCRIPT>", true), ("<iframe src='x'", false),
    ("<iframe src='x'></iframe>", true), ("<div", false),
  ])
  func whatIsPastedOverLinesIsWaitedFor(text: String, isWhole: Bool) {
    #expect(PageReference.isWhole(text) == isWhole)
  }
}
