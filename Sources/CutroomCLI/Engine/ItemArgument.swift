import CutroomModel
import CutroomPipeline
import CutroomStore

/// `STAGE` or `STAGE/ITEM`, as `explain` and `accept` take it.
struct ItemArgument {
  static let positional = Positional("STAGE[/ITEM]", help: "a stage, or one of its items")

  let stage: String
  let item: String?

  /// What was typed.
  let text: String

  init(_ text: String) {
    self.text = text
    let cut = text.firstIndex(of: "/") ?? text.endIndex
    stage = String(text[..<cut])
    item = cut == text.endIndex ? nil : String(text[text.index(after: cut)...])
  }

  /// The stage's node.
  func node(in graph: StageGraph) throws(Fault) -> StageGraph.Node {
    if let node = graph[stage] { return node }
    let known = graph.nodes.map(\.id)
    let near = NearNames.of(stage, among: known)
    throw Fault(
      .usage,
      "unknown-stage",
      "there is no stage \"\(stage)\"",
      hint: near.isEmpty
        ? "There are: \(known.joined(separator: ", "))"
        : "Did you mean \(near.joined(separator: ", "))?"
    )
  }

  func unknownItem(of project: ProjectID) -> Fault {
    Fault(
      .usage,
      "unknown-item",
      "the stage \(stage) has no item \"\(item ?? "")\"",
      hint: "`cutroom plan \(project) --json` names them all."
    )
  }
}
