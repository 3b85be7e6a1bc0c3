import CutroomModel
import Testing

@Suite struct JSONLocatorTests {
  let text = Array(
    """
    { "a": [1, {"x\\u0079": "é, }"}, [ ],
        true],
      "b": {"c": {"d": null}}
    }
    """.utf8
  )

  @Test(arguments: [
    ("", 1, 1),
    ("/a", 1, 8),
    ("/a/0", 1, 9),
    ("/a/1/xy", 1, 24),
    ("/a/2", 1, 34),
    ("/a/3", 2, 5),
    ("/b/c/d", 3, 20),
    // What is missing is placed at what should hold it.
    ("/b/c/missing", 3, 14),
    ("/a/9", 1, 8),
    ("/a/x/y", 1, 8),
  ])
  func `a pointer has a line and a column`(pointer: String, line: Int, column: Int) throws {
    let pointer = try #require(JSONPointer(pointer))
    let expected = JSONLocator.Position(line: line, column: column)
    #expect(JSONLocator.position(of: pointer, in: text) == expected)
  }

  @Test func `a text that is no JSON has no places`() {
    let pointer = JSONPointer(tokens: ["a"])
    #expect(JSONLocator.position(of: pointer, in: Array("{\"a\": ".utf8)) == nil)
    #expect(JSONLocator.position(of: pointer, in: []) == nil)
  }
}
