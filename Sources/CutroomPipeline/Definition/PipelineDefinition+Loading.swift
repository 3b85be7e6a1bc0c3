import CutroomModel
package import CutroomStore
import CutroomSystem

extension PipelineDefinition {
  /// Reads the `pipeline.json` of a workspace, for commands that work with no project.
  ///
  /// Throws `StoreError.malformed` for what is no JSON and `PipelineError` for what is no pipeline.
  package static func load(of workspace: Workspace) throws -> PipelineDefinition {
    let path = workspace.tree.root.join("pipeline.json")
    guard let (definition, _) = try read(in: workspace.tree, secrets: workspace.secrets) else {
      throw StoreError.notAWorkspace(path: path)
    }
    return definition
  }

  /// Reads the `pipeline.json` of a tree, with its text; nil where there is none.
  ///
  /// The secrets that it names are learnt on the way.
  static func read(
    in tree: Tree,
    secrets: Secrets
  ) throws -> (definition: PipelineDefinition, bytes: [UInt8])? {
    let path = tree.root.join("pipeline.json")
    guard let bytes = try bytes(in: tree, path: path) else { return nil }
    let value: JSONValue
    do { value = try JSONReader.read(bytes) } catch {
      throw StoreError.malformed(path: path, error: error)
    }
    secrets.learn(PipelineSecrets.values(in: value))
    let current: JSONValue
    do { current = try Migration.upgrade(value, kind: .pipeline, path: path) } catch {
      guard case .invalid(_, let reason) = error else { throw error }
      throw PipelineError(
        path: path,
        bytes: bytes,
        fault: PipelineFault(JSONPointer(tokens: []), reason)
      )
    }
    do { return (try PipelineReader.read(current), bytes) } catch {
      throw PipelineError(path: path, bytes: bytes, fault: error)
    }
  }

  private static func bytes(in tree: Tree, path: String) throws -> [UInt8]? {
    let limit = JSONLimits.document.bytes
    do { return try tree.read(.pipeline, limit: limit) } catch {
      guard error.code == .fileTooLarge else { throw error }
      throw StoreError.invalid(path: path, reason: "it is longer than \(limit) bytes")
    }
  }
}
