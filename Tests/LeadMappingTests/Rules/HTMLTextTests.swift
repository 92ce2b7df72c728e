import Testing

@testable import LeadMapping

struct HTMLTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("two\nlines & more", "two\nlines & more"), (" a ", "a"),
    ("<p>One</p><p>Two</p>", "One\n\nTwo"), ("One<br>Two<br/>Three", "One\nTwo\nThree"),
    ("<div>One</div>\n  <div>Two</div>", "One\nTwo"), ("a <b>bold</b> word", "a bold word"), ("a<b>b</b>c", "abc"),
    ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"), ("<td>a</td><td>b</td>", "a b"),
    ("Tom &amp; Jerry", "Tom & Jerry"), ("&lt;b&gt;", "<b>"), ("caf&eacute; &euro;5", "café €5"),
    ("&#228;&#xE4;&#XE4;", "äää"), ("&#128;", "€"), ("a&nbsp;b<br>", "a b"), ("AT&T", "AT&T"),
    ("&unknown;", "&unknown;"),
    ("&#xD800;", "&#xD800;"), ("&#0;", "&#0;"), ("&", "&"), ("5 < 6 > 4", "5 < 6 > 4"), ("a<3", "a<3"), ("<", "<"),
    ("<script>alert('<p>')</script>x", "x"), ("<STYLE>p{}</style >x", "x"), ("<!-- a > b -->x", "x"),
    ("<!DOCTYPE html><p>x", "x"), ("<a title=\"a > b\" href='#'>x</a>", "x"), ("x<a href=", "x"), ("x<!-- y", "x"),
    ("<p>don't</p>", "don't"), ("<p class=x don't>y</p>", "y"), ("<p>a\n b\t c</p>", "a b c"), ("<br><br><br>x", "x"),
    ("<p></p>", ""), ("&amp;lt;", "&lt;"), ("\u{1}a\u{2}b", "ab"), ("a<br><br>b", "a\nb"),
  ])
  func theTextIsTakenOut(_ html: String, _ text: String) {
    #expect(Transform.textFromHTML.apply(html) == .text(text))
  }

  @Test(.timeLimit(.minutes(5)), arguments: ["<", "<a ", "&", "<!--", "<script>", "<p>", "</"])
  func longRunsOfMarkupTakeLinearTime(_ piece: String) {
    let html = String(repeating: piece, count: 200_000 / piece.utf8.count)
    if case .invalid = Transform.textFromHTML.apply(html) { Issue.record("is never invalid") }
  }
}
