package import CutroomModel
package import CutroomSystem

/// An item whose outputs are whole in its attempt folder.
package struct FinishedItem: Sendable {
  package var key: ItemKey
  package var fingerprint: Fingerprint
  package var outputs: [ProjectPath]
  package var decisions: [Decision]
  package var run: String
  /// The attempt's folder name under `attempts/`.
  package var attempt: String
  package var milliseconds: Int64

  package init(
    key: ItemKey,
    fingerprint: Fingerprint,
    outputs: [ProjectPath],
    decisions: [Decision],
    run: String,
    attempt: String,
    milliseconds: Int64
  ) {
    self.key = key
    self.fingerprint = fingerprint
    self.outputs = outputs
    self.decisions = decisions
    self.run = run
    self.attempt = attempt
    self.milliseconds = milliseconds
  }
}

/// What is wrong with an output that a stage left behind.
package enum OutputFault: Error, Sendable {
  case missing(ProjectPath)
  case notAFile(ProjectPath)
  case unreadable(ProjectPath, reason: String)
  /// A JSON output of more bytes than a document may have.
  case tooLong(ProjectPath, bytes: Int64, limit: Int)
}

extension ProjectSession {
  /// Puts a finished item's outputs in place and records it.
  ///
  /// Outputs are fsynced with their names and hashed, `produced` is made durable, the files are
  /// renamed into place, `committed` is appended. Throws `OutputFault` where an output is not what it
  /// must be, before anything has changed.
  package func commit(_ finished: FinishedItem, attempt: Folder) throws -> ItemRecord {
    try changing { try commit(finished, from: Tree(attempt)) }
  }

  private func commit(_ finished: FinishedItem, from source: Tree) throws -> ItemRecord {
    let item = try produce(finished, from: source)
    try place(item, from: source, attempt: finished.attempt)
    try record([.committed(item)], durable: false)
    return item
  }

  /// Makes outputs durable under names that recovery finds, and the record that goes on from there.
  func produce(_ finished: FinishedItem, from source: Tree) throws -> ItemRecord {
    let outputs = try finished.outputs.map { try prepare($0, in: source) }
    try setReady(outputs, of: finished.attempt, in: source)
    let kept = try outputs.compactMap { try replaced(by: $0) }
    let item = ItemRecord(
      key: finished.key,
      fingerprint: finished.fingerprint,
      outputs: outputs,
      decisions: finished.decisions,
      run: finished.run,
      at: project.clock.now(),
      milliseconds: finished.milliseconds
    )
    try record(kept + [.produced(item, attempt: finished.attempt)], durable: true)
    return item
  }

  /// Whether an item is durable in this attempt's folder and not yet in place: then the folder is
  /// needed by the recovery that goes on from here.
  package func isUnfinished(_ key: ItemKey, attempt: String) -> Bool {
    withState { $0.produced[key]?.attempt == attempt }
  }

  /// Moves the outputs of a produced item into place; to be done again after a crash.
  func place(
    _ item: ItemRecord,
    from source: Tree,
    attempt: String,
    isRepeated: Bool = false
  ) throws {
    var touched: Set<String> = []
    let recorded = Set((self.item(item.key)?.outputs ?? []).map(\.content))
    for (number, output) in item.outputs.enumerated() {
      let ready = output.path.isJSON ? nil : Self.readyName(attempt, number)
      if try place(output, from: source, ready: ready, recorded: recorded) {
        touched.insert(output.path.folder)
        try noteFacts(of: output)
      } else {
        if let ready { try project.control("attempts").remove(ready) }
        // Renamed before the crash, and perhaps not yet durable there.
        if isRepeated { touched.insert(output.path.folder) }
      }
    }
    for folder in touched { try project.tree.folder(folder)?.sync() }
  }

  private func prepare(_ path: ProjectPath, in source: Tree) throws -> OutputRecord {
    guard let facts = try source.facts(path) else { throw OutputFault.missing(path) }
    guard facts.kind == .regular, let file = try source.open(path) else {
      throw OutputFault.notAFile(path)
    }
    try file.sync(path: path.description)
    guard path.isJSON else {
      let content = Digest(hash: try file.sha256(path: path.description))
      return OutputRecord(path: path, content: content, value: nil, size: facts.size)
    }
    let limit = JSONLimits.document.bytes
    guard facts.size <= limit else {
      throw OutputFault.tooLong(path, bytes: facts.size, limit: limit)
    }
    let value: JSONValue
    let bytes: [UInt8]
    do {
      bytes = try file.readAll(limit: limit, path: path.description)
      value = try Project.parse(bytes, path: path)
    } catch let error as StoreError {
      throw OutputFault.unreadable(path, reason: "\(error)")
    }
    let digest = DocumentCoding.digest(value)
    if let standing = try standing(path, value: digest) { return standing }
    let content = Digest(sha256: bytes)
    try objects.keep(bytes, digest: content)
    return OutputRecord(path: path, content: content, value: digest, size: facts.size)
  }

