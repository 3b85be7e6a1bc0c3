import CutroomModel
import CutroomStore

/// What the rules want to know of a project's pipeline, read leniently: judging a pipeline is the
/// engine's business.
struct PipelineSketch {
  /// Stage id → the built-in that `uses` names.
  private(set) var uses: [String: String] = [:]
  /// What stages of programs take for input by patterns.
  private(set) var inputPatterns: [StagePattern] = []

  /// Reads the project's own pipeline, which wins, or the workspace's.
  init(_ project: Project) {
    guard let path = ProjectPath("pipeline.json") else { return }
    let own = (try? project.json(path)) ?? nil
    guard let pipeline = own ?? Self.shared(path, project) else { return }
    for stage in pipeline["stages"]?.array ?? [] { add(stage) }
  }

  private mutating func add(_ stage: JSONValue) {
    guard let id = stage["id"]?.string else { return }
    if let name = stage["uses"]?.string { uses[id] = name }
    let inputs = stage["inputs"]?.array?.compactMap(\.string) ?? []
    for text in inputs + [stage["foreach"]?["glob"]?.string].compactMap(\.self) {
      // A variable stands for something that no pattern tells.
      guard !text.contains("${"), let pattern = PathPattern(text), !pattern.isLiteral else {
        continue
      }
      inputPatterns.append(StagePattern(stage: id, pattern: pattern))
    }
  }

  private static func shared(_ path: ProjectPath, _ project: Project) -> JSONValue? {
    let limit = JSONLimits.document.bytes
    guard let bytes = try? project.workspace.tree.read(path, limit: limit) else { return nil }
    return try? Project.parse(bytes, path: path)
  }
}
