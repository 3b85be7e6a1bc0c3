import CutroomModel
import CutroomSystem

extension Project {
  /// What ``ProjectSession/repair(_:)`` would do now, file by file; takes no lock and changes
  /// nothing, not even a folder.
  package func previewRepair() throws -> RecoveryReport {
    let ledger = try ProjectLedger.load(self)
    var report = RecoveryReport()
    if ledger.isTorn, let path = ProjectPath(".cutroom/\(Journal.name)") {
      report.tornBytes = try (tree.facts(path)?.size ?? 0) - ledger.journalEnd
    }
    report.damagedRecords = try damagedRecords()
    report.isIndexRemade = ledger.isIndexDamaged
    report.isSurveyRemade = try isSurveyDamaged()
    report.lostJournal = ledger.lostJournal
    report.killedSurvivors = try ProcessTable.all(withEnvironment: survivorMark)
    if let moving = ProjectPath(".cutroom/moving") {
      report.isMoveSettled = try tree.facts(moving)?.kind == .directory
    }
    let used = try previewCommits(ledger.state, &report)
    report.crashedRuns = ledger.state.openRuns
    report.leftovers = try leftovers().map(\.path).filter { !used.contains($0) }
    let known = Set(report.leftovers)
    report.leftovers += try abandonedTemporaries().map(\.path).filter { !known.contains($0) }
    report.leftovers += workspace.leftoversIfIdle()
    report.migrated = try pendingMigrations(skippingBroken: true).map(\.document)
    try previewOutputs(ledger, &report)
    try previewObjects(ledger, &report)
    return report
  }

  private func damagedRecords() throws -> Int {
    guard let path = ProjectPath(".cutroom/\(Journal.name)"), let file = try tree.open(path) else {
      return 0
    }
    let length = try FileFacts(descriptor: file.raw).size
    return JournalTail.damagedLines(try file.read(at: 0, length: Int(length))).count
  }

  private func previewObjects(_ ledger: ProjectLedger, _ report: inout RecoveryReport) throws {
    for (name, digest) in try ControlCheck(self).damagedObjects() {
      guard let path = ProjectPath(".cutroom/objects/\(name)") else { continue }
      let live = ledger.state.versionsInForce.first { $0.content == digest }?.path
      let bytes = try live.flatMap { try tree.read($0, limit: JSONLimits.document.bytes) }
      let isWhole = bytes.map { Digest(sha256: $0) } == digest
      report.restored.append(RestoredFile(path: path, source: isWhole ? .live : .nothing))
    }
  }

  /// Returns the paths among the attempts that going on with the commits uses up.
  private func previewCommits(
    _ state: ProjectState,
    _ report: inout RecoveryReport
  ) throws -> Set<String> {
    let place = ".cutroom/\(id)/attempts"
    let attempts = try workspace.tree.folder(place)
    var used: Set<String> = []
    for (key, begun) in state.produced.sorted(by: { $0.key < $1.key }) {
      let outputs = begun.item.outputs
      let ready = outputs.indices.map { ProjectSession.readyName(begun.attempt, $0) }
      let source = try workspace.tree.folder("\(place)/\(begun.attempt)").map { Tree($0) }
      // In their order: those before one that is lost get their place all the same.
      let placed = try zip(outputs, ready).prefix { output, ready in
        try canPlace(output, ready: ready, in: attempts, from: source)
      }
      used.formUnion(placed.filter { !$0.0.path.isJSON }.map { "\(place)/\($0.1)" })
      if placed.count == outputs.count {
        used.insert("\(place)/\(begun.attempt)")
        report.rolledForward.append(key)
      } else {
        report.discarded.append(key)
      }
    }
    report.discarded += state.started.keys.filter { state.produced[$0] == nil }.sorted()
    return used
  }

  /// Whether an output of an unfinished commit is in place, ready, in its attempt, or among the
  /// objects.
  private func canPlace(
    _ output: OutputRecord,
    ready: String,
    in attempts: Folder?,
    from source: Tree?
  ) throws -> Bool {
    let memo = FileMemo(clock: clock)
    switch try memo.read(output.path, in: tree) {
    case .file(output.content, _): return true
    case .file(_, let value?) where value == output.value: return true
    default: break
    }
    if !output.path.isJSON, try attempts?.facts(ready)?.kind == .regular { return true }
    if try source?.facts(output.path)?.kind == .regular { return true }
    guard let objects = try tree.folder(".cutroom/objects") else { return false }
    return try ObjectStore(folder: objects).bytes(output.content) != nil
  }

  private func previewOutputs(_ ledger: ProjectLedger, _ report: inout RecoveryReport) throws {
    let rolled = report.rolledForward.compactMap { ledger.state.produced[$0]?.item }
    var settled = Set(rolled.flatMap(\.outputs).map(\.path))
    for output in ledger.state.recordedOutputs.sorted(by: { $0.path < $1.path })
    where settled.insert(output.path).inserted {
      let live = try ledger.memo.look(at: output.path, in: tree)
      guard live.rescueLive != .readable else { continue }
      let edit = ledger.state.edit(of: output)
      let copies = try copies(of: output, edit: edit)
      switch Rescue.choose(live.rescueLive, copies) {
      case .leave: break
      case .bringBack(let source, let version):
        report.restored.append(
          RestoredFile(
            path: output.path,
            source: source,
            version: version,
            isWithoutEdit: edit != nil && version != .edited,
            fault: live.fault
          )
        )
      case .lost: report.lost.append(output.path)
      }
    }
  }
}
