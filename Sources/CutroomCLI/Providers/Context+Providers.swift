import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// The providers that a workspace's pipeline.json names.
struct NamedProviders {
  let settings: [ProviderSettings]
  let shelf: ProviderShelf
  let workspace: Workspace
}

extension Context {
  /// Lends the providers of the workspace, and ends what was started for them.
  func withProviders<Result>(_ body: (NamedProviders) throws -> Result) throws -> Result {
    let workspace = try workspace()
    let settings = try PipelineDefinition.load(of: workspace).settings.providers
    let net = NetWorkers(atOnce: 2)
    let shelf = ProviderShelf(
      settings,
      web: net,
      workspace: workspace.tree.root,
      secrets: secrets,
      environment: environment,
      clock: clock
    )
    defer {
      shelf.close()
      net.close()
    }
    return try body(NamedProviders(settings: settings, shelf: shelf, workspace: workspace))
  }
}
