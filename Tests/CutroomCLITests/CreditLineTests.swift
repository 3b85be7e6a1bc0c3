import CutroomModel
import Testing

@testable import CutroomCLI

struct CreditLineTests {
  private func credit(
    _ kind: Credit.Kind = .image,
    title: String? = "Dunes",
    author: String? = "Ann",
    licence: String?,
    source: String?
  ) -> Credit {
    let rights = Rights(title: title, author: author, licence: licence, source: source)
    return Credit("assets/images/a.jpg", kind: kind, rights: rights, provider: "p")
  }

  @Test func `a Creative Commons work has title, author, source, licence, and that it was changed`()
  {
    let line = CreditLine(credit(licence: "CC BY-SA 2.0", source: "https://photos.example/7"))
    #expect(
      line.plain == "“Dunes” (https://photos.example/7) by Ann is licensed under CC BY-SA 2.0 "
        + "(https://creativecommons.org/licenses/by-sa/2.0/), edited"
    )
    #expect(
      line.markdown == "[“Dunes”](<https://photos.example/7>) by Ann is licensed under "
        + "[CC BY-SA 2.0](<https://creativecommons.org/licenses/by-sa/2.0/>), edited"
    )
  }

  @Test(
    arguments: [
      (Credit.Kind.image, "www.pexels.com/photo/7", "Photo by Ann on Pexels"),
      (.video, "www.pexels.com/video/7", "Video by Ann on Pexels"),
      (.image, "pixabay.com/photos/7", "Image by Ann from Pixabay"),
      (.music, "pixabay.com/music/7", "Music by Ann from Pixabay"),
    ]
  )
  func `services are named as they ask for it`(kind: Credit.Kind, page: String, words: String) {
    let line = CreditLine(credit(kind, licence: "any", source: "https://\(page)"))
    #expect(line.plain == "\(words) (https://\(page))")
  }

  @Test func `another licence stands by its name, a source that is no address too`() {
    let line = CreditLine(credit(title: nil, licence: "bought", source: "the archive, box 7"))
    #expect(line.plain == "a.jpg by Ann, bought, the archive, box 7")
  }

  @Test func `nothing in a title becomes markup, and only http leads anywhere`() {
    let line = CreditLine(
      credit(title: "<b>*x*</b>[y](z)", licence: "L", source: "javascript:alert(1)")
    )
    #expect(!line.parts.contains { if case .link = $0 { true } else { false } })
    let page = String(decoding: PageWriter.fragment(line.html), as: UTF8.self)
    #expect(page.contains("&lt;b&gt;"))
    #expect(!page.contains("<b>"))
    #expect(line.markdown.contains("\\<b\\>\\*x\\*"))
    #expect(line.markdown.contains("\\[y\\]\\(z\\)"))
  }

  @Test func `the sheet has a section for each kind`() {
    let sheet = CreditSheet(credits: [
      credit(.music, licence: "CC0", source: nil), credit(licence: "CC0", source: nil),
      Credit(untold: "assets/images/b.jpg", kind: .image),
    ])
    #expect(
      sheet.plain == "Pictures\n  “Dunes” by Ann, CC0 1.0 "
        + "(https://creativecommons.org/publicdomain/zero/1.0/)\n\nMusic\n  “Dunes” by Ann, CC0 1.0 "
        + "(https://creativecommons.org/publicdomain/zero/1.0/)"
    )
    #expect(sheet.incomplete.map(\.files) == [["assets/images/b.jpg"]])
    let html = String(decoding: PageWriter.fragment(sheet.html), as: UTF8.self)
    #expect(html.hasPrefix("<section class=\"credits\"><h2>Pictures</h2>\n<ul><li>“Dunes” by Ann"))
  }
}
