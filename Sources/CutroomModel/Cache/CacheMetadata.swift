/// What `metadata.json` of an entry says, for good.
package struct CacheMetadata: Equatable, Sendable {
  package static let name = "metadata.json"
  /// Files that an entry may have.
  package static let mostFiles = 1000

  package var key: CacheKey
  package var createdAt: Instant
  /// The entry's own end, where it is before that of its kind.
  package var expiresAt: Instant?
  package var files: [CacheFile]
  /// Where the data came from: request, rights, what the engine needs to know.
  package var about: JSONValue

  package init(
    key: CacheKey,
    createdAt: Instant,
    expiresAt: Instant? = nil,
    files: [CacheFile],
    about: JSONValue
  ) {
    self.key = key
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.files = files
    self.about = about
  }

  package var json: JSONValue {
    var json: JSONValue = [
      "version": "1.0", "kind": "cache-entry", "key": .string(key.description),
      "createdAt": .string(createdAt.iso8601),
      "createdAtUs": .integer(createdAt.microseconds),
      "files": .array(
        files.map { file in
          [
            "ending": .string(file.ending), "size": .integer(file.size),
            "sha256": .string(file.sha256.description),
          ]
        }
      ),
      "about": about,
    ]
    if let expiresAt {
      json["expiresAt"] = .string(expiresAt.iso8601)
      json["expiresAtUs"] = .integer(expiresAt.microseconds)
    }
    return json
  }

  /// Nil where the JSON is not the metadata of an entry.
  package init?(_ json: JSONValue) {
    guard json["kind"]?.string == "cache-entry", json["version"]?.string == "1.0",
      let key = json["key"]?.string.flatMap({ CacheKey($0) }),
      let created = json["createdAtUs"]?.integer, let list = json["files"]?.array,
      (1...Self.mostFiles).contains(list.count), let about = json["about"]
    else { return nil }
    let files = list.compactMap(Self.file)
    guard files.count == list.count else { return nil }
    self.init(
      key: key,
      createdAt: Instant(microseconds: created),
      expiresAt: json["expiresAtUs"]?.integer.map(Instant.init(microseconds:)),
      files: files,
      about: about
    )
  }

  private static func file(_ json: JSONValue) -> CacheFile? {
    guard let ending = json["ending"]?.string, let size = json["size"]?.integer,
      let sha256 = json["sha256"]?.string.flatMap({ Digest($0) })
    else { return nil }
    return CacheFile(ending: ending, size: size, sha256: sha256)
  }
}
