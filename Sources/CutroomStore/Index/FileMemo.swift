package import CutroomModel
package import CutroomSystem

/// What a file's bytes are, as far as cutroom compares files.
package enum FileLook: Equatable, Sendable {
  case missing
  /// Not a regular file, or JSON that cannot be read; the reason says which.
  case unreadable(reason: String)
  case file(content: Digest, value: Digest?)

  /// The digest that consumers compare: of the value for JSON, of the bytes for anything else.
  package var digest: Digest? {
    if case .file(let content, let value) = self { value ?? content } else { nil }
  }
}

/// Digests of files under the facts that stat(2) gave for them, so that an unchanged file costs
/// one system call.
///
/// Facts are trusted only when the file's times lie at least 100 ms before the look: a change within
/// one tick of the file system's clock must not hide.
package final class FileMemo: Sendable {
  package struct Entry: Equatable, Sendable {
    package var size: Int64
    package var modified: Int64
    package var changed: Int64
    package var inode: UInt64
    package var content: Digest
    package var value: Digest?
    /// Nanoseconds since 1970.
    package var lookedAt: Int64

    package var isTrusted: Bool { Stamp.isOld(max(modified, changed), at: lookedAt) }

    package func matches(_ facts: FileFacts) -> Bool {
      size == facts.size && modified == facts.modified && changed == facts.changed
        && inode == facts.inode
    }
  }

  private struct Contents: Sendable {
    var entries = FileTable()
    var isChanged = false
    /// Documents of an older version that were met; they are never remembered, so that each look
    /// meets them again until they are migrated.
    var old: Set<ProjectPath> = []
  }

  private let contents = Locked(Contents())
  private let clock: SystemClock

  package init(clock: SystemClock, entries: FileTable = FileTable()) {
    self.clock = clock
    contents.withLock { $0.entries = entries }
  }

  package var isChanged: Bool { contents.withLock { $0.isChanged } }

  package var entries: FileTable { contents.withLock { $0.entries } }

  /// What `path` holds now: from memory where its facts are known and trusted, else by reading it.
  ///
  /// Throws `StoreError.newer` for a document that a later cutroom wrote.
  package func look(at path: ProjectPath, in tree: Tree) throws -> FileLook {
    guard let facts = try tree.facts(path) else { return .missing }
    if let entry = contents.withLock({ $0.entries[path.description] }), entry.matches(facts),
      entry.isTrusted
    {
      return .file(content: entry.content, value: entry.value)
    }
    return try read(path, in: tree)
  }

  /// Reads and hashes `path` whatever is remembered.
  package func read(_ path: ProjectPath, in tree: Tree) throws -> FileLook {
    let lookedAt = clock.now() * 1000
    guard let before = try tree.facts(path) else { return .missing }
    guard before.kind == .regular else { return .unreadable(reason: "it is not a regular file") }
    guard let file = try tree.open(path) else { return .missing }
    let facts = try FileFacts(descriptor: file.raw)
    let content: Digest
    var value: Digest?
    if path.isJSON {
      guard facts.size <= JSONLimits.document.bytes else {
        return .unreadable(reason: "it is longer than \(JSONLimits.document.bytes) bytes")
      }
      let bytes = try file.readAll(limit: JSONLimits.document.bytes)
      content = Digest(sha256: bytes)
      do {
        let (document, isOld) = try Project.parseNoting(bytes, path: path)
        value = DocumentCoding.digest(document)
        if isOld {
          contents.withLock { $0.old.formUnion([path]) }
          return .file(content: content, value: value)
        }
      } catch {
        // Not ours to judge, let alone to replace.
        if case .newer = error { throw error }
        return .unreadable(reason: "\(error)")
      }
    } else {
      content = Digest(hash: try file.sha256(path: path.description))
    }
    remember(path, facts: facts, content: content, value: value, lookedAt: lookedAt)
    return .file(content: content, value: value)
  }

  /// The documents of an older version that were met since this was last asked.
  func takeOldDocuments() -> [ProjectPath] {
    contents.withLock { contents in
      let met = contents.old.sorted()
      contents.old = []
      return met
    }
  }

  /// Notes what was hashed elsewhere while it was still warm.
  package func remember(
    _ path: ProjectPath,
    facts: FileFacts,
    content: Digest,
    value: Digest?,
    lookedAt: Int64
  ) {
    let entry = Entry(
      size: facts.size,
      modified: facts.modified,
      changed: facts.changed,
      inode: facts.inode,
      content: content,
      value: value,
      lookedAt: lookedAt
    )
    contents.withLock {
      $0.entries[path.description] = entry
      $0.isChanged = true
    }
  }

  /// Looks once more at the files that were too young to be trusted.
  ///
  /// One that only its renaming made young is trusted from now on where its facts still hold: any
  /// change of its bytes would have set another time. One whose bytes were young when they were
  /// hashed is hashed again. Lends the entries to `save`; whoever remembers something waits until
  /// that is done, since there may be too many to copy.
  package func settle(in tree: Tree, _ save: (FileTable) throws -> Void) rethrows {
    let young = contents.withLock { $0.entries.filter { !$0.value.isTrusted } }
    for (name, entry) in young {
      let now = clock.now() * 1000
      guard let path = ProjectPath(name), let facts = try? tree.facts(path), entry.matches(facts)
      else {
        contents.withLock { $0.entries[name] = nil }
        continue
      }
      if Stamp.isOld(entry.modified, at: entry.lookedAt) {
        contents.withLock { $0.entries[name]?.lookedAt = now }
      } else if Stamp.isOld(entry.modified, at: now) {
        _ = try? read(path, in: tree)
      }
    }
    try contents.withLock {
      try save($0.entries)
      $0.isChanged = false
    }
  }
}
