package import CutroomModel
import CutroomSystem

/// A document of another format version than it is to have, and what it becomes.
package struct PendingMigration: Equatable, Sendable {
  package let path: ProjectPath
  package let from: String
  package let to: String
  /// The bytes that it was read from.
  let oldContent: Digest
  let old: JSONValue
  let new: JSONValue
  /// What will be written, strictly read back.
  let bytes: [UInt8]

  package var document: MigratedDocument { MigratedDocument(path: path, from: from, to: to) }

  /// Reads what stands at a path; nil where there is nothing, or where it is of that version.
  init?(_ path: ProjectPath, to version: String?, in tree: Tree) throws {
    guard let kind = DocumentKind(path: path),
      let bytes = try tree.read(path, limit: JSONLimits.document.bytes)
    else { return nil }
    let old: JSONValue
    do { old = try JSONReader.read(bytes) } catch {
      throw StoreError.malformed(path: path.description, error: error)
    }
    let to = version ?? kind.currentVersion
    let name = path.description
    let new = try Migration.downgrade(old, kind: kind, to: to, path: name)
    guard let from = old["version"]?.string, from != to else { return nil }
    self.path = path
    self.from = from
    self.to = to
    oldContent = Digest(sha256: bytes)
    self.old = old
    self.new = new
    self.bytes = try DocumentCoding.checkedBytes(new, at: path)
  }

  var content: Digest { Digest(sha256: bytes) }

  /// What the journal must learn before the document changes.
  ///
  /// Value digests are of the current form: going back to an older one changes none.
  var records: [JournalRecord] {
    let isUp = DocumentKind(path: path)?.currentVersion == to
    let before = DocumentCoding.digest(old)
    let after = isUp ? DocumentCoding.digest(new) : before
    return [
      .rekeyed(path: path, old: before, new: after, content: content),
      .kept(path, content: oldContent),
    ]
  }

  /// How many bytes must be free before anything is written: each new document twice, the second
  /// as its object, in whole blocks, and something for the journal.
  static func room(for all: [PendingMigration]) -> Int64 {
    all.reduce(Int64(all.isEmpty ? 0 : 64 << 10)) { sum, migration in
      sum + 2 * (Int64(migration.bytes.count) / 4096 + 1) * 4096
    }
  }
}
