import CutroomModel
package import CutroomStore
import CutroomSystem

/// A project as a command that only looks at it sees it.
///
/// No lock is taken, unless something a dead process left must be mended and nobody is at work.
package struct ProjectView: Sendable {
  package let project: Project
  package let pipeline: LoadedPipeline
  package let ledger: ProjectLedger
  package let evaluator: Evaluator
  /// Who is at work on the project now.
  package let holder: LockHolder?
  /// What was mended on the way in.
  package let mended: RecoveryReport
  /// Whether something is to be mended that was left as it is, because that was wanted.
  private var isLeftUnmended = false

  /// Looks at a project, mending it first where that is needed and nobody else works on it; without
  /// `isMending` it is seen as it stands.
  package static func open(
    _ project: Project,
    builtins: [String: BuiltinStage],
    command: String,
    isMending: Bool = true
  ) throws -> ProjectView {
    let pipeline = try LoadedPipeline.load(project, builtins: builtins)
    var view = try ProjectView(project, pipeline, mended: RecoveryReport())
    guard try view.holder == nil && view.needsMending else { return view }
    guard isMending else {
      view.isLeftUnmended = true
      return view
    }
    do {
      let mended = try Mending.mend(project, pipeline, command: command)
      return try ProjectView(project, pipeline, mended: mended)
    } catch StoreError.lockBusy {
      return try ProjectView(project, pipeline, mended: RecoveryReport())
    } catch is ProjectIsReadOnly {
      // A part may have been mended before the disk was full.
      return try ProjectView(project, pipeline, mended: RecoveryReport())
    }
  }

  private init(_ project: Project, _ pipeline: LoadedPipeline, mended: RecoveryReport) throws {
    self.project = project
    self.pipeline = pipeline
    holder = try ProjectLock.currentHolder(project)
    let ledger = try ProjectLedger.load(project)
    var mended = mended
    mended.isIndexRemade = mended.isIndexRemade || ledger.isIndexDamaged
    if try project.isSurveyDamaged() { mended.isSurveyRemade = true }
    self.mended = mended
    self.ledger = ledger
    let reader = ProjectReader(project, memo: ledger.memo)
    evaluator = Evaluator(
      project: project,
      pipeline: pipeline,
      memo: ledger.memo,
      workspaceMemo: project.workspace.loadMemo(),
      records: RecordSource(ledger, reader: reader),
      results: SharedResults(WorkspaceCache(project.workspace))
    )
  }

  /// Keeps what looking has taught, where nobody is at work; so the next look costs less.
  package func keepWhatWasLearned() {
    // An index of damaged records would hide them from whoever is going to mend them.
    guard !isLeftUnmended else { return }
    project.workspace.save(evaluator.looks.workspaceMemo)
    guard holder == nil, ledger.lostJournal == nil else { return }
    if ledger.isIndexBehind || ledger.memo.isChanged { try? ledger.save(project) }
    if ledger.damaged.isEmpty, !ledger.isTorn,
      let survey = evaluator.survey(of: ledger.state, since: pipeline.readAt)
    {
      project.keep(survey)
    } else if mended.isSurveyRemade {
      project.forgetSurvey()
    }
  }

  private var needsMending: Bool {
    get throws {
      try ledger.lostJournal != nil || ledger.isTorn || !ledger.damaged.isEmpty
        || !ledger.state.produced.isEmpty
        || ledger.state.runs.contains { $0.outcome == nil }
        || ProjectLock.isPredecessorDead(project)
        || !Mending.broken(ledger.state, evaluator).isEmpty
    }
  }
}

extension Evaluator {
  /// Evaluates for a view.
  init(
    project: Project,
    pipeline: LoadedPipeline,
    memo: FileMemo,
    workspaceMemo: FileMemo,
    records: RecordSource,
    results: SharedResults?,
    isResubmitting: Bool = false
  ) {
    self.init(
      project: project,
      graph: pipeline.graph,
      settings: pipeline.definition.settings,
      looks: FileLooks(
        projectTree: project.tree,
        projectMemo: memo,
        workspaceTree: project.workspace.tree,
        workspaceMemo: workspaceMemo
      ),
      records: records,
      results: results,
      isResubmitting: isResubmitting
    )
  }

  /// Evaluates for a session; the workspace's memory is loaded where none is given.
  package init(
    _ session: ProjectSession,
    _ pipeline: LoadedPipeline,
    workspaceMemo: FileMemo?,
    results: SharedResults? = nil,
    isResubmitting: Bool = false
  ) {
    let project = session.project
    self.init(
      project: project,
      pipeline: pipeline,
      memo: session.memo,
      workspaceMemo: workspaceMemo ?? project.workspace.loadMemo(),
      records: RecordSource(session),
      results: results,
      isResubmitting: isResubmitting
    )
  }
}
