package import CutroomModel
import CutroomSystem

/// Something that the store keeps for itself and that no longer is what it was.
package struct ControlFault: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Whole lines of a journal, or of its backup, that are no records.
    case unreadableRecords(Int)
    /// The journal's last line has no end, and nobody is writing it.
    case cutShort
    /// The journal is gone, or is empty although it was not.
    case lost(LostJournal)
    /// The index or the survey does not fit its checksum.
    case image
    /// A kept copy has other bytes than its name says.
    case copy
    /// A backup has other bytes than any version that became one.
    case backup
    /// Lines of a memory of measurements do not fit their checksum.
    case measurements(Int)
  }

  /// Relative to the project.
  package var path: ProjectPath
  package var kind: Kind

  package init(path: ProjectPath, kind: Kind) {
    self.path = path
    self.kind = kind
  }
}

/// Looks at every byte that the store keeps for itself; changes nothing.
package struct ControlCheck {
  private let project: Project

  package init(_ project: Project) { self.project = project }

  /// The backups that are none of the versions that became one, as far as the journal tells.
  package func damagedBackups(_ state: ProjectState) throws -> [ControlFault] {
    guard !state.kept.isEmpty else { return [] }
    let all = try project.backups(recorded: Set(state.kept.keys))
    return try Dictionary(grouping: all, by: \.document).flatMap { document, backups in
      // Backups from before the journal told are not judged.
      let known = state.kept[document, default: []]
      guard known.count >= backups.count else { return [ControlFault]() }
      return try backups.compactMap { backup in
        guard let path = ProjectPath(backup.path),
          let bytes = try project.tree.read(path, limit: JSONLimits.document.bytes),
          !known.contains(Digest(sha256: bytes))
        else { return nil }
        return ControlFault(path: path, kind: .backup)
      }
    }
  }

  /// What is damaged below `.cutroom`.
  package func faults() throws -> [ControlFault] {
    guard let state = try project.tree.folder(".cutroom") else { return [] }
    var faults = try lostJournal(in: state)
    faults += try journal(in: state, Journal.name)
    faults += try journal(in: state, FileWriter.backup(Journal.name, 1))
    faults += try images()
    faults += try objects()
    return faults
  }

  /// The kept documents whose bytes are not those of their name.
  func damagedObjects() throws -> [(name: String, digest: Digest)] {
    guard let folder = try project.tree.folder(".cutroom/objects") else { return [] }
    return try folder.names().compactMap { name in
      guard let digest = Digest(name) else { return nil }
      guard try folder.facts(name)?.kind == .regular else { return (name, digest) }
      let content = Digest(hash: try folder.openFile(name).sha256(path: folder.join(name)))
      return content == digest ? nil : (name, digest)
    }
  }

  private func objects() throws -> [ControlFault] {
    try damagedObjects().compactMap { Self.fault("objects/\($0.name)", .copy) }
  }

  private func journal(in state: Folder, _ name: String) throws -> [ControlFault] {
    guard try state.facts(name)?.kind == .regular else { return [] }
    // Seen before the bytes are read: what a writer has not finished yet is no fault.
    let isBusy = try ProjectLock.currentHolder(project) != nil
    let file = try state.openFile(name)
    let bytes = try file.read(at: 0, length: Int(try FileFacts(descriptor: file.raw).size))
    var faults: [ControlFault] = []
    let damaged = JournalTail.damagedLines(bytes).count
    if damaged > 0 { faults += [Self.fault(name, .unreadableRecords(damaged))].compactMap(\.self) }
    if !isBusy, let last = bytes.last, last != 0x0A {
      faults += [Self.fault(name, .cutShort)].compactMap(\.self)
    }
    return faults
  }

  private func lostJournal(in state: Folder) throws -> [ControlFault] {
    guard try state.facts(Journal.name)?.size ?? 0 == 0, let lost = try LostJournal.find(project)
    else { return [] }
    return [Self.fault(Journal.name, .lost(lost))].compactMap(\.self)
  }

  private func images() throws -> [ControlFault] {
    let damaged = [
      try ProjectLedger.isIndexDamaged(project) ? "index" : nil,
      try project.isSurveyDamaged() ? "survey" : nil,
    ]
    return damaged.compactMap { $0.flatMap { Self.fault($0, .image) } }
  }

  private static func fault(_ name: String, _ kind: ControlFault.Kind) -> ControlFault? {
    ProjectPath(".cutroom/\(name)").map { ControlFault(path: $0, kind: kind) }
  }
}

extension ProjectSession {
  /// Mends what ``ControlCheck`` finds: a journal with unreadable records is written anew from what
  /// is known, a damaged copy of a document is made again from the document where that is whole,
  /// else set aside.
  package func mendControl(_ report: inout RecoveryReport) throws {
    try changing {
      let damaged = JournalTail.damagedLines(try journal.bytes())
      if !damaged.isEmpty { try setAsideRecords(damaged, &report) }
      for (name, digest) in try ControlCheck(project).damagedObjects() {
        try mendObject(name, digest, &report)
      }
    }
  }

  private func mendObject(
    _ name: String,
    _ digest: Digest,
    _ report: inout RecoveryReport
  ) throws {
    guard let folder = try project.tree.folder(".cutroom/objects"),
      let path = ProjectPath(".cutroom/objects/\(name)")
    else { return }
    let kept = try setAside(path, in: folder)
    let live = withState(\.versionsInForce).first { $0.content == digest }?.path
    let bytes = try live.flatMap { try project.tree.read($0, limit: JSONLimits.document.bytes) }
    if let bytes, Digest(sha256: bytes) == digest { try objects.keep(bytes, digest: digest) }
    let source: RestoreSource = try objects.bytes(digest) == nil ? .nothing : .live
    report.restored.append(RestoredFile(path: path, source: source, kept: kept))
  }
}
