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
    let scope = GateScope.ofFolder(guest)
    if scope == .media, request.depth == .quick {
      throw UsageError.other(
        "--quick goes by what is remembered, and of a folder of media nothing is",
        hint: "Leave it out."
      )
    }
    let page = try request.page.map { try ReportTarget($0, guest, isGuest: true, context) }
    let watch = try CheckWatch(context)
    defer { watch.end() }
    let media = MediaWorkers(atOnce: 2)
    defer { media.close() }
    let gate = Gate(
      project: guest,
      ledger: try ProjectLedger.load(guest),
      media: media.stopped(by: watch.cancellation),
      scope: scope,
      keepsMemories: false
    )
    do {
      let result = try watch.examine(gate, depth: request.depth)
      let report = result.report(request.profile ?? .standard)
      if let page {
        let kind: ReportSubject.Kind = result.evidence.scope == .media ? .media : .folder
        try ReportMaking(
          subject: ReportSubject(kind: kind, name: folder),
          tree: guest.tree,
          media: media,
          watch: watch,
          context: context
        ).write(report, on: result.evidence, to: page)
      }
      return ValidationAnswer(report, ofFolder: folder, page: page?.path).give(to: context)
    } catch is CheckStopped {
      context.note("stopped")
      return .stopped(by: watch.signal)
    }
  }
}
