import CutroomModel
import Testing

@Suite struct CacheKeyPatternTests {
  private let digest = String(repeating: "0123456789abcdef", count: 4)

  @Test func `a whole key and a beginning of one fit, with and without the kind`() throws {
    let key = try #require(CacheKey("media/\(digest)"))
    for text in ["media/\(digest)", digest, "01234567", "media/0123456789"] {
      #expect(try #require(CacheKeyPattern(text)).matches(key), "\(text)")
    }
    for text in ["tts/\(digest)", "12345678", "media/01234568"] {
      #expect(try !#require(CacheKeyPattern(text)).matches(key), "\(text)")
    }
  }

  @Test(arguments: [
    "", "0123456", "media/", "probe/01234567", "media/01234567/x", "0123456G", "ABCDEF01",
    "/01234567", "01234567-", String(repeating: "0", count: 65),
  ])
  func `what is no beginning of a key is refused`(text: String) {
    #expect(CacheKeyPattern(text) == nil)
  }
}
