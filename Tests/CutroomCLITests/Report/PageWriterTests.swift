import CutroomModel
import Testing

@testable import CutroomCLI

@Suite struct PageWriterTests {
  func page(_ html: HTML, hiding redaction: Redaction = Redaction()) -> String {
    String(decoding: PageWriter.page(html, hiding: redaction), as: UTF8.self)
  }

  @Test(arguments: [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("\" onload='x' &amp;", "&quot; onload=&#39;x&#39; &amp;amp;"),
    ("a\u{202E}gnp.exe", "a\\u{202e}gnp.exe"),
    ("zero\u{200B}width \u{FEFF}\u{E0041}", "zero\\u{200b}width \\u{feff}\\u{e0041}"),
    ("bell\u{07}, line\nfeed, \u{9B}31m", "bell\\u{7}, line\\nfeed, \\u{9b}31m"),
    ("日本語, العربية, 👩‍👩‍👧", "日本語, العربية, 👩‍👩‍👧"),
  ])
  func `text is text, in an element and in an attribute`(text: String, written: String) {
    #expect(page(.tag("b", [:], .text(text))) == "<!DOCTYPE html>\n<b>\(written)</b>\n")
    #expect(page(.tag("b", ["title": text])) == "<!DOCTYPE html>\n<b title=\"\(written)\"></b>\n")
  }

  @Test func `an attribute without a value is left out, an element without an end has none`() {
    let row = HTML.tag("td", ["class": nil, "id": "a"], "x", .tag("br"), .list(["y", "z"]))
    #expect(page(row) == "<!DOCTYPE html>\n<td id=\"a\">x<br>yz</td>\n")
  }

  @Test func `bytes become a data address`() {
    let image = HTML.tag("image").with("href", "image/png", [0x89, 0x50, 0x4E, 0x47])
    #expect(
      page(image) == "<!DOCTYPE html>\n<image href=\"data:image/png;base64,iVBORw==\"></image>\n"
    )
  }

  @Test func `what is secret is not written`() {
    let redaction = Redaction(values: ["correct horse"])
    #expect(page("the correct horse runs", hiding: redaction).contains("the *** runs"))
  }
}
