import CutroomModel
import Testing

@Suite struct UnknownMembersTests {
  static let old: JSONValue = [
    "kind": "script", "version": "1.0", "createdAt": "2026-01-01T00:00:00Z", "topicId": "t",
    "title": "Old", "language": "en", "sources": [], "mine": ["a": 1],
    "metadata": ["note": "kept"],
    "segments": [
      ["id": "t-01", "role": "hook", "text": "Old.", "mark": "x"],
      ["id": "t-02", "role": "body", "text": "Gone.", "mark": "y"],
    ],
  ]

  static let new: JSONValue = [
    "kind": "script", "version": "1.0", "createdAt": "2026-01-01T00:00:00Z", "topicId": "t",
    "title": "New", "language": "en", "sources": [],
    "segments": [
      ["id": "t-03", "role": "hook", "text": "First."],
      ["id": "t-01", "role": "body", "text": "New."],
    ],
  ]

  @Test func `what the schema does not know survives, what it knows is new`() {
    var expected = Self.new
    expected["mine"] = ["a": 1]
    expected["metadata"] = ["note": "kept"]
    expected["segments"] = [
      ["id": "t-03", "role": "hook", "text": "First."],
      ["id": "t-01", "role": "body", "text": "New.", "mark": "x"],
    ]
    #expect(UnknownMembers.carry(from: Self.old, into: Self.new, kind: .script) == expected)
  }

  @Test func `a known member that is gone stays gone`() {
    var new = Self.new
    new["language"] = nil
    let kept = UnknownMembers.carry(from: Self.old, into: new, kind: .script)
    #expect(kept["language"] == nil)
  }

  @Test func `elements whose ids repeat are left alone`() {
    var old = Self.old
    old["segments"] = [["id": "t-01", "mark": "x"], ["id": "t-01", "mark": "y"]]
    let kept = UnknownMembers.carry(from: old, into: Self.new, kind: .script)
    #expect(kept["segments"] == Self.new["segments"])
  }

  @Test(arguments: [.null, [], "x", 1] as [JSONValue])
  func `an old value of another shape has nothing to give`(old: JSONValue) {
    #expect(UnknownMembers.carry(from: old, into: Self.new, kind: .script) == Self.new)
  }
}
