package import CutroomModel
package import CutroomSystem

/// What is to be kept: data files, and where they came from.
package struct CacheContent: Sendable {
  /// Where the bytes of a data file are.
  package enum Source: Sendable {
    case bytes([UInt8])
    /// A file that stays where it is.
    case copying(Folder, String)
    /// A file that is taken away once it is kept, such as a finished download; read-only from then on.
    case moving(Folder, String)
    /// So many bytes, which a body hands over piece by piece once there is room for them.
    case pieces(Int64, Pieces)
  }

  /// Hands bytes over to a writer, piece by piece.
  package typealias Pieces =
    @Sendable (_ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Void

  package struct File: Sendable {
    package var source: Source
    /// What follows the dot, such as `mp3`.
    package var ending: String
    /// What the bytes must have, where that is known before.
    package var expected: Digest?

    package init(_ source: Source, ending: String, expecting expected: Digest? = nil) {
      self.source = source
      self.ending = ending
      self.expected = expected
    }
  }

  package var files: [File]
  /// Goes into `metadata.json`: request, rights, what the reader needs; secrets are hidden.
  package var about: JSONValue
  /// Microseconds since 1970: an end before that of the kind, such as a provider's terms ask for.
  package var expiresAt: Int64?
  /// Whether it may have cost money, although others of its kind do not, so that a power cut must
  /// not take it.
  package var isBought: Bool
  /// Microseconds since 1970: when it was got, where that is not now.
  package var createdAt: Int64?

  package init(
    _ files: [File],
    about: JSONValue = [:],
    expiresAt: Int64? = nil,
    isBought: Bool = false,
    createdAt: Int64? = nil
  ) {
    self.files = files
    self.about = about
    self.expiresAt = expiresAt
    self.isBought = isBought
    self.createdAt = createdAt
  }

  /// One data file.
  package init(
    _ source: Source,
    ending: String,
    about: JSONValue = [:],
    expiresAt: Int64? = nil,
    isBought: Bool = false,
    createdAt: Int64? = nil
  ) {
    self.init(
      [File(source, ending: ending)],
      about: about,
      expiresAt: expiresAt,
      isBought: isBought,
      createdAt: createdAt
    )
  }
}

extension CacheContent {
  /// What the files are before anybody has read them: their digests where the bytes are at hand, else
  /// zeros, which are as long.
  func measured() throws -> [CacheFile] {
    guard (1...CacheMetadata.mostFiles).contains(files.count) else {
      throw CacheError.unfit(reason: "an entry has 1 to \(CacheMetadata.mostFiles) files")
    }
    return try files.map { file in
      let size = try file.source.size()
      guard let measured = CacheFile(ending: file.ending, size: size, sha256: file.digest) else {
        let reason = "\"\(file.ending)\" is no ending: 1 to 16 lower-case letters and digits"
        throw CacheError.unfit(reason: reason)
      }
      return measured
    }
  }
}

extension CacheContent {
  /// The same with files that are to be copied and have at most `most` bytes read already: a copy would
  /// read them too, and then once more for their digest.
  ///
  /// Throws `CacheError.changed` where one changes meanwhile.
  func readingFiles(upTo most: Int64) throws -> CacheContent {
    var content = self
    for (place, file) in files.enumerated() {
      guard case .copying(let folder, let name) = file.source, let facts = try folder.facts(name),
        facts.kind == .regular, facts.size <= most
      else { continue }
      let bytes = try folder.openFile(name).read(at: 0, length: Int(facts.size) + 1)
      guard bytes.count == facts.size else { throw CacheError.changed(path: folder.join(name)) }
      content.files[place].source = .bytes(bytes)
    }
    return content
  }

  /// The bytes of the only file, where they are at hand.
  var onlyBytes: [UInt8]? {
    if files.count == 1, case .bytes(let bytes) = files[0].source { bytes } else { nil }
  }

  /// Removes the files that were to be moved, which are kept now.
  func takeAway() throws(SystemError) {
    for file in files {
      if case .moving(let folder, let name) = file.source { try folder.remove(name) }
    }
  }
}

extension CacheContent.File {
  fileprivate var digest: Digest {
    if case .bytes(let bytes) = source { Digest(sha256: bytes) } else { .zero }
  }
}

extension CacheContent.Source {
  fileprivate func size() throws -> Int64 {
    switch self {
    case .bytes(let bytes): return Int64(bytes.count)
    case .pieces(let size, _): return size
    case .copying(let folder, let name), .moving(let folder, let name):
      guard let facts = try folder.facts(name), facts.kind == .regular else {
        throw CacheError.unfit(reason: "\(folder.join(name)) is not a regular file")
      }
      return facts.size
    }
  }
}
