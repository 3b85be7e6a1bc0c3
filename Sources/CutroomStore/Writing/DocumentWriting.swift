package import CutroomModel
import CutroomSystem

/// A document as it will stand on disk.
struct DocumentBytes {
  let bytes: [UInt8]
  let value: JSONValue

  /// Takes bytes as they are; throws where they are no document for `path`.
  init(_ bytes: [UInt8], at path: ProjectPath) throws(StoreError) {
    self.bytes = bytes
    value = try Project.parse(bytes, path: path)
  }

  /// Writes a value out, strictly read back.
  init(_ value: JSONValue, at path: ProjectPath) throws(StoreError) {
    bytes = try DocumentCoding.checkedBytes(value, at: path)
    self.value = value
  }

  var output: (content: Digest, value: Digest) {
    (Digest(sha256: bytes), DocumentCoding.digest(value))
  }
}

/// What stood at a document's place when it was read.
struct DocumentSeen {
  /// Nil where there was no file.
  let content: Digest?
  /// Nil where it could not be read as a document.
  let value: JSONValue?
  /// Whether a later cutroom wrote it: whole, and not ours to read.
  var isNewer = false
  var isUnreadable: Bool { content != nil && value == nil && !isNewer }
}

extension ProjectSession {
  /// Changes a document: reads it, lets `change` make its next value of the last (nil where there is
  /// no file), and writes that, with no other writer in between.
  ///
  /// What stood there becomes the newest backup; an equal value writes nothing and answers false.
  /// The old `createdAt` stays. Throws `StoreError.changed` where an editor, which asks nobody,
  /// changed the file meanwhile, and `.malformed` or `.invalid` where it cannot be read; then
  /// nothing was written.
  package func update(
    _ path: ProjectPath,
    _ change: (JSONValue?) throws -> JSONValue
  ) throws -> Bool {
    let written = try replaceDocument(path) { seen in
      if seen.isUnreadable || seen.isNewer { _ = try project.json(path) }
      var next = try change(seen.value)
      if let created = seen.value?["createdAt"] { next["createdAt"] = created }
      return try DocumentBytes(next, at: path)
    }
    guard let written else { return false }
    if withState({ $0.files[path] != nil }) {
      try objects.keep(written.bytes, digest: written.output.content)
      try record([.wrote(written.record(at: path), at: project.clock.now())], durable: true)
    }
    return true
  }

  /// Reads a document and replaces it in one turn; nil where it has the new value (with `isExact`
  /// each byte) already.
  ///
  /// What is readable becomes the newest backup, bad bytes stay as `<file>.corrupt-<time>`.
  func replaceDocument(
    _ path: ProjectPath,
    isExact: Bool = false,
    with next: (DocumentSeen) throws -> DocumentBytes
  ) throws -> DocumentBytes? {
    let folder = try project.tree.makeFolder(path.folder)
    return try FileTurns.shared.take(path.name, in: folder) {
      let seen = try see(path)
      let new = try next(seen)
      if isExact, seen.content == new.output.content { return nil }
      if !isExact, let old = seen.value, DocumentCoding.digest(old) == new.output.value {
        return nil
      }
      try changing {
        let isKept = seen.value != nil || seen.isNewer
        let generations = isKept ? max(1, keeping.backups) : 0
        if isKept, let content = seen.content {
          try record([.kept(path, content: content)], durable: true)
        }
        if seen.isUnreadable { try setAside(path, in: folder) }
        try FileWriter(folder: folder).replace(
          path.name,
          bytes: new.bytes,
          mode: 0o666,
          rotation: .init(generations: generations)
        ) {
          let now = try see(path).content
          guard now == seen.content || (seen.isUnreadable && now == nil) else {
            throw StoreError.changed(path: path.description)
          }
        }
      }
      return new
    }
  }

  private func see(_ path: ProjectPath) throws -> DocumentSeen {
    do {
      switch try memo.read(path, in: project.tree) {
      case .missing: return DocumentSeen(content: nil, value: nil)
      case .unreadable: return DocumentSeen(content: try contentOfUnreadable(path), value: nil)
      case .file(let content, _):
        return DocumentSeen(content: content, value: try project.json(path))
      }
    } catch StoreError.newer {
      return DocumentSeen(content: try contentOfUnreadable(path), value: nil, isNewer: true)
    }
  }

  /// A digest that tells one unreadable state from another, whatever stands there.
  private func contentOfUnreadable(_ path: ProjectPath) throws -> Digest? {
    guard let facts = try project.tree.facts(path) else { return nil }
    guard facts.kind == .regular, let file = try project.tree.open(path) else { return .zero }
    return Digest(hash: try file.sha256(path: path.description))
  }
}

extension DocumentBytes {
  fileprivate func record(at path: ProjectPath) -> OutputRecord {
    let (content, value) = output
    return OutputRecord(path: path, content: content, value: value, size: Int64(bytes.count))
  }
}
