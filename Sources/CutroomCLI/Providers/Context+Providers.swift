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
}

extension Context {
  /// Lends the providers of the workspace, and ends what was started for them.
  func withProviders<Result>(_ body: (NamedProviders) throws -> Result) throws -> Result {
    let workspace = try workspace()
    let settings = try providerSettings(of: workspace)
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
    return try body(NamedProviders(settings: settings, shelf: shelf))
  }

  private func providerSettings(of workspace: Workspace) throws -> [ProviderSettings] {
    let path = workspace.tree.root.join("pipeline.json")
    guard let bytes = try workspace.tree.read(.pipeline, limit: JSONLimits.document.bytes) else {
      throw StoreError.notAWorkspace(path: workspace.path)
    }
    let value: JSONValue
    do { value = try JSONReader.read(bytes) } catch {
      throw StoreError.malformed(path: path, error: error)
    }
    secrets.learn(PipelineSecrets.values(in: value))
    let current = try Migration.upgrade(value, kind: .pipeline, path: path)
    do { return try PipelineReader.read(current).settings.providers } catch {
      throw PlacedPipelineFault(error, path: path, text: bytes)
    }
  }
}
