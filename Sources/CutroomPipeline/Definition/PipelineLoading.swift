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
    let path = tree.root.join("pipeline.json")
    guard let bytes = try bytes(in: tree) else {
      throw StoreError.notAWorkspace(path: project.workspace.path)
    }
    let value: JSONValue
    do { value = try JSONReader.read(bytes) } catch {
      throw StoreError.malformed(path: path, error: error)
    }
    project.secrets.learn(PipelineSecrets.values(in: value))
    let current: JSONValue
    do { current = try Migration.upgrade(value, kind: .pipeline, path: path) } catch {
      guard case .invalid(_, let reason) = error else { throw error }
      throw PipelineError(
        path: path,
        bytes: bytes,
        fault: PipelineFault(JSONPointer(tokens: []), reason)
      )
    }
    do {
      let definition = try PipelineReader.read(current)
      let graph = try StageGraph(definition, builtins: builtins)
      return LoadedPipeline(definition: definition, graph: graph, readAt: readAt)
    } catch {
      throw PipelineError(path: path, bytes: bytes, fault: error)
    }
  }
}

extension LoadedPipeline {
  private static func bytes(in tree: Tree) throws -> [UInt8]? {
    let limit = JSONLimits.document.bytes
    do { return try tree.read(.pipeline, limit: limit) } catch {
      guard error.code == .fileTooLarge else { throw error }
      let path = tree.root.join("pipeline.json")
      throw StoreError.invalid(path: path, reason: "it is longer than \(limit) bytes")
    }
  }
}

extension ProjectPath {
  package static let pipeline: ProjectPath = {
    guard let path = ProjectPath("pipeline.json") else { preconditionFailure("a plain name") }
    return path
  }()
}
