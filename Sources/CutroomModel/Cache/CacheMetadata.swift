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

  /// The document `metadata.json`, put together without a value of it: every entry that is kept has one.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(640)
    func add(_ text: StaticString) {
      bytes += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }
    func add(text: String) { bytes += text.utf8 }
    func add(number: Int64) { add(text: String(number)) }
    add("{\n  \"about\": ")
    bytes += JSONWriter.member(about)
    add(",\n  \"createdAt\": \"")
    add(text: createdAt.iso8601)
    add("\",\n  \"createdAtUs\": ")
    add(number: createdAt.microseconds)
    if let expiresAt {
      add(",\n  \"expiresAt\": \"")
      add(text: expiresAt.iso8601)
      add("\",\n  \"expiresAtUs\": ")
      add(number: expiresAt.microseconds)
    }
    add(",\n  \"files\": [")
    for (place, file) in files.enumerated() {
      if place > 0 { add(",") }
      add("\n    {\n      \"ending\": \"")
      add(text: file.ending)
      add("\",\n      \"sha256\": \"")
      add(text: file.sha256.description)
      add("\",\n      \"size\": ")
      add(number: file.size)
      add("\n    }")
    }
    add("\n  ],\n  \"key\": \"")
    add(text: key.kind.rawValue)
    add("/")
    add(text: key.digest.description)
    add("\",\n  \"kind\": \"cache-entry\",\n  \"version\": \"1.0\"\n}\n")
    return bytes
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
