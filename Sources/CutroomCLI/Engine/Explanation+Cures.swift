import CutroomModel
import CutroomPipeline

extension Explanation {
  /// The least that makes the item fresh; nil where it is.
  func cure(_ project: ProjectID) -> String? {
    guard let first = chain.first, first.action != .skip, let root = chain.last else { return nil }
    let causes = Set(root.reasons.map(\.cause))
    if causes.contains(.decisionNeeded) { return "cutroom select \(project) TOPIC..." }
    if root.action == .await, chain.count == 1 { return run(project, root) + " --force" }
    guard let stages else { return "cutroom run \(project) --until \(first.stage)" }
    if stages.count == 1 { return run(project, first) }
    return "cutroom run \(project)" + stages.map { " --stage \($0)" }.joined()
  }

  /// What keeps the outputs as they are on disk; nil where there are none, or nothing is to be kept.
  func keep(_ project: ProjectID) -> String? {
    guard let first = chain.first, let root = chain.last, first.action != .skip,
      last != nil || root.reasons.contains(where: { $0.cause == .outputUnrecorded }),
      root.action == .run || root.action == .await, root.item != "*",
      !root.reasons.contains(where: { $0.cause == .decisionNeeded || $0.cause == .neverRun })
    else { return nil }
    return "cutroom accept \(project) \(ShellWord.quoted("\(root.stage)/\(root.item)"))"
  }

  private func run(_ project: ProjectID, _ link: Link) -> String {
    let stage = "cutroom run \(project) --stage \(link.stage)"
    return link.item == "*" ? stage : "\(stage) --item \(ShellWord.quoted(link.item))"
  }
}

/// A word as a shell takes it.
enum ShellWord {
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "_-./,:+@%".utf8.contains(byte)
    }
    return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
  }
}
