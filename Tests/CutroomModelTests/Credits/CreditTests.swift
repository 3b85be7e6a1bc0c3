import CutroomModel
import Testing

struct CreditTests {
  @Test(
    arguments: [
      ("CC BY 4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
      ("cc-by-sa-2.0", "CC BY-SA 2.0", "https://creativecommons.org/licenses/by-sa/2.0/"),
      ("CC BY-NC-ND 3.0", "CC BY-NC-ND 3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
      (
        "http://creativecommons.org/licenses/by-nc-sa/3.0/", "CC BY-NC-SA 3.0",
        "https://creativecommons.org/licenses/by-nc-sa/3.0/"
      ),
      (
        "Creative Commons Attribution-ShareAlike 4.0 International", "CC BY-SA 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/"
      ), ("CC BY", "CC BY", nil),
      ("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
      (
        "https://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark 1.0",
        "https://creativecommons.org/publicdomain/mark/1.0/"
      ),
      ("PDM 1.0", "Public Domain Mark 1.0", "https://creativecommons.org/publicdomain/mark/1.0/"),
      ("Pexels License", "Pexels License", "https://www.pexels.com/license/"),
      (
        "Pixabay Content License", "Pixabay Content License",
        "https://pixabay.com/service/license-summary/"
      ), ("  our   own work ", "our own work", nil),
      ("https://a.example/terms", "https://a.example/terms", "https://a.example/terms"),
    ] as [(String, String, String?)]
  )
  func `a licence has the name and the address under which it is known`(
    written: String,
    name: String,
    url: String?
  ) throws {
    let licence = try #require(Licence(written))
    #expect(licence.name == name)
    #expect(licence.url == url)
  }

  @Test func `nothing written is no licence`() {
    #expect(Licence(nil) == nil)
    #expect(Licence(" \n") == nil)
  }

  private func credit(
    _ file: String,
    title: String? = "T",
    author: String? = "Ann",
    licence: String? = "CC BY 4.0",
    source: String? = "https://a.example/1"
  ) -> Credit {
    let rights = Rights(title: title, author: author, licence: licence, source: source)
    return Credit(file, kind: .image, rights: rights, provider: "photos")
  }

  @Test func `what a licence asks for and nobody told is a gap`() {
    #expect(credit("a").gaps == [])
    #expect(credit("a", licence: nil).gaps == [.licence])
    #expect(credit("a", author: " ", source: nil).gaps == [.author, .source])
    #expect(credit("a", author: nil, licence: "CC0", source: nil).gaps == [])
    let zero = "https://creativecommons.org/publicdomain/zero/1.0/"
    #expect(credit("a", author: nil, licence: zero, source: nil).gaps == [])
    #expect(Credit(untold: "a", kind: .video).gaps == [.sidecar])
  }

  @Test func `a work in two files is named once, unknown works each`() {
    let known = Credit.grouped([credit("a"), credit("b"), credit("c", title: "Other")])
    #expect(known.map(\.files) == [["a", "b"], ["c"]])
    let unknown = ["a", "b"].map { credit($0, title: nil, author: nil, licence: nil, source: nil) }
    #expect(Credit.grouped(unknown).map(\.files) == [["a"], ["b"]])
  }
}
