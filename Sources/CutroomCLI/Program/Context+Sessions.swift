import CutroomModel
import CutroomPipeline
import CutroomStore

extension Context {
  /// Lends a session to a command that changes a project, having said what recovery did, and ends
  /// it.
  ///
  /// Throws `StoreError.lockBusy` at once where somebody else has the project's lock.
  func withSession<Result>(
    _ project: Project,
    command: String,
    thoroughness: ProjectSession.Thoroughness = .quick,
    _ body: (ProjectSession, RecoveryReport) throws -> Result
  ) throws -> Result {
    let settings = settings(of: project)
    return try ProjectSession.withSession(
      of: project,
      command: "\(command) \(project.id)",
      patience: .none,
      keeping: settings?.keeping ?? Keeping(),
      thoroughness: thoroughness
    ) { session, report in
      RecoveryWords.tell(report, to: self)
      return try body(session, report)
    }
  }

  /// The settings of the project's pipeline; nil where that cannot be read.
  func settings(of project: Project) -> PipelineSettings? {
    guard let path = ProjectPath("pipeline.json") else { return nil }
    let limit = JSONLimits.document.bytes
    let own = try? project.tree.read(path, limit: limit)
    let shared = try? project.workspace.tree.read(path, limit: limit)
    guard let bytes = own ?? shared, let value = try? Project.parse(bytes, path: path) else {
      return nil
    }
    return try? PipelineReader.read(value).settings
  }
}
