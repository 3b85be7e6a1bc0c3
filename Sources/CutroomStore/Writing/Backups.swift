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
  /// When it became this generation; microseconds since 1970.
  package let keptAt: Int64
  /// Why it cannot be restored; nil where it can.
  package let fault: String?

  package var path: String { FileWriter.backup(document.description, generation) }
  package var isValid: Bool { fault == nil }
}

extension Project {
  private static let largestGeneration = 9

  /// The backups of every document that cutroom knows, or that `recorded` names, by path and
  /// generation.
  ///
  /// A file whose name merely looks like a backup is somebody's own and is left out.
  package func backups(
    of document: ProjectPath? = nil,
    recorded: Set<ProjectPath>
  ) throws -> [Backup] {
    var found: [Backup] = []
    try collect(in: "", into: &found) { path in
      path.isJSON && (document == nil || document == path)
        && (DocumentKind(path: path) != nil || recorded.contains(path))
    }
    return found.sorted { ($0.document, $0.generation) < ($1.document, $1.generation) }
  }

  private func collect(
    in place: String,
    into found: inout [Backup],
    where isOurs: (ProjectPath) -> Bool
  ) throws {
    guard let folder = try tree.folder(place) else { return }
    for name in try folder.names() where !name.hasPrefix(".") {
      let path = place.isEmpty ? name : "\(place)/\(name)"
      guard let facts = try folder.facts(name) else { continue }
      if facts.kind == .directory {
        try collect(in: path, into: &found, where: isOurs)
      } else if facts.kind == .regular, let (document, generation) = Self.split(path),
        isOurs(document)
      {
        found.append(
          Backup(
            document: document,
            generation: generation,
            size: facts.size,
            writtenAt: facts.modified / 1000,
            keptAt: facts.changed / 1000,
            fault: try fault(of: path, document: document)
          )
        )
      }
    }
  }

  /// `scripts/a.json.backup.2` → `scripts/a.json`, 2.
  private static func split(_ path: String) -> (ProjectPath, Int)? {
    guard let digit = path.last?.wholeNumberValue, (1...largestGeneration).contains(digit),
      path.hasSuffix(".backup.\(digit)"),
      let document = ProjectPath(String(path.dropLast(".backup.0".count)))
    else { return nil }
    return (document, digit)
  }

  private func fault(of backup: String, document: ProjectPath) throws -> String? {
    guard let path = ProjectPath(backup) else { return "its name is no path" }
    do {
      guard let bytes = try tree.read(path, limit: JSONLimits.document.bytes) else {
        return "it is gone"
      }
      _ = try Project.parse(bytes, path: document)
      return nil
    } catch StoreError.malformed(_, let error) {
      return "\(error)"
    } catch StoreError.invalid(_, let reason) {
      return reason
    } catch StoreError.newer(_, let version, _) {
      return "it is of the newer format version \(version)"
    } catch let error as SystemError where error.code == .fileTooLarge {
      return "it is too long"
    }
  }
}
