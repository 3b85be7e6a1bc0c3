package import CutroomModel
import CutroomSystem

/// The one writer of a project while it holds the lock: journal, commits, restores.
///
/// Several threads of the holder may commit at once.
package final class ProjectSession: Sendable {
  package let project: Project
  package let memo: FileMemo
  let journal: Journal
  let objects: ObjectStore
  let keeping: Keeping
  let headroom: Headroom
  private let lock: ProjectLock
  private let ledger: Locked<ProjectLedger>
  let madeValues = Locked(MadeValues())
  private let hasCommitted = Locked(false)
  private let hasRun = Locked(false)
  private let isClosed = Locked(false)
  /// Whether something failed on the way, so that the folders may hold what nobody will ask for.
  private let isTroubled = Locked(false)

  /// How closely the beginning of a session looks for what is to mend.
  package enum Thoroughness: Sendable {
    /// What the journal and the lock tell; everything where they do not tell enough.
    case quick
    /// Every document, for one of an older version.
    case documents
    /// Every document and every leftover, whatever the lock says.
    case repair
  }

  /// Takes the lock, loads what is known and mends what a dead predecessor left; to be ended by
  /// ``close()``.
  ///
  /// For those who mean to die in the middle; everybody else has ``withSession(of:command:)``.
  /// Throws `StoreError.lockBusy` when the patience ends, and `.onNetwork` where the lock of this
  /// machine would not keep others out.
  package static func open(
    _ project: Project,
    command: String,
    patience: ProjectLock.Patience,
    keeping: Keeping = Keeping(),
    thoroughness: Thoroughness = .quick,
    waiting: (LockHolder?) -> Void = { _ in }
  ) throws -> (session: ProjectSession, report: RecoveryReport) {
    try project.workspace.requireLocalFiles()
    try Draft.sweep(try project.workspace.controlFolder())
    let lock = try ProjectLock.take(project, patience: patience, waiting: waiting)
    let session = try ProjectSession(project, lock: lock, keeping: keeping)
    // A dead predecessor's sign stays until what it left is mended; where there is none, recovery
    // itself may be cut short and needs one.
    let isUnclean = lock.isPredecessorDead
    if !isUnclean { try session.sign(command) }
    var report = try session.recover(afterUncleanEnd: isUnclean || thoroughness == .repair)
    if isUnclean || thoroughness != .quick || session.withLedger(\.isIndexMissing) {
      report.migrated = try session.migrateAll()
    }
    if isUnclean { try session.sign(command) }
    return (session, report)
  }

  private func sign(_ command: String) throws {
    let now = Instant(microseconds: project.clock.now())
    try headroom.write { try lock.sign(command: command, at: now) }
  }

  /// Signs where no recovery runs: the sign of a dead predecessor stays, also at the end.
  func signAside(_ command: String) throws {
    guard lock.isPredecessorDead else { return try sign(command) }
    isTroubled.withLock { $0 = true }
  }

  init(_ project: Project, lock: ProjectLock, keeping: Keeping = Keeping()) throws {
    self.project = project
    self.lock = lock
    self.keeping = keeping
    let state = try project.state()
    headroom = Headroom(state)
    let loaded = try ProjectLedger.load(project)
    memo = loaded.memo
    ledger = Locked(loaded)
    journal = try Journal(state)
    objects = ObjectStore(folder: try state.makeFolder("objects", mode: 0o700))
  }

  /// Lends the state for the length of `body`; a copy kept beyond it makes every commit copy too.
  package func withState<Result>(_ body: (ProjectState) -> Result) -> Result {
    ledger.withLock { body($0.state) }
  }

  func withLedger<Result>(_ body: (ProjectLedger) -> Result) -> Result {
    ledger.withLock { body($0) }
  }

  /// The last commit of an item.
  package func item(_ key: ItemKey) -> ItemRecord? { withState { $0[key] } }

  /// Leaves a sign for a successor that survives a power cut: without it nobody would sweep what
  /// this session may leave behind.
  ///
  /// To be called before something is made that recovery would have to sweep; what makes temporaries
  /// is ``changing(_:)``.
  func beginChanging() throws { try lock.makeSignDurable() }

  /// Does what makes temporaries: where it fails, perhaps without taking them back, the sign stays
  /// for the next command, that sweeps, whatever becomes of this session.
  func changing<Result>(_ body: () throws -> Result) throws -> Result {
    try beginChanging()
    do { return try body() } catch let fault as OutputFault {
      // A judgement of what was made, before anything was written.
      throw fault
    } catch {
      isTroubled.withLock { $0 = true }
      throw error
    }
  }

  /// Removes an attempt's folder, unless recovery is going to need it; what cannot be removed is left
  /// to the next command.
  package func endAttempt(_ attempt: String, of key: ItemKey) {
    if isUnfinished(key, attempt: attempt) { return }
    do { try project.control("attempts").removeTree(attempt) } catch {
      isTroubled.withLock { $0 = true }
    }
  }

  /// Appends records; with `durable` they are on disk when this returns.
  package func record(_ records: [JournalRecord], durable: Bool) throws {
    let redaction = project.secrets.redaction
    let records = records.map { $0.hiding(redaction) }
    try beginChanging()
    headroom.keep()
    try ledger.withLock { ledger in
      if records.allSatisfy(\.isEnd) {
        try headroom.write { try journal.append(records) }
      } else {
        try journal.append(records)
      }
      for record in records { ledger.state.apply(record) }
      ledger.isIndexBehind = true
    }
    madeValues.withLock { values in
      for record in records { values.apply(record) }
    }
    if durable { try journal.sync() }
    hasCommitted.withLock { $0 = $0 || records.contains(where: \.isCommit) }
    hasRun.withLock { $0 = $0 || records.contains(where: \.isRun) }
  }

  /// Saves the index if it lacks something; losing it costs time only, so a failure is no error.
  package func saveIndex() {
    ledger.withLock { ledger in
      guard ledger.isIndexBehind || memo.isChanged else { return }
      do {
        ledger.journalEnd = try journal.length()
        try ledger.save(project)
        ledger.isIndexBehind = false
      } catch {}
    }
  }

  /// Ends the session in peace: journal durable, index saved, no sign of an unclean end.
  ///
  /// Ending it once more does nothing.
  package func close() throws {
    let isFirst = isClosed.withLock { isClosed in
      defer { isClosed = true }
      return !isClosed
    }
    guard isFirst else { return }
    if withLedger({ $0.isIndexBehind }) || journal.isUnfit { try journal.sync() }
    // Housekeeping after work was done only: a run with nothing to do stays cheap. What fails here
    // is tried again after the next one.
    if hasRun.withLock({ $0 }) { try? sweepLogs() }
    if hasCommitted.withLock({ $0 }) {
      try? changing(sweepAttempts)
      try? sweepKept()
      try? project.workspace.sweepTrashDaily(days: keeping.trashDays)
      try? pruneOldBackups()
      if withState(\.isWorthCompacting) { try? compact() }
    }
    saveIndex()
    // The next command sweeps what could not be taken back.
    if !isTroubled.withLock({ $0 }) { try lock.unsign() }
  }

  /// Writes the journal anew as it can be read now.
  ///
  /// Where a sync failed the kernel shows records that are not on disk, and never writes them: a
  /// record that follows them there would follow a hole.
  func rewriteJournal() throws {
    let state = try project.state()
    try changing {
      try ledger.withLock { _ in
        let bytes = try journal.bytes()
        try FileWriter(folder: state).replace(Journal.name, bytes: bytes, mode: 0o600)
        try journal.reopen(state)
      }
    }
  }

  /// Writes a journal in the place of one that is gone, with what else is known of the work.
  func writeLostJournal() throws {
    let state = try project.state()
    try changing {
      try ledger.withLock { ledger in
        let records = ledger.state.allRecords
        let bytes = records.flatMap { JournalLine.encode($0) }
        try FileWriter(folder: state).replace(Journal.name, bytes: bytes, mode: 0o600)
        try journal.reopen(state)
        ledger.journalEnd = Int64(bytes.count)
        ledger.state.setRecordCount(records.count)
        ledger.isIndexBehind = true
        ledger.lostJournal = nil
      }
    }
  }

  /// Writes the journal anew with only what still counts, and with what only another version knows;
  /// the old one stays as a backup.
  func compact() throws {
    let state = try project.state()
    try changing { try ledger.withLock { try compact(&$0, in: state) } }
  }

  private func compact(_ ledger: inout ProjectLedger, in state: Folder) throws {
    let old = try journal.bytes()
    let compacted = CompactedJournal(old, state: ledger.state)
    ledger.state.setRecordCount(compacted.recordCount)
    ledger.isIndexBehind = true
    if compacted.bytes == old { return }
    _ = try state.remove("index")
    try FileWriter(folder: state).replace(
      Journal.name,
      bytes: compacted.bytes,
      mode: 0o600,
      rotation: .init(generations: 1)
    )
    try journal.reopen(state)
    ledger.journalEnd = Int64(compacted.bytes.count)
  }
}
