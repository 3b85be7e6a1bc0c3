import CutroomModel
import CutroomSystem

extension ProjectSession {
  /// Brings the project to a state that a run could have left in peace.
  ///
  /// Idempotent: it may itself be killed anywhere. What it would do, `Project.previewRepair` tells.
  func recover(afterUncleanEnd isUnclean: Bool) throws -> RecoveryReport {
    var report = RecoveryReport()
    report.isIndexRemade = withLedger { $0.isIndexDamaged }
    report.isSurveyRemade = try project.isSurveyDamaged()
    if report.isSurveyRemade { project.forgetSurvey() }
    try remakeJournal(&report)
    try mendJournal(&report)
    if isUnclean {
      if report.damagedRecords == 0 { try rewriteJournal() }
      try killSurvivors(&report)
    }
    report.isMoveSettled = try settle(as: project)
    try finishCommits(&report)
    try closeCrashedRuns(&report)
    if isUnclean { try sweep(project.leftovers(), &report) }
    try sweep(project.abandonedTemporaries(), &report)
    report.leftovers += project.workspace.sweepIfIdle()
    return report
  }

  private func remakeJournal(_ report: inout RecoveryReport) throws {
    report.lostJournal = withLedger(\.lostJournal)
    if report.lostJournal != nil { try writeLostJournal() }
  }

  private func mendJournal(_ report: inout RecoveryReport) throws {
    let (end, isTorn, damaged) = withLedger { ($0.journalEnd, $0.isTorn, $0.damaged) }
    if isTorn {
      report.tornBytes = try journal.length() - end
      try journal.cut(to: end)
    }
    if !damaged.isEmpty { try setAsideRecords(damaged.map(\.bytes), &report) }
  }

  /// Keeps lines that are no records in a file of their own and writes the journal without them.
  func setAsideRecords(_ damaged: [[UInt8]], _ report: inout RecoveryReport) throws {
    let state = try project.state()
    let name = "journal.corrupt-\(project.clock.now() / 1000)"
    let bytes = [UInt8](damaged.map { $0 + [0x0A] }.joined())
    try FileWriter(folder: state).replace(name, bytes: bytes, mode: 0o600)
    report.damagedRecords = damaged.count
    report.damagedKeptAs = ".cutroom/\(name)"
    try compact()
  }

  private func finishCommits(_ report: inout RecoveryReport) throws {
    let produced = withLedger { $0.state.produced }
    for (key, begun) in produced.sorted(by: { $0.key < $1.key }) {
      do {
        let attempts = try project.control("attempts")
        let source =
          try attempts.facts(begun.attempt) == nil
          ? Tree(attempts) : Tree(try attempts.folder(begun.attempt))
        try place(begun.item, from: source, attempt: begun.attempt, isRepeated: true)
        try record([.committed(begun.item)], durable: true)
        try attempts.removeTree(begun.attempt)
        // The sign that led here may be gone before the folder is.
        try attempts.sync()
        report.rolledForward.append(key)
      } catch StoreError.lost(_, let reason) {
        let failure = ItemFailure(code: "commit-lost", message: reason, isRetryable: true)
        let now = project.clock.now()
        try record([.failed(key, failure, run: begun.item.run, at: now)], durable: true)
        report.discarded.append(key)
      }
    }
  }

  private func closeCrashedRuns(_ report: inout RecoveryReport) throws {
    let (runs, started) = withState { ($0.openRuns, $0.started) }
    report.discarded += started.keys.sorted()
    for run in runs {
      let now = project.clock.now()
      try record([.runFinished(run: run, outcome: "crashed", at: now)], durable: true)
      report.crashedRuns.append(run)
    }
  }

  private func killSurvivors(_ report: inout RecoveryReport) throws {
    report.killedSurvivors = try ProcessTable.killAll(withEnvironment: project.survivorMark)
  }

  private func sweep(_ leftovers: [Leftover], _ report: inout RecoveryReport) throws {
    for leftover in leftovers { try leftover.folder.removeTree(leftover.name) }
    // Durable before the sign that led here is taken away.
    var synced: Set<String> = []
    for leftover in leftovers where synced.insert(leftover.folder.path).inserted {
      try leftover.folder.sync()
    }
    report.leftovers += leftovers.map(\.path)
  }
}

extension Project {
  /// The line of the environment by which a dead run's processes are known.
  var survivorMark: String { "CUTROOM_PROJECT=\(tree.root.path)" }
}
