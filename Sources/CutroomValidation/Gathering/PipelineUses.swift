import CutroomModel
import CutroomStore

/// Which built-in each stage of a project's pipeline is, read leniently: judging a pipeline is the
/// engine's business.
enum PipelineUses {
  /// Stage id → the name that `uses` gives; the project's own pipeline wins over the workspace's.
  static func read(_ project: Project) -> [String: String] {
    guard let path = ProjectPath("pipeline.json") else { return [:] }
    let own = (try? project.json(path)) ?? nil
    guard let pipeline = own ?? shared(path, project) else { return [:] }
    var uses: [String: String] = [:]
    for stage in pipeline["stages"]?.array ?? [] {
      if let id = stage["id"]?.string, let name = stage["uses"]?.string { uses[id] = name }
    }
    return uses
  }

  private static func shared(_ path: ProjectPath, _ project: Project) -> JSONValue? {
    let limit = JSONLimits.document.bytes
    guard let bytes = try? project.workspace.tree.read(path, limit: limit) else { return nil }
    return try? Project.parse(bytes, path: path)
  }
}
