import CutroomModel
import CutroomPipeline

/// The commands that settle an item that is not fresh, ready to be typed.
struct Cures {
  private let explanation: Explanation
  private let project: ProjectID
  /// What stands for the topic to choose: the one offered first, where one is.
  private let topic: String

  init(_ explanation: Explanation, of project: ProjectID, topic: String?) {
    self.explanation = explanation
    self.project = project
    self.topic = topic.map(ShellWord.quoted) ?? "TOPIC..."
  }

  private var first: Explanation.Link { explanation.chain[0] }
  private var root: Explanation.Link { explanation.chain[explanation.chain.count - 1] }
  private var isRootAlone: Bool { explanation.chain.count == 1 }

  /// Whether a choice of topics is what it waits for.
  var needsChoice: Bool { first.action != .skip && root.has(.decisionNeeded) }

  /// Shows what there is to choose from.
  var choices: String { "cutroom select \(project)" }

  /// The least that makes the item fresh; nil where it is, or where no command can.
  var fresh: String? {
    if first.action == .skip || lacking != nil { return nil }
    if needsChoice { return "cutroom select \(project) \(topic) && \(goOn)" }
    if root.has(.purchaseUndecided) { return "\(run(root)) --resubmit" }
    if root.action == .await {
      let remake = run(root) + " --force"
      return isRootAlone ? remake : "\(remake) && \(goOn)"
    }
    guard let stages = explanation.stages else { return goOn }
    if first.action == .await {
      let before = stages.filter { $0 != first.stage }.map { " --stage \($0)" }.joined()
      return "cutroom run \(project)\(before) && \(run(first)) --force"
    }
    if stages.count == 1 { return run(first) }
    return "cutroom run \(project)" + stages.map { " --stage \($0)" }.joined()
  }

  /// Whether making it fresh puts something else in the place of an edit.
  var replacesEdit: Bool { root.action == .await && root.has(.editedByHand) }

  /// What keeps the outputs as they are on disk; nil where that would not make the item fresh, or
  /// where there is nothing to keep.
  var keep: String? {
    if first.action == .skip, explanation.modified.isEmpty { return nil }
    let isMade = explanation.last != nil || root.has(.outputUnrecorded)
    guard isMade, explanation.isLinear, root.action != .restore, root.item != "*",
      !root.has(.decisionNeeded), !root.has(.purchaseUndecided), !root.has(.neverRun),
      !root.has(.outputMissing)
    else { return nil }
    return ItemKey(stage: root.stage, item: root.item).accepting(in: project)
  }

  /// What takes somebody's edit back; nil where the item's outputs were not edited.
  var undo: String? {
    if explanation.modified.isEmpty { return nil }
    let back = explanation.modified.map { $0.restoring(in: project) }
    return (back + (first.action == .skip ? [] : [run(first)])).joined(separator: " && ")
  }

  /// The file that must be put there by hand first.
  var lacking: String? { explanation.lacking }

  private var goOn: String { "cutroom run \(project) --until \(first.stage)" }

  private func run(_ link: Explanation.Link) -> String {
    let stage = "cutroom run \(project) --stage \(link.stage)"
    return link.item == "*" ? stage : "\(stage) \(ShellWord.option("--item", link.item))"
  }
}

extension Explanation.Link {
  func has(_ cause: StaleReason.Cause) -> Bool { reasons.contains { $0.cause == cause } }
}
