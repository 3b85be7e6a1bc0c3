import CutroomModel
import Testing

@testable import CutroomStore

@Suite struct PersonalDecisionTests {
  @Test func `what was decided before a crash is recorded by the next equal decision`() throws {
    let kept = try KeptProject()
    let path = try #require(ProjectPath("waivers.json"))
    let waivers = try DocumentCoding.value(Waivers(), createdAt: Instant(microseconds: 0))
    try kept.work { session in
      // Written, and the power went before it was recorded.
      #expect(try session.update(path) { _ in waivers })
      try #require(session.withState { $0.files[path] } == nil)
      #expect(try !session.decide(path) { _ in waivers })
      #expect(session.withState { $0.files[path]?.value } == DocumentCoding.digest(waivers))
    }
  }

  @Test func `a choice counts more than what was accepted in its stage before`() throws {
    let kept = try KeptProject()
    try kept.work { session in
      var item = try kept.commit("x", ["a.json": "{\"n\": 1}"], in: session)
      item.acceptedBecause = "mine"
      try session.accept([item])
      let other = try kept.commit("y", ["b.json": "{\"n\": 1}"], in: session)
      try session.choose(["t"], in: "stage", offered: .zero)
      #expect(session.item(item.key) == nil)
      #expect(session.item(other.key) == other)
      #expect(session.withState { $0.choices["stage"]?.topics } == ["t"])
      #expect(session.withState { $0.superseded[item.key]?.contains(item) } == true)
    }
  }
}
