package import CutroomModel
package import CutroomStore
import CutroomSystem

/// A `pipeline.json` that is JSON but no pipeline.
package struct PipelineError: Error, Sendable {
  /// The file, absolute.
  package let path: String
  /// Its text, to find the line of a place in.
  package let bytes: [UInt8]
  package let fault: PipelineFault
}

/// A project's pipeline, ready to be run.
package struct LoadedPipeline: Sendable {
  package let definition: PipelineDefinition
  package let graph: StageGraph
  /// When reading began, in microseconds since 1970: what changed later is not surely in here.
  package let readAt: Int64

  /// Reads the project's own `pipeline.json` where it has one, else the workspace's.
  ///
  /// Throws `StoreError.malformed` for what is no JSON and `PipelineError` for what is no pipeline.
  package static func load(
    _ project: Project,
    builtins: [String: BuiltinStage]
  ) throws -> LoadedPipeline {
    let readAt = project.clock.now()
    let own = try project.tree.facts(.pipeline) != nil
    let tree = own ? project.tree : project.workspace.tree
    guard let (definition, bytes) = try PipelineDefinition.read(in: tree, secrets: project.secrets)
    else { throw StoreError.notAWorkspace(path: project.workspace.path) }
    do {
      let graph = try StageGraph(definition, builtins: builtins)
      return LoadedPipeline(definition: definition, graph: graph, readAt: readAt)
    } catch {
      let path = tree.root.join("pipeline.json")
      throw PipelineError(path: path, bytes: bytes, fault: error)
    }
  }
}

extension ProjectPath {
  package static let pipeline: ProjectPath = {
    guard let path = ProjectPath("pipeline.json") else { preconditionFailure("a plain name") }
    return path
  }()
}