  /// Gives outputs that lie nowhere else, as documents do, a durable name for recovery.
  ///
  /// All get it in one folder, so that one sync does.
  private func setReady(_ outputs: [OutputRecord], of attempt: String, in source: Tree) throws {
    let attempts = try project.control("attempts")
    var isAny = false
    for (number, output) in outputs.enumerated() where !output.path.isJSON {
      let name = Self.readyName(attempt, number)
      try source.folder(output.path.folder)?.rename(output.path.name, to: name, in: attempts)
      isAny = true
    }
    if isAny { try attempts.sync() }
  }

  /// The name in `attempts` of an output that is ready to be put in its place.
  static func readyName(_ attempt: String, _ number: Int) -> String { "\(attempt).\(number)" }

  /// Names the version of a document that an output is going to push into the backups.
  private func replaced(by output: OutputRecord) throws -> JournalRecord? {
    guard keeping.backups > 0, let value = output.value,
      case .file(let content, let old?) = try memo.look(at: output.path, in: project.tree),
      old != value
    else { return nil }
    return .kept(output.path, content: content)
  }

  /// The document in place, where it says the same in other bytes: then those stay, and they are
  /// what the record must name.
  private func standing(_ path: ProjectPath, value: Digest) throws -> OutputRecord? {
    guard case .file(let content, .some(value)) = try memo.look(at: path, in: project.tree),
      let bytes = try project.tree.read(path, limit: JSONLimits.document.bytes),
      Digest(sha256: bytes) == content
    else { return nil }
    try objects.keep(bytes, digest: content)
    return OutputRecord(path: path, content: content, value: value, size: Int64(bytes.count))
  }

  /// False where the final path already holds these bytes, or another writing of this value.
  private func place(
    _ output: OutputRecord,
    from source: Tree,
    ready: String?,
    recorded: Set<Digest>
  ) throws -> Bool {
    let folder = try project.tree.makeFolder(output.path.folder)
    return try FileTurns.shared.take(output.path.name, in: folder) {
      try place(output, from: source, ready: ready, in: folder, recorded: recorded)
    }
  }

  private func place(
    _ output: OutputRecord,
    from source: Tree,
    ready: String?,
    in folder: Folder,
    recorded: Set<Digest>
  ) throws -> Bool {
    let path = output.path
    let live = try memo.look(at: path, in: project.tree)
    switch live {
    case .file(output.content, _): return false
    case .file(_, let value?) where value == output.value: return false
    default: break
    }
    guard let (from, name) = try origin(of: path, in: source, ready: ready) else {
      return try placeFromObject(output, over: live, in: folder)
    }
    if let old = try folder.facts(path.name), old.kind == .regular {
      let writer = FileWriter(folder: folder)
      try writer.keepAttributes(of: path.name, old, on: from.openFile(name))
    }
    try keep(live, at: path, in: folder, recorded: recorded)
    try from.rename(name, to: path.name, in: folder)
    return true
  }

  private func origin(
    of path: ProjectPath,
    in source: Tree,
    ready: String?
  ) throws -> (folder: Folder, name: String)? {
    if let ready {
      let attempts = try project.control("attempts")
      if try attempts.facts(ready)?.kind == .regular { return (attempts, ready) }
    }
    guard let folder = try source.folder(path.folder),
      try folder.facts(path.name)?.kind == .regular
    else { return nil }
    return (folder, path.name)
  }

  private func placeFromObject(
    _ output: OutputRecord,
    over live: FileLook,
    in folder: Folder
  ) throws -> Bool {
    guard let bytes = try objects.bytes(output.content) else {
      throw StoreError.lost(path: output.path.description, reason: "its attempt folder is gone")
    }
    try keep(live, at: output.path, in: folder, recorded: [])
    try FileWriter(folder: folder).replace(output.path.name, bytes: bytes, mode: 0o666)
    return true
  }

