package import CutroomModel
import CutroomSystem

extension Cache {
  /// Writes `index.json` of media and of speech: what the index and the entries say, an entry a line,
  /// for people and other programs; nothing here reads it.
  ///
  /// `progress` gets the bytes of each entry.
  func export(_ progress: (Int64) -> Void) throws {
    let entries = Dictionary(grouping: try list(), by: \.key.kind)
    for kind in CacheKind.allCases where kind.isBought {
      var lines: [String] = []
      for entry in (entries[kind] ?? []).sorted(by: { $0.key.description < $1.key.description }) {
        if let line = try line(entry) { lines.append("    \(line)") }
        progress(entry.bytes)
      }
      let list = lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n  ]"
      let text = """
        {
          "entries": \(list),
          "kind": "cache-index",
          "version": "1.0"
        }

        """
      try FileWriter(folder: folders[kind])
        .replacePassing("index.json", bytes: Array(text.utf8), mode: 0o600)
    }
  }

  /// Nil for an entry that is gone meanwhile.
  private func line(_ entry: CacheListing) throws -> String? {
    guard let about = try about(entry.key) else { return nil }
    var members = CacheSubject(about).members
    func time(_ microseconds: Int64) -> JSONValue {
      .string(Instant(microseconds: microseconds).iso8601)
    }
    members["key"] = .string(entry.key.digest.description)
    members["path"] = .string(
      "\(entry.key.digest)/\(CacheFile.name(at: 0, ending: entry.ending))"
    )
    members["files"] = .integer(Int64(entry.files))
    members["size"] = .integer(entry.bytes)
    members["cachedAt"] = time(entry.createdAt)
    members["expiresAt"] = time(entry.expiresAt)
    members["lastUsedAt"] = time(entry.lastUsed)
    members["usageCount"] = .integer(Int64(clamping: entry.uses))
    members["pinned"] = .bool(entry.isPinned)
    return String(decoding: JSONWriter.canonical(.object(members)), as: UTF8.self)
  }

  /// What `metadata.json` of an entry says of where it came from, without using it; nil where there is
  /// none.
  package func about(_ key: CacheKey) throws -> JSONValue? {
    guard let entry = try folders.entry(key) else { return nil }
    return try CacheReading(entry: entry, key: key).metadata()?.metadata.about
  }
}
