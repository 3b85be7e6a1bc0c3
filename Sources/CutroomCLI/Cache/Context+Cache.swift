import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem

extension Context {
  /// The cache of a workspace, within the limits that its pipeline.json sets.
  func cache(of workspace: Workspace) throws -> Cache { try WorkspaceCache(workspace).open() }

  /// The cache of the workspace.
  func cache() throws -> Cache { try cache(of: workspace()) }
}
