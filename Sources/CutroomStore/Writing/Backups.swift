package import CutroomModel
import CutroomSystem

/// An earlier version of a document that stands beside it.
package struct Backup: Equatable, Sendable {
  package let document: ProjectPath
  /// 1 is the newest.
  package let generation: Int
  package let size: Int64
  /// When its bytes were written; microseconds since 1970.
  package let writtenAt: Int64
  /// When it became a backup: by the journal where a record replaced these bytes, else when it was
  /// linked to this name; microseconds since 1970.
  package let keptAt: Int64
  /// Why it cannot be restored; nil where it can.
  package let fault: String?

  package var path: String { FileWriter.backup(document.description, generation) }
  package var isValid: Bool { fault == nil }
}

/// A file that has the name of a backup, not looked into yet.
struct BackupFile {
  let document: ProjectPath
  let generation: Int
  let facts: FileFacts

  var path: String { FileWriter.backup(document.description, generation) }
}

extension Project {
  private static let largestGeneration = 9

  /// The backups of every document that cutroom knows, or that `recorded` names, by path and
  /// generation; `replacedAt` says when bytes with a digest were replaced.
  ///
  /// A file whose name merely looks like a backup is somebody's own and is left out.
  package func backups(
    of document: ProjectPath? = nil,
    recorded: Set<ProjectPath>,
    replacedAt: [Digest: Int64] = [:]
  ) throws -> [Backup] {
    try backupFiles(of: document, recorded: recorded).map {
      try inspect($0, replacedAt: replacedAt)
    }
  }

  /// The same, by their names alone.
  func backupFiles(
    of document: ProjectPath? = nil,
    recorded: Set<ProjectPath>
  ) throws -> [BackupFile] {
    var found: [BackupFile] = []
    try collect(in: "", into: &found) { path in
      path.isJSON && (document == nil || document == path)
        && (DocumentKind(path: path) != nil || recorded.contains(path))
    }
    return found.sorted { ($0.document, $0.generation) < ($1.document, $1.generation) }
  }

  /// Reads a backup and tells whether it can be restored.
  func inspect(_ file: BackupFile, replacedAt: [Digest: Int64]) throws -> Backup {
    let (content, fault) = try look(at: file)
    return Backup(
      document: file.document,
      generation: file.generation,
      size: file.facts.size,
      writtenAt: file.facts.modified / 1000,
      keptAt: content.flatMap { replacedAt[$0] } ?? file.facts.changed / 1000,
      fault: fault
    )
  }

  private func collect(
    in place: String,
    into found: inout [BackupFile],
    where isOurs: (ProjectPath) -> Bool
  ) throws {
    guard let folder = try tree.folder(place) else { return }
    for entry in try folder.entries() where !entry.name.hasPrefix(".") {
      let path = place.isEmpty ? entry.name : "\(place)/\(entry.name)"
      let kind = if let kind = entry.kind { kind } else { try folder.facts(entry.name)?.kind }
      if kind == .directory {
        try collect(in: path, into: &found, where: isOurs)
      } else if kind == .regular, let (document, generation) = Self.split(path),
        isOurs(document), let facts = try folder.facts(entry.name)
      {
        found.append(BackupFile(document: document, generation: generation, facts: facts))
      }
    }
  }

  /// `scripts/a.json.backup.2` → `scripts/a.json`, 2.
  private static func split(_ path: String) -> (ProjectPath, Int)? {
    guard let digit = path.utf8.last.map({ Int($0) - 0x30 }),
      (1...largestGeneration).contains(digit),
      path.hasSuffix(".backup.\(digit)"),
      let document = ProjectPath(String(path.dropLast(".backup.0".count)))
    else { return nil }
    return (document, digit)
  }

  private func look(at backup: BackupFile) throws -> (content: Digest?, fault: String?) {
    do {
      guard let bytes = try bytes(ofBackup: backup.generation, of: backup.document) else {
        return (nil, "it is gone")
      }
      let content = Digest(sha256: bytes)
      return (content, Self.fault(in: bytes, of: backup.document))
    } catch {
      guard error.code == .fileTooLarge else { throw error }
      return (nil, "it is too long")
    }
  }

  /// The bytes of a backup, whose name may be longer than a path's part is; nil where there is none.
  func bytes(
    ofBackup generation: Int,
    of document: ProjectPath
  ) throws(SystemError) -> [UInt8]? {
    let name = FileWriter.backup(document.name, generation)
    guard let folder = try tree.folder(document.folder),
      try folder.facts(name)?.kind == .regular
    else { return nil }
    let limit = JSONLimits.document.bytes
    return try folder.openFile(name).readAll(limit: limit, path: folder.join(name))
  }

  /// Why bytes cannot stand at a document's place; nil where they can.
  static func fault(in bytes: [UInt8], of document: ProjectPath) -> String? {
    do {
      let value = try Project.parse(bytes, path: document)
      return DocumentKind(path: document)?.fault(in: value)
    } catch {
      switch error {
      case .malformed(_, let error): return "\(error)"
      case .invalid(_, let reason): return reason
      case .newer(_, let version, _): return "it is of the newer format version \(version)"
      default: return "\(error)"
      }
    }
  }
}
