package import CutroomModel
import CutroomSystem

/// A document of an older format version, and what it becomes.
package struct PendingMigration: Equatable, Sendable {
  package let path: ProjectPath
  package let from: String
  package let to: String
  fileprivate let old: JSONValue
  fileprivate let new: JSONValue
}

extension Project {
  /// The documents that are of an older format version, in byte order; changes nothing.
  ///
  /// Throws `StoreError.newer`, `.malformed` or `.invalid` for the first document that cannot be
  /// migrated, so that a project is migrated whole or not at all.
  package func pendingMigrations(
    leavingOut isLeftOut: (ProjectPath) -> Bool = { _ in false }
  ) throws -> [PendingMigration] {
    guard let all = PathPattern("**") else { return [] }
    return try tree.files(matching: all).compactMap { path in
      guard let kind = DocumentKind(path: path), !isLeftOut(path) else { return nil }
      return try Self.pendingMigration(of: path, kind: kind, in: tree)
    }
  }

  fileprivate static func pendingMigration(
    of path: ProjectPath,
    kind: DocumentKind,
    in tree: Tree
  ) throws -> PendingMigration? {
    guard let bytes = try tree.read(path, limit: JSONLimits.document.bytes) else { return nil }
    let old: JSONValue
    do { old = try JSONReader.read(bytes) } catch {
      throw StoreError.malformed(path: path.description, error: error)
    }
    let new = try Migration.upgrade(old, kind: kind, path: path.description)
    guard let from = old["version"]?.string, from != kind.currentVersion else { return nil }
    return PendingMigration(path: path, from: from, to: kind.currentVersion, old: old, new: new)
  }
}

extension ProjectSession {
  /// Brings documents to the current version on disk, the old ones becoming their newest backups.
  ///
  /// What was made from them stays fresh: the journal learns first that the old value and the new
  /// one are the same, and readers migrate in memory, so that a crash between two documents changes
  /// nothing either.
  package func migrate(_ pending: [PendingMigration]) throws {
    try beginChanging()
    let records = try pending.flatMap { migration -> [JournalRecord] in
      let bytes = DocumentCoding.bytes(migration.new)
      let content = Digest(sha256: bytes)
      try objects.keep(bytes, digest: content)
      let rekeyed = JournalRecord.rekeyed(
        path: migration.path,
        old: DocumentCoding.digest(migration.old),
        new: DocumentCoding.digest(migration.new),
        content: content
      )
      guard let old = try project.bytes(of: migration.path) else { return [rekeyed] }
      return [rekeyed, .kept(migration.path, content: Digest(sha256: old))]
    }
    if !records.isEmpty { try record(records, durable: true) }
    for migration in pending { try write(migration) }
  }

  private func write(_ migration: PendingMigration) throws {
    let bytes = DocumentCoding.bytes(migration.new)
    guard let folder = try project.tree.folder(migration.path.folder) else { return }
    try FileWriter(folder: folder).replace(
      migration.path.name,
      bytes: bytes,
      mode: 0o666,
      rotation: .init(generations: max(1, backupGenerations))
    )
  }
}

extension Workspace {
  /// What becomes of the workspace's own `pipeline.json`; nil where it is of the current version.
  package func pendingPipelineMigration() throws -> PendingMigration? {
    guard let path = ProjectPath("pipeline.json") else { return nil }
    return try Project.pendingMigration(of: path, kind: .pipeline, in: tree)
  }

  /// Brings the workspace's `pipeline.json` to the current version, after a backup.
  package func migratePipeline(_ migration: PendingMigration) throws {
    try inTurn {
      try FileWriter(folder: tree.root).replace(
        migration.path.name,
        bytes: DocumentCoding.bytes(migration.new),
        mode: 0o666,
        rotation: .init(generations: 3)
      )
    }
  }
}
