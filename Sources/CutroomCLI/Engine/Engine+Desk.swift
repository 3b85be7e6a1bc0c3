import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStore
import CutroomSystem

extension Engine {
  /// Lets the stages of a run ask providers.
  func openDesk(
    _ session: ProjectSession,
    _ pipeline: LoadedPipeline,
    _ cache: WorkspaceCache,
    _ options: RunOptions,
    run: String
  ) throws {
    let settings = pipeline.definition.settings
    let isAsked = pipeline.definition.stages.contains(where: \.namesAddress)
    guard isAsked || !settings.providers.isEmpty else { return }
    let budgets = [
      settings.budget.map { Budget($0, of: .project) }, options.budget.map { Budget($0, of: .run) },
    ]
    desk.begin(
      DeskSession(
        shelf: ProviderShelf(
          settings.providers,
          web: services,
          workspace: project.workspace.tree.root,
          secrets: project.secrets,
          marks: ["CUTROOM_RUN=\(run)"],
          clock: project.clock
        ),
        net: net,
        media: media,
        cache: cache,
        purchases: PurchaseLog(session),
        limits: try project.workspace.limitDesk(),
        ledger: try project.workspace.costLedger(),
        budgets: budgets.compactMap(\.self),
        run: run,
        clock: project.clock,
        isOffline: options.isOffline,
        isResubmitting: options.isResubmitting
      )
    )
  }

  /// Lets go of the providers that were asked, without patience once `hurried`.
  func closeDesk(hurried: Cancellation) { desk.end(hurried: hurried) }
}

extension StageDefinition {
  /// Whether a file at an address is to be fetched, which needs no provider of the settings.
  fileprivate var namesAddress: Bool {
    with["track"]?.string.map { WebAddress($0).isWeb } ?? false
  }
}
