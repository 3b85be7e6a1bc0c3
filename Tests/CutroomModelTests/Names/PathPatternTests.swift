import CutroomModel
import Testing

@Suite struct PathPatternTests {
  struct Match: Sendable {
    let pattern: String
    let path: String
    let isMatch: Bool

    init(_ pattern: String, _ path: String, _ isMatch: Bool) {
      self.pattern = pattern
      self.path = path
      self.isMatch = isMatch
    }
  }

  @Test(arguments: [
    Match("a.txt", "a.txt", true), Match("a.txt", "b.txt", false), Match("*.txt", "a.txt", true),
    Match("*.txt", ".txt", false), Match("*.txt", "d/a.txt", false), Match("?.txt", "é.txt", true),
    Match("[a-c].txt", "b.txt", true), Match("[!a-c].txt", "b.txt", false),
    Match("[^a-c].txt", "d.txt", true), Match("[]].txt", "].txt", true),
    Match("[a.txt", "[a.txt", true), Match("**/a.txt", "a.txt", true),
    Match("**/a.txt", "x/y/a.txt", true), Match("**/a.txt", "x/.y/a.txt", false),
    Match("x/**", "x/y/z", true), Match("x/**", "y/x", false), Match("x/**/z", "x/z", true),
    Match("x/**/z", "x/a/b/z", true), Match("x/**/z", "x/a/b/zz", false),
    Match(".cutroom/*", ".cutroom/index", true), Match("*/*", ".cutroom/index", false),
    Match("a*b*c", "a-b-b-c", true), Match("a*b*c", "a-c-b", false),
  ])
  func `a path matches or not`(example: Match) throws {
    let pattern = try #require(PathPattern(example.pattern))
    #expect(pattern.matches(example.path) == example.isMatch)
  }

  @Test(arguments: ["", "/a", "a//b", "a/", "./a", "a/../b", "..", "../\u{301}a/.."])
  func `a pattern that is not relative is refused`(text: String) {
    #expect(PathPattern(text) == nil)
  }

  @Test func `a slash with a mark on it is a slash`() throws {
    #expect(PathPattern("..\u{2F}\u{301}secret") == nil)
    #expect(try #require(PathPattern("a/\u{301}b")).parts.count == 2)
  }

  struct Overlap: Sendable {
    let left: String
    let right: String
    let isOverlap: Bool

    init(_ left: String, _ right: String, _ isOverlap: Bool) {
      self.left = left
      self.right = right
      self.isOverlap = isOverlap
    }
  }

  @Test(arguments: [
    Overlap("a.txt", "a.txt", true), Overlap("a.txt", "b.txt", false),
    Overlap("*.txt", "a.*", true), Overlap("*.txt", "*.mp4", false), Overlap("*", "a/b", false),
    Overlap("**", "a/b", true), Overlap("out/**", "out/a/b.txt", true),
    Overlap("out/**", "in/a", false), Overlap("**/a.txt", "b/**", true),
    Overlap("**/a.txt", "b/*.mp4", false), Overlap("[ab].txt", "?.txt", true),
    Overlap("[ab].txt", "c.txt", false), Overlap("[!ab].txt", "c.txt", true),
    Overlap("a*c", "*b*", true), Overlap("a*", "b*", false), Overlap("x/*/z", "x/**", true),
    Overlap("x/*/z", "x/z", false),
  ])
  func `two patterns overlap or not, whichever is asked first`(example: Overlap) throws {
    let left = try #require(PathPattern(example.left))
    let right = try #require(PathPattern(example.right))
    #expect(left.overlaps(right) == example.isOverlap)
    #expect(right.overlaps(left) == example.isOverlap)
  }

  @Test(.timeLimit(.minutes(1)))
  func `patterns made to explode are answered at once`() throws {
    let stars = String(repeating: "*a", count: 200)
    let left = try #require(PathPattern(stars + "b"))
    #expect(!left.overlaps(try #require(PathPattern(String(repeating: "a*", count: 200) + "c"))))
    #expect(!left.matches(String(repeating: "a", count: 400)))
    let deep = Array(repeating: "**/a", count: 100).joined(separator: "/")
    let path = Array(repeating: "a", count: 500).joined(separator: "/")
    #expect(!(try #require(PathPattern(deep + "/b"))).matches(path))
    #expect(!(try #require(PathPattern(deep + "/b"))).overlaps(try #require(PathPattern(deep))))
  }

  @Test(arguments: [
    "", ".", "..", "/a", "a//b", "a/./b", "a/../b", "a\0b", "a\nb", "a\u{7F}", "a\\b", "a/",
    String(repeating: "a", count: 241), String(repeating: "a/", count: 600) + "a",
  ])
  func `a path that could lead elsewhere is refused`(text: String) {
    #expect(ProjectPath(text) == nil)
  }

  @Test(arguments: [
    "", ".", "..", "../x", "a/b", "/etc", "~", "-rf", "--help", "a b", "A", "é", "a\0", "a\n",
    "%2e%2e", "a.b", ".git", ".cutroom", "_x", "x\u{202E}", "\u{FF0F}", "$(id)", "a;b", "*",
    String(repeating: "a", count: 65),
  ])
  func `a project id outside the grammar is refused`(text: String) {
    #expect(ProjectID(text) == nil)
  }

  @Test(arguments: ["a", "0", "p-1_x", "con", "nul", String(repeating: "z", count: 64)])
  func `a project id inside the grammar is taken`(text: String) {
    #expect(ProjectID(text)?.description == text)
  }
}
