import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Reads, hashes and measures everything that the rules look at.
struct EvidenceGatherer {
  let project: Project
  let ledger: ProjectLedger
  let media: MediaWorkers?
  let scope: GateScope
  let depth: GateDepth
  let staleStages: [StaleStage]
  /// Whether what is measured may be kept in the project.
  let keepsMemories: Bool
  /// Keeps what was hashed so far.
  let keepHashes: () -> Void

  func gather(progress: (GateProgress) throws -> Void) throws -> Evidence {
    var evidence = Evidence(project: project.id, scope: scope, depth: depth)
    evidence.now = Instant(microseconds: project.clock.now())
    evidence.staleStages = staleStages
    // Folders kept open from before may have been replaced since.
    project.tree.forget()
    let walk = try walkTree()
    evidence.oddities = walk.oddities
    if scope == .project { evidence.setAside = walk.setAside }
    let pipeline = PipelineSketch(project)
    evidence.inputPatterns = pipeline.inputPatterns
    evidence.records = records(pipeline)
    evidence.freeBytes = try? project.tree.root.freeBytes()
    if scope == .media {
      for entry in walk.files { evidence.files[entry.path] = FileEvidence(size: entry.facts.size) }
    } else {
      try readDocuments(walk, into: &evidence, progress)
      try hashFiles(walk, into: &evidence, progress)
    }
    try measureMedia(into: &evidence, progress)
    if isAboutControl { try readControl(into: &evidence) }
    return evidence
  }

  /// Whether the store's own files are looked at: they are no input of a render.
  private var isAboutControl: Bool { scope == .project && depth != .quick }

  private func readControl(into evidence: inout Evidence) throws {
    evidence.setAside += ControlLeftovers(project.tree).found
    let check = ControlCheck(project)
    evidence.controlFaults += try check.faults()
    evidence.controlFaults += try check.damagedBackups(ledger.state)
    let hashing = FileHashing(tree: project.tree, memo: ledger.memo, depth: depth)
    for path in evidence.records.control.keys where evidence.files[path] == nil {
      evidence.controlFiles[path] = hashing.look(at: path, size: 0).file
    }
  }

  private func walkTree() throws -> TreeWalk {
    let skipped: Set<String> =
      switch scope {
      case .project: ["logs"]
      case .inputsOfRender: ["logs", "renders", "validation.json"]
      case .media: []
      }
    var walk = TreeWalk(project.tree, skipping: skipped)
    try walk.walk()
    return walk
  }

  private func records(_ pipeline: PipelineSketch) -> RecordedOutputs {
    var records = RecordedOutputs(ledger.state, uses: pipeline.uses)
    if scope == .inputsOfRender {
      records.outputs = records.outputs.filter { !$0.key.description.hasPrefix("renders/") }
      records.orphaned = [:]
    }
    return records
  }

  private func readDocuments(
    _ walk: TreeWalk,
    into evidence: inout Evidence,
    _ progress: (GateProgress) throws -> Void
  ) throws {
    var reading = DocumentReading(project: project)
    let known = walk.files.compactMap { entry in
      DocumentKind(path: entry.path).map { (entry.path, entry.facts.size, $0) }
    }
    for (index, (path, size, kind)) in known.enumerated() {
      var file = FileEvidence(size: size)
      let answer = reading.read(path, kind: kind)
      file.value = answer.value
      file.content = answer.content
      file.failure = answer.failure
      evidence.files[path] = file
      try progress(GateProgress(phase: .reading, done: index + 1, total: known.count))
    }
    evidence.documents = reading.documents
  }

  private func hashFiles(
    _ walk: TreeWalk,
    into evidence: inout Evidence,
    _ progress: (GateProgress) throws -> Void
  ) throws {
    let others = walk.files.filter { DocumentKind(path: $0.path) == nil }
    if depth == .quick {
      let entries = ledger.memo.entries
      for (path, facts) in others {
        evidence.files[path] = FileHashing.remembered(facts, entries[path.description])
      }
      return
    }
    let hashing = FileHashing(tree: project.tree, memo: ledger.memo, depth: depth)
    var pace = KeepingPace(project.clock)
    // The largest first, so that no thread is left with one when the others are done.
    let order = others.sorted { ($1.facts.size, $0.path) < ($0.facts.size, $1.path) }
    func tell(_ done: Int) throws {
      try progress(GateProgress(phase: .hashing, done: done, total: others.count))
    }
    @Sendable func look(_ entry: (path: ProjectPath, facts: FileFacts)) -> FileHashing.Answer {
      hashing.look(at: entry.path, size: entry.facts.size)
    }
    try SideBySide.run(
      order,
      threads: ThisProcess.processorCount,
      work: look,
      telling: tell
    ) { answer in
      evidence.files[answer.path] = answer.file
      if let reason = answer.unreadableJSON {
        let fault = DocumentFault(path: answer.path, reason: .invalid(reason))
        evidence.documents.faults.append(fault)
      }
      if pace.isDue() { keepHashes() }
    }
  }

  private func measureMedia(
    into evidence: inout Evidence,
    _ progress: (GateProgress) throws -> Void
  ) throws {
    var memo = ProbeMemo(loadingFrom: project.tree)
    if isAboutControl { evidence.controlFaults += memo.faults }
    var tasks: [MediaMeasuring.Task] = []
    var used: Set<Digest> = []
    for (path, file) in evidence.files where evidence.isMedia(path) && file.size > 0 {
      // What is kept nowhere need not be known by its hash.
      guard let content = scope == .media ? Digest.zero : file.content else { continue }
      used.insert(content)
      let known = memo[content]
      if let known { evidence.media[path] = .measured(known) }
      if let known, MediaMeasuring.isEnough(known, for: path, depth: depth) { continue }
      tasks.append(MediaMeasuring.Task(path: path, content: content, known: known))
    }
    guard depth != .quick else {
      evidence.mediaFailure = "a quick check reads none that it does not know as it is now"
      return
    }
    let keepsMemories = keepsMemories && scope != .media
    defer { if keepsMemories { memo.save(to: project.tree, keeping: used) } }
    guard !tasks.isEmpty else { return }
    guard let media else {
      evidence.mediaFailure = "no media worker was given"
      return
    }
    let measuring = MediaMeasuring(tree: project.tree, media: media, depth: depth)
    var pace = KeepingPace(project.clock)
    let total = tasks.count
    func tell(_ done: Int) throws {
      try progress(GateProgress(phase: .measuring, done: done, total: total))
    }
    try SideBySide.run(
      tasks,
      threads: media.workersAtOnce,
      work: measuring.measure,
      telling: tell
    ) { answer in
      if let check = answer.check { evidence.media[answer.task.path] = check }
      if case .measured(let truth)? = answer.check { memo[answer.task.content] = truth }
      evidence.mediaFailure = answer.workerFailure ?? evidence.mediaFailure
      if keepsMemories, pace.isDue() { memo.save(to: project.tree, keeping: used) }
    }
  }
}
