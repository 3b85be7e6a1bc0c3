import CutroomSystem
import Testing

/// Whole texts that a program must print, kept in Tests/Snapshots.
enum Snapshot {
  /// Compares with the kept text; with `CUTROOM_RECORD` set it is written anew instead.
  static func expect(
    _ text: String,
    is name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let folder = try Folder.open("/\(tests)").makeFolder("Snapshots")
    if ThisProcess.environment("CUTROOM_RECORD") != nil {
      try folder.remove(name)
      try folder.createFile(name, mode: 0o644).writeAll(Array(text.utf8))
      return
    }
    let kept = String(decoding: try folder.openFile(name).readAll(limit: 1 << 20), as: UTF8.self)
    guard kept != text else { return }
    Issue.record(
      "\(name) differs; CUTROOM_RECORD=1 writes it anew\n\(difference(kept, text))",
      sourceLocation: sourceLocation
    )
  }

  /// The lines that only one of the texts has, in place.
  private static func difference(_ kept: String, _ found: String) -> String {
    let old = kept.split(separator: "\n", omittingEmptySubsequences: false)
    let new = found.split(separator: "\n", omittingEmptySubsequences: false)
    let changes = new.difference(from: old)
    let removed = changes.removals.compactMap { change -> String? in
      if case .remove(let place, let line, _) = change { "-\(place + 1): \(line)" } else { nil }
    }
    let added = changes.insertions.compactMap { change -> String? in
      if case .insert(let place, let line, _) = change { "+\(place + 1): \(line)" } else { nil }
    }
    return (removed + added).joined(separator: "\n")
  }
}
