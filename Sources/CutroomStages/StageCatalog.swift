package import CutroomPipeline
package import CutroomWorkers

/// The stages that cutroom brings along, in the order of a common pipeline.
package struct StageCatalog: Sendable {
  package let stages: [BuiltinStage]

  /// The stages do their work with these workers, which start nothing before they are needed.
  package init(media: MediaWorkers, net: NetWorkers) {
    stages = [
      DiscoverStep.stage(net),
      SelectStep.stage,
      RefineStep.stage,
      ScriptStep.stage,
      TagsStep.stage,
      MediaStage.stage(media),
      NarrationStep.stage(media),
      MusicStep.stage(media),
      TimelineStep.stage,
      ValidateStep.stage(media),
      RenderStep.stage(media),
    ]
  }

  /// The stages by what `"uses"` calls them.
  package var byName: [String: BuiltinStage] {
    Dictionary(uniqueKeysWithValues: stages.map { ($0.name, $0) })
  }

  /// The stage that `"uses"` names; nil where there is none.
  package subscript(name: String) -> BuiltinStage? { stages.first { $0.name == name } }
}
