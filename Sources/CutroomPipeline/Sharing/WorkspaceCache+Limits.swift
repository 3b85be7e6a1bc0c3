package import CutroomStore

extension WorkspaceCache {
  /// The cache of a workspace, within the limits that its own pipeline.json sets.
  ///
  /// A pipeline.json that cannot be used is a fault when it is opened: by other limits too much would go.
  package convenience init(_ workspace: Workspace) {
    self.init(workspace) { try PipelineDefinition.load(of: workspace).settings.cache }
  }
}
