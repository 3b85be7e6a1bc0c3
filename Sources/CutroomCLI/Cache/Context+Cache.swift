import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem

extension Context {
  /// The cache of a workspace, within the limits that its pipeline.json sets.
  ///
  /// A pipeline.json that cannot be used is a fault here: by other limits too much would go.
  func cache(of workspace: Workspace) throws -> Cache {
    try workspace.cache(limits: PipelineDefinition.load(of: workspace).settings.cache)
  }

  /// The cache of the workspace.
  func cache() throws -> Cache { try cache(of: workspace()) }
}
