package import CutroomPipeline
package import CutroomProviders
package import CutroomWorkers

/// The stages that cutroom brings along, in the order of a common pipeline.
package struct StageCatalog: Sendable {
  package let stages: [BuiltinStage]

  /// The stages do their work with these workers, which start nothing before they are needed, and
  /// ask providers at this desk.
  package init(media: MediaWorkers, net: NetWorkers, providers: ProviderDesk) {
    stages = [
      DiscoverStep.stage(net),
      SelectStep.stage,
      RefineStep.stage(providers),
      ScriptStep.stage(providers),
      TagsStep.stage(providers),
      MediaStage.stage(media, providers),
      NarrationStep.stage(media, providers),
      MusicStep.stage(media, providers),
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
