import CutroomModel
import CutroomStore
import CutroomValidation
import CutroomWorkers

/// A validation of a folder that is no project of the workspace; nothing is written to it.
struct FolderValidation {
  private let folder: String
  private let request: ValidateRequest
  private let context: Context

  init(_ folder: String, _ request: ValidateRequest, _ context: Context) {
    self.folder = folder
    self.request = request
    self.context = context
  }

  func run() throws -> ExitCode {
    let guest = try Workspace.guest(
      context.absolute(folder),
      clock: context.clock,
      secrets: context.secrets
    )
    let watch = try CheckWatch(context)
    defer { watch.end() }
    let media = MediaWorkers(atOnce: 2)
    defer { media.close() }
    let gate = Gate(
      project: guest,
      ledger: try ProjectLedger.load(guest),
      media: media.stopped(by: watch.cancellation),
      scope: GateScope.ofFolder(guest)
    )
    do {
      let result = try watch.during { tell in
        try gate.examine(depth: request.depth) { try tell(CheckStep($0)) }
      }
      return ValidationAnswer(result.report(request.profile ?? .standard), ofFolder: folder)
        .give(to: context)
    } catch is CheckStopped {
      context.note("stopped")
      return .stopped(by: watch.signal)
    }
  }
}
