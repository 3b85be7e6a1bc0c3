import CutroomModel
import CutroomSystem

/// What is known of a project at one moment: the index, brought up to date by the journal's tail.
///
/// Reading takes no lock and changes nothing.
package struct ProjectLedger: Sendable {
  package var state: ProjectState
  package let memo: FileMemo
  /// Where the journal's last whole record ends.
  package var journalEnd: Int64
  package var isTorn: Bool
  /// Lines that are no records.
  package var damaged: [(offset: Int64, bytes: [UInt8])]
  /// Whether there was no index that fits the journal.
  package let isIndexMissing: Bool
  /// Whether the index on disk lacks something that is in here.
  package var isIndexBehind: Bool
  /// Whether there was an index that does not fit its checksum.
  package var isIndexDamaged = false

  /// Where the records came from instead of a journal that is gone; nil where none is.
  package var lostJournal: LostJournal?

  private static let largestIndex = 1 << 30

  /// Loads the index and the journal's tail; the whole journal where the index does not fit.
  package static func load(_ project: Project) throws -> ProjectLedger {
    let journal = try open(project)
    let length = try journal.map { try FileFacts(descriptor: $0.descriptor.raw).size } ?? 0
    if length == 0, let lost = try LostJournal.find(project) {
      return try load(project, insteadOf: lost)
    }
    if let image = try loadIndex(project), image.covered <= length,
      try seal(journal, covered: image.covered) == image.seal
    {
      let tail = try readTail(journal, from: image.covered, to: length)
      return ProjectLedger(project, state: image.state, memo: image.memo, tail: tail, isKnown: true)
    }
    let tail = try readTail(journal, from: 0, to: length)
    var ledger = ProjectLedger(
      project,
      state: ProjectState(),
      memo: FileTable(),
      tail: tail,
      isKnown: false
    )
    ledger.isIndexDamaged = try isIndexDamaged(project)
    return ledger
  }

  private static func load(_ project: Project, insteadOf lost: LostJournal) throws -> ProjectLedger
  {
    let image = lost == .index ? try loadIndex(project) : nil
    let bytes = lost == .backup ? try LostJournal.backup(project) ?? [] : []
    var tail = JournalTail.read(bytes, from: 0)
    tail.end = 0
    tail.isTorn = false
    tail.damaged = []
    var ledger = ProjectLedger(
      project,
      state: image?.state ?? ProjectState(),
      memo: image?.memo ?? FileTable(),
      tail: tail,
      isKnown: false
    )
    ledger.lostJournal = lost
    ledger.isIndexDamaged = try isIndexDamaged(project)
    return ledger
  }

  /// Whether there is an index that does not fit its checksum; one of another version is none.
  static func isIndexDamaged(_ project: Project) throws -> Bool {
    guard let bytes = try indexBytes(project) else { return false }
    return IndexImage.decode(bytes) == nil && !IndexImage.isOfAnotherVersion(bytes)
  }

  private static func indexBytes(_ project: Project) throws(SystemError) -> [UInt8]? {
    guard let path = ProjectPath(".cutroom/index"),
      try project.tree.facts(path)?.kind == .regular
    else { return nil }
    return try project.tree.read(path, limit: largestIndex)
  }

  private init(
    _ project: Project,
    state: ProjectState,
    memo: FileTable,
    tail: JournalTail,
    isKnown: Bool
  ) {
    self.state = state
    for record in tail.records { self.state.apply(record) }
    self.memo = FileMemo(clock: project.clock, entries: memo)
    journalEnd = tail.end
    isTorn = tail.isTorn
    damaged = tail.damaged
    isIndexMissing = !isKnown
    isIndexBehind = !isKnown || !tail.records.isEmpty
  }

  /// Writes the index; without fsync, since its checksum tells a torn one and it can be made again.
  package func save(_ project: Project) throws {
    let folder = try project.state()
    let journal = try Self.open(project)
    let seal = try Self.seal(journal, covered: journalEnd)
    try memo.settle(in: project.tree) { entries in
      let image = IndexImage(state: state, memo: entries, covered: journalEnd, seal: seal)
      try image.save(as: "index", in: folder)
    }
  }

  static func loadIndex(_ project: Project) throws -> IndexImage? {
    guard let bytes = (try? indexBytes(project)) ?? nil else { return nil }
    return IndexImage.decode(bytes)
  }

  private static func open(_ project: Project) throws(SystemError) -> JournalFile? {
    guard let path = ProjectPath(".cutroom/\(Journal.name)"),
      let file = try project.tree.open(path)
    else { return nil }
    return JournalFile(file)
  }

  private static func seal(_ journal: JournalFile?, covered: Int64) throws(SystemError) -> Digest {
    let start = max(0, covered - Int64(IndexImage.sealLength))
    return Digest(sha256: try bytes(journal, from: start, to: covered))
  }

  private static func bytes(
    _ journal: JournalFile?,
    from start: Int64,
    to end: Int64
  )
    throws(SystemError) -> [UInt8]
  {
    guard let journal, end > start else { return [] }
    return try journal.descriptor.read(at: start, length: Int(end - start))
  }

  private static func readTail(
    _ journal: JournalFile?,
    from start: Int64,
    to end: Int64
  )
    throws(SystemError) -> JournalTail
  {
    JournalTail.read(try bytes(journal, from: start, to: end), from: start)
  }
}

/// A journal open for reading.
private final class JournalFile {
  let descriptor: Descriptor

  init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
}
