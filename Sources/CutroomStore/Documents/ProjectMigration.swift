package import CutroomModel
import CutroomSystem

extension Project {
  /// The documents that are of another version than `version` (nil: the current one), in byte order;
  /// changes nothing.
  ///
  /// Throws `StoreError.newer`, `.malformed`, `.invalid` or `.wouldLose` for the first document that
  /// cannot be migrated, so that a project is migrated whole or not at all; with `skippingBroken`
  /// it leaves those out.
  package func pendingMigrations(
    to version: String? = nil,
    skippingBroken: Bool = false,
    leavingOut isLeftOut: (ProjectPath) -> Bool = { _ in false }
  ) throws -> [PendingMigration] {
    guard let all = PathPattern("**") else { return [] }
    let documents = try tree.files(matching: all).filter {
      DocumentKind(path: $0) != nil && !isLeftOut($0)
    }
    return try pendingMigrations(of: documents, to: version, skippingBroken: skippingBroken)
  }

  func pendingMigrations(
    of documents: [ProjectPath],
    to version: String? = nil,
    skippingBroken: Bool
  ) throws -> [PendingMigration] {
    try documents.compactMap { path in
      do { return try PendingMigration(path, to: version, in: tree) } catch let error as StoreError
      {
        if skippingBroken { return nil }
        throw error
      }
    }
  }
}

extension ProjectSession {
  /// Brings documents to another version on disk, the old ones becoming their newest backups.
  ///
  /// What was made from them stays fresh: the journal learns first that the old value and the new
  /// one are the same, and readers migrate in memory, so that a crash between two documents changes
  /// nothing either, and the next call does the rest. Throws `StoreError.noRoom` before anything is
  /// written where the disk (with `free` bytes left, else as it says itself) would not hold it.
  package func migrate(_ pending: [PendingMigration], free: Int64? = nil) throws {
    let needed = PendingMigration.room(for: pending)
    let left = try free ?? project.tree.root.freeBytes()
    guard needed <= left else {
      throw StoreError.noRoom(path: project.tree.root.path, needed: needed, free: left)
    }
    try changing {
      try objects.keepAll(pending.map { ($0.bytes, $0.content) })
      let records = pending.flatMap(\.records)
      if !records.isEmpty { try record(records, durable: true) }
      let groups = Dictionary(grouping: pending, by: \.path.folder)
      for (place, group) in groups.sorted(by: { byteOrder($0.key, $1.key) }) {
        try write(group, in: place)
      }
    }
  }

  /// Migrates every document that is of an older version, as far as it can be read.
  func migrateAll() throws -> [MigratedDocument] {
    try migrateWhereRoom(project.pendingMigrations(skippingBroken: true))
  }

  /// Migrates the documents of an older version that this session has met.
  package func migrateMet() throws -> [MigratedDocument] {
    let met = memo.takeOldDocuments()
    if met.isEmpty { return [] }
    return try migrateWhereRoom(project.pendingMigrations(of: met, skippingBroken: true))
  }

  /// A full disk is no reason to refuse a command that nobody gave in order to migrate.
  private func migrateWhereRoom(_ pending: [PendingMigration]) throws -> [MigratedDocument] {
    if pending.isEmpty { return [] }
    do { try migrate(pending) } catch StoreError.noRoom { return [] }
    return pending.map(\.document)
  }

  private func write(_ migrations: [PendingMigration], in place: String) throws {
    let tree = project.tree
    guard let folder = try tree.folder(place) else { return }
    let all = migrations.map { migration in
      FileWriter.Replacement(
        name: migration.path.name,
        bytes: migration.bytes,
        mode: 0o666,
        rotation: .init(generations: max(1, keeping.backups)),
        check: { try migration.requireUnchanged(in: tree) }
      )
    }
    try FileWriter(folder: folder).replaceAll(all) { name, place in
      try FileTurns.shared.take(name, in: folder, place)
    }
  }
}

extension Workspace {
  /// What becomes of the workspace's own `pipeline.json`; nil where it is of that version already.
  package func pendingPipelineMigration(to version: String? = nil) throws -> PendingMigration? {
    guard let path = ProjectPath("pipeline.json") else { return nil }
    return try PendingMigration(path, to: version, in: tree)
  }

  /// Brings the workspace's `pipeline.json` to another version, after a backup.
  package func migratePipeline(_ migration: PendingMigration) throws {
    try inTurn {
      try FileWriter(folder: tree.root).replace(
        migration.path.name,
        bytes: migration.bytes,
        mode: 0o666,
        rotation: .init(generations: 3),
        check: { try migration.requireUnchanged(in: tree) }
      )
    }
  }
}

extension PendingMigration {
  /// Throws `StoreError.changed` where the document is no longer what it was read as.
  fileprivate func requireUnchanged(in tree: Tree) throws {
    let bytes = try tree.read(path, limit: JSONLimits.document.bytes)
    guard bytes.map({ Digest(sha256: $0) }) == oldContent else {
      throw StoreError.changed(path: path.description)
    }
  }
}
