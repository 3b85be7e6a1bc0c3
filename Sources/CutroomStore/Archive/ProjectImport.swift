package import CutroomModel
import CutroomSystem

/// A project that came out of an archive.
package struct ImportedProject: Sendable {
  package let project: Project
  package let files: Int
  package let bytes: Int64
  /// Documents that were of an older format version.
  package let migrated: [PendingMigration]
  /// Recorded outputs and documents that were damaged when the archive was made.
  package let damaged: [String]
  /// Whether the project brings stages of its own, which may run any program.
  package let hasOwnPipeline: Bool
}

extension Workspace {
  private static let reserve: Int64 = 16 << 20

  /// Makes a project out of an archive, under the id that it had or another.
  ///
  /// Everything is unpacked aside, compared with the manifest, read as strictly as any document,
  /// migrated, made durable and renamed in; where anything is wrong nothing is left behind. Throws
  /// `ArchiveError`, `StoreError.projectExists` and `StoreError.newer`.
  package func importProject(
    from path: String,
    as newID: ProjectID? = nil,
    progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws -> ImportedProject {
    let archive = try OpenArchive(path)
    guard let id = newID ?? ProjectID(archive.manifest.projectId) else {
      throw ArchiveError.refused(
        archive: path,
        entry: ArchiveManifest.name,
        reason: "the id that it names can be no project's"
      )
    }
    let draft = try draft(for: id)
    var migrated: [PendingMigration] = []
    let made = try finish(draft, as: id) {
      try requireRoom(for: archive, in: draft.folder)
      let flushing = try Flushing(in: draft.folder)
      try unpack(archive, into: draft.folder, flushing, progress: progress)
      migrated = try settle(archive, in: draft.folder, as: id)
      try flushing.end(withNamesBelow: draft.folder)
    }
    return ImportedProject(
      project: made,
      files: archive.members.count,
      bytes: archive.totalSize,
      migrated: migrated,
      damaged: archive.manifest.damaged,
      hasOwnPipeline: archive.members.contains { $0.path.description == "pipeline.json" }
    )
  }

  private func requireRoom(for archive: OpenArchive, in folder: Folder) throws {
    let free = try folder.freeBytes()
    let (needed, overflow) = archive.totalSize.addingReportingOverflow(Self.reserve)
    guard !overflow, needed <= free else {
      throw ArchiveError.noRoom(archive: archive.path, needed: archive.totalSize, free: free)
    }
  }

  private func unpack(
    _ archive: OpenArchive,
    into draft: Folder,
    _ flushing: Flushing,
    progress: (Int64, Int64) -> Void
  ) throws {
    for folder in Self.standardFolders { _ = try draft.makeFolder(folder, isPassing: true) }
    _ = try draft.makeFolder(".cutroom", mode: 0o700, isPassing: true)
    let total = archive.totalSize
    var done: Int64 = 0
    for member in archive.members {
      try unpack(member, of: archive, into: draft, flushing)
      done &+= member.file.size
      progress(done, total)
    }
  }

  private func unpack(
    _ member: OpenArchive.Member,
    of archive: OpenArchive,
    into draft: Folder,
    _ flushing: Flushing
  ) throws {
    let path = member.path
    let isOurs = path.description.hasPrefix(".cutroom/")
    let mode: UInt32 = isOurs ? 0o700 : 0o777
    let folder = try draft.makeFolder(path.folder, mode: mode, isPassing: true)
    let file = try folder.createFile(path.name, mode: 0o600)
    let place = folder.join(path.name)
    try archive.read(member) { try file.writeAll($0, path: place) }
    guard Digest(hash: try file.sha256(path: place)) == member.file.sha256 else {
      throw archive.refusal(of: member, "its bytes are not those that the manifest names")
    }
    if isOurs, path.folder == ".cutroom/objects", path.name != member.file.sha256.description {
      throw archive.refusal(of: member, "its bytes are not those that its name promises")
    }
    if !isOurs { try file.setMode(member.mode | 0o400) }
    try flushing.sync(file, path: place)
    try file.close()
  }

  /// Reads what was unpacked as a project, and brings it to this version and its id.
  private func settle(
    _ archive: OpenArchive,
    in draft: Folder,
    as id: ProjectID
  ) throws -> [PendingMigration] {
    let project = Project(id: id, folder: draft, workspace: self)
    try checkDocuments(archive, in: project)
    try checkJournal(archive, in: project)
    return try ProjectSession.withDraft(project) { session in
      let pending = try project.pendingMigrations { path in
        archive.manifest.damaged.contains(path.description)
      }
      try session.migrate(pending)
      try session.takeID(id)
      return pending
    }
  }

  private func checkDocuments(_ archive: OpenArchive, in project: Project) throws {
    let damaged = Set(archive.manifest.damaged)
    for member in archive.members
    where !damaged.contains(member.file.path) {
      guard let kind = DocumentKind(path: member.path) else { continue }
      do {
        if let fault = try project.json(member.path).flatMap(kind.fault) {
          throw archive.refusal(of: member, fault)
        }
      } catch let error as StoreError {
        switch error {
        case .malformed(_, let fault): throw archive.refusal(of: member, "\(fault)")
        case .invalid(_, let reason): throw archive.refusal(of: member, reason)
        default: throw error
        }
      }
    }
    guard archive.members.contains(where: { $0.path == .metadata }) else {
      throw ArchiveError.refused(
        archive: archive.path,
        entry: nil,
        reason: "it holds no metadata.json: no project was archived there"
      )
    }
  }

  /// A journal is archived in peace: one that is damaged, or in the middle of something, was not.
  private func checkJournal(_ archive: OpenArchive, in project: Project) throws {
    let name = ".cutroom/\(Journal.name)"
    guard let member = archive.members.first(where: { $0.path.description == name }) else { return }
    let ledger = try ProjectLedger.load(project)
    guard !ledger.isTorn, ledger.damaged.isEmpty else {
      throw archive.refusal(of: member, "its records are damaged")
    }
    guard ledger.state.produced.isEmpty, ledger.state.started.isEmpty else {
      throw archive.refusal(of: member, "it was archived in the middle of a run")
    }
  }
}
