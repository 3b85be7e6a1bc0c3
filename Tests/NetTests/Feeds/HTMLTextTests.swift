import CutroomModel
import FeedReader
import Testing

struct HTMLTextTests {
  @Test(arguments: [
    ("<p>One.</p><p>Two<br>three</p>", "One.\nTwo\nthree"),
    ("a&nbsp;&amp;&#8217;&eacute;&hellip;", "a &’é…"),
    ("x<script>alert('<p>no</p>')</script>y<style>p{}</style>", "xy"),
    ("<nav><ul><li>Home</li></ul></nav><main>Text</main>", "Text"),
    ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
    ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
    ("<b>bo</b>ld  and\n\n <i>thin</i>", "bold and thin"),
    ("soft\u{AD}hyphen zero\u{200B}width", "softhyphen zerowidth"),
    ("<!-- gone -->stays<!-- unfinished", "stays"),
    ("</div></p>stray", "stray"),
    ("", ""),
    ("<title>head</title><body>body", "body"),
    ("a < b and 3 > 2", "a < b and 3 > 2"),
    ("<section><h1>H</h1>text<footer>f</footer></section>", "H\ntext\nf"),
  ])
  func `prose is what remains`(html: String, text: String) throws {
    #expect(try HTMLText.plain(Array(html.utf8)) == text)
  }

  @Test func `a page's own encoding is obeyed`() throws {
    let page = Array("<html><head><meta charset=\"iso-8859-2\"></head><body>".utf8) + [0xB1]
    #expect(try HTMLText.plain(page) == "ą")
  }

  @Test func `text beyond the limit is left out`() throws {
    var limits = FeedLimits()
    limits.textLength = 5
    #expect(try HTMLText.plain(Array("<p>1234567</p>".utf8), limits: limits) == "12345")
  }
}
