import CutroomModel
import Testing

@testable import CutroomStore

@Suite struct PersonalDecisionTests {
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