  /// Saves what stands at a path from being replaced: a document into its backups, an asset into
  /// the superseded store, an asset with bytes that nobody recorded into the trash, bad bytes under
  /// a name that says so.
  func keep(
    _ live: FileLook,
    at path: ProjectPath,
    in folder: Folder,
    recorded: Set<Digest>
  ) throws {
    switch live {
    case .missing: return
    case .unreadable: try setAside(path, in: folder)
    case .file(_, .some):
      try FileWriter(folder: folder).rotate(path.name, .init(generations: keeping.backups))
    case .file(let content, nil):
      let isKnown = recorded.contains(content)
      let store = try project.control(isKnown ? "superseded" : "trash")
      let name = isKnown ? content.description : "\(stamp)-\(path.name)".shortened(to: 255)
      do { try FileWriter(folder: folder).keepCopy(path.name, as: name, in: store) } catch {
        // The same bytes are kept already, perhaps by another thread at this moment.
        if error.code == .exists { return }
        throw error
      }
      try store.sync()
    }
  }

  /// Gives bad bytes the further name `<file>.corrupt-<time>`; returns its path.
  ///
  /// They stand at their own name, too, until something good is renamed over them: a crash between
  /// the two leaves no gap.
  @discardableResult
  func setAside(_ path: ProjectPath, in folder: Folder) throws(SystemError) -> String {
    // A part of a path may have 240 bytes; the last five tell two of one moment apart.
    let prefix = path.name.shortened(to: 204) + ".corrupt-"
    if let name = try earlierName(of: path.name, prefix: prefix, in: folder) {
      return path.folder.isEmpty ? name : "\(path.folder)/\(name)"
    }
    var name = prefix + stamp
    if try folder.facts(name) != nil { name += "-\(RandomName.hex(4))" }
    if try folder.facts(path.name)?.kind == .regular {
      try FileWriter(folder: folder).keepCopy(path.name, as: name)
    } else {
      try folder.rename(path.name, to: name)
    }
    try folder.sync()
    return path.folder.isEmpty ? name : "\(path.folder)/\(name)"
  }

  /// The name that a predecessor gave the same bytes before it died.
  private func earlierName(
    of name: String,
    prefix: String,
    in folder: Folder
  ) throws(SystemError) -> String? {
    guard let facts = try folder.facts(name), facts.links > 1 else { return nil }
    for other in try folder.names() where other.hasPrefix(prefix) {
      if try folder.facts(other)?.inode == facts.inode { return other }
    }
    return nil
  }

  private var stamp: String { Instant(microseconds: project.clock.now()).compact }

  private func noteFacts(of output: OutputRecord) throws {
    guard let facts = try project.tree.facts(output.path) else { return }
    memo.remember(
      output.path,
      facts: facts,
      content: output.content,
      value: output.value,
      lookedAt: project.clock.now() * 1000
    )
  }
}

extension String {
  /// As much of the beginning as fits into so many bytes: a name in a folder may have 255.
  fileprivate func shortened(to bytes: Int) -> String {
    var text = self
    while text.utf8.count > bytes { text.removeLast() }
    return text
  }
}

extension Instant {
  /// `20261120T094500123Z`: sorts by time and is safe in a file name.
  fileprivate var compact: String {
    iso8601.filter { $0.isLetter || $0.isNumber }
  }
}

extension ProjectSession {
  /// Records outputs as they stand on disk as good, with copies of the documents among them.
  package func accept(_ items: [ItemRecord]) throws {
    try changing {
      for output in items.flatMap(\.outputs) where output.value != nil {
        let limit = JSONLimits.document.bytes
        guard let bytes = try project.tree.read(output.path, limit: limit) else { continue }
        try objects.keep(bytes, digest: output.content)
      }
      try record(items.map { .committed($0) }, durable: true)
    }
  }

  /// Records a document that no item makes, such as `metadata.json`, as it stands on disk.
  ///
  /// False where no record names the file, or an item makes it. Throws where it cannot be read.
  package func acceptFile(_ path: ProjectPath) throws -> Bool {
    guard withState({ $0.files[path] }) != nil else { return false }
    guard let bytes = try project.bytes(of: path) else {
      throw StoreError.lost(path: path.description, reason: "it is not there")
    }
    let content = Digest(sha256: bytes)
    let value = DocumentCoding.digest(try Project.parse(bytes, path: path))
    try changing { try objects.keep(bytes, digest: content) }
    let size = Int64(bytes.count)
    let output = OutputRecord(path: path, content: content, value: value, size: size)
    try record([.wrote(output, at: project.clock.now())], durable: true)
    return true
  }

  /// Records what a person chose in a stage.
  package func choose(_ topics: [String], in stage: String, offered: Digest) throws {
    let now = project.clock.now()
    try record([.chosen(stage: stage, topics: topics, offered: offered, at: now)], durable: true)
  }
}
