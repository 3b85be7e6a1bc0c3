import CutroomModel
import CutroomPipeline

/// Why an item waits for a decision, and what to type.
struct AwaitedWords {
  let why: String
  let cure: String

  init(_ key: ItemKey, _ reasons: [StaleReason], in project: ProjectID) {
    let causes = Set(reasons.map(\.cause))
    if causes.contains(.decisionNeeded) {
      why = reasons.lazy.compactMap(\.input).first ?? "a decision"
      cure = "decide: cutroom select \(project) TOPIC..."
    } else if let purchase = reasons.first(where: { $0.cause == .purchaseUndecided }) {
      why = purchase.words
      cure =
        "see at the provider whether it was charged; ask once more, and perhaps pay twice: "
        + "cutroom resume \(project) --resubmit"
    } else if !causes.isDisjoint(with: [.outputMissing, .outputCorrupt]) {
      why =
        causes.contains(.accepted)
        ? "its output was accepted, and is gone"
        : "one of its outputs was edited by hand, and another is gone"
      cure = "put it back, or have another made: \(key.remaking(in: project))"
    } else {
      why = Self.claim(causes)
      cure =
        "keep it: \(key.accepting(in: project)); make it again: \(key.remaking(in: project))"
    }
  }

  /// Whose work it is that a run would replace.
  private static func claim(_ causes: Set<StaleReason.Cause>) -> String {
    if causes.contains(.outputUnrecorded) {
      return "its output is there, and no record says who made it"
    }
    if causes.isSuperset(of: [.outputDamaged, .accepted]) {
      return "its output was accepted, and has other bytes since"
    }
    if causes.contains(.outputDamaged) {
      return "one of its outputs was edited by hand, and another has other bytes"
    }
    if causes.contains(.accepted) {
      return "its output was accepted, and what it is made from has changed since"
    }
    return "its output was edited by hand"
  }
}
