import CutroomModel
import CutroomPipeline
import CutroomStore

/// `cutroom graph`.
struct GraphCommand: Command {
  let name = "graph"
  let summary = "which stage waits for which"
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = [format, CommonOptions.json]

  private static let format = Option(
    "format",
    "text|dot|mermaid|json",
    .oneOf(["text", "dot", "mermaid", "json"]),
    help: "how it is written"
  )

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let engine = Engine(try context.project(arguments.need(CommonOptions.project)))
    let graph = try LoadedPipeline.load(engine.project, builtins: engine.builtins).graph
    let edges = graph.nodes.flatMap { node in
      node.upstream.map { (from: graph.nodes[$0].id, to: node.id) }
    }
    switch context.wantsJSON ? "json" : arguments[Self.format] ?? "text" {
    case "json":
      context.answer([
        "stages": .array(graph.nodes.map { .string($0.id) }),
        "edges": .array(edges.map { ["from": .string($0.from), "to": .string($0.to)] }),
      ])
    case "dot":
      let nodes = graph.nodes.map { "  \"\($0.id)\";" }
      let lines = edges.map { "  \"\($0.from)\" -> \"\($0.to)\";" }
      context.say((["digraph pipeline {"] + nodes + lines + ["}"]).joined(separator: "\n"))
    case "mermaid":
      let nodes = graph.nodes.map { "  \($0.id)" }
      let lines = edges.map { "  \($0.from) --> \($0.to)" }
      context.say((["graph TD"] + nodes + lines).joined(separator: "\n"))
    default:
      var table = TextTable()
      for node in graph.nodes {
        let needs = node.upstream.map { graph.nodes[$0].id }.joined(separator: ", ")
        table.add(needs.isEmpty ? [node.id] : [node.id, "after \(needs)"])
      }
      context.say(table)
    }
    return .done
  }
}
