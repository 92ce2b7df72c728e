/// The page that a person sees whose form could not be taken.
enum BrowserPage {
  /// For a refusal; a route may have a page of its own to go to.
  static func answer(_ refusal: Refusal, errorRedirect: String?) -> HTTPAnswer {
    var answer = refusal.answer
    if let errorRedirect {
      answer = HTTPAnswer(303)
      answer.fields = [HTTPAnswer.Field("location", errorRedirect)]
      answer.closes = refusal.leavesBody
      return answer
    }
    let isPassing = refusal.status == 429 || refusal.status >= 500
    let advice = isPassing ? "Please try again in a few minutes." : "Please go back and check what you entered."
    answer.contentType = "text/html; charset=utf-8"
    answer.body = Array(
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
      <title>Not sent</title><h1>This could not be sent</h1><p>\(advice)</p><p><small>\(refusal.code)</small></p></html>
      """.utf8)
    answer.fields.append(HTTPAnswer.Field("content-security-policy", "default-src 'none'"))
    return answer
  }
}
