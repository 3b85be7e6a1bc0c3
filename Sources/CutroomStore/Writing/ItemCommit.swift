package import CutroomModel
package import CutroomSystem

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
      milliseconds: finished.milliseconds,
      acceptedBecause: finished.acceptedBecause
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
}
