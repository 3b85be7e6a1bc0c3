import CutroomModel
import CutroomPipeline
import CutroomStore

extension Context {
  /// Takes a project's lock for a command that changes it, and says what recovery did.
  ///
  /// Throws `StoreError.lockBusy` at once where somebody else has it.
  func session(
    _ project: Project,
    command: String,
    thoroughness: ProjectSession.Thoroughness = .quick
  ) throws -> (session: ProjectSession, report: RecoveryReport) {
    let settings = settings(of: project)
    let (session, report) = try ProjectSession.open(
      project,
      command: "\(command) \(project.id)",
      patience: .none,
      backupGenerations: settings?.backupGenerations ?? 3,
      daysKept: settings?.backupDays ?? 7,
      keeping: settings?.keeping ?? KeepingTimes(),
      thoroughness: thoroughness
    )
    RecoveryWords.tell(report, to: self)
    return (session, report)
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
