import CutroomModel
import Testing

struct ByteNamesTests {
  @Test func `names that Unicode calls equal are two where their bytes differ`() throws {
    let composed = try #require(ProjectPath("assets/caf\u{E9}.jpg"))
    let decomposed = try #require(ProjectPath("assets/cafe\u{301}.jpg"))
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
    #expect(
      ItemKey(stage: "s", item: composed.description)
        != ItemKey(stage: "s", item: decomposed.description)
    )
  }

  @Test func `two marks in another order make another name`() throws {
    let above = try #require(ProjectPath("a\u{301}\u{323}"))
    let below = try #require(ProjectPath("a\u{323}\u{301}"))
    #expect(above.description.utf8.count == below.description.utf8.count)
    #expect(above != below)
  }
}
