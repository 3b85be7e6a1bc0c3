package import CutroomModel
import CutroomSystem

/// What a person decided, as the journal keeps it.
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

  /// Changes a document that only persons write, such as `waivers.json`, and records it; false where
  /// it says so already, and then it is recorded nevertheless where no record names it yet.
  ///
  /// Throws as ``update(_:_:)`` does.
  package func decide(
    _ path: ProjectPath,
    _ change: (JSONValue?) throws -> JSONValue
  ) throws -> Bool {
    let isChanged = try update(path, change)
    if withState({ $0.files[path] }) == nil { try recordFile(path) }
    return isChanged
  }

  /// Records a document that no item makes, such as `metadata.json`, as it stands on disk.
  ///
  /// False where no record names the file, or an item makes it. Throws where it cannot be read.
  package func acceptFile(_ path: ProjectPath) throws -> Bool {
    guard withState({ $0.files[path] }) != nil else { return false }
    try recordFile(path)
    return true
  }

  private func recordFile(_ path: ProjectPath) throws {
    guard let bytes = try project.bytes(of: path) else {
      throw StoreError.lost(path: path.description, reason: "it is not there")
    }
    let content = Digest(sha256: bytes)
    let value = DocumentCoding.digest(try Project.parse(bytes, path: path))
    try changing { try objects.keep(bytes, digest: content) }
    let size = Int64(bytes.count)
    let output = OutputRecord(path: path, content: content, value: value, size: size)
    try record([.wrote(output, at: project.clock.now())], durable: true)
  }

  /// Records what a person chose in a stage: it counts more than what they accepted there before.
  package func choose(_ topics: [String], in stage: String, offered: Digest) throws {
    let now = project.clock.now()
    let accepted = withState { $0.items[stage]?.values.filter { $0.acceptedBecause != nil } ?? [] }
    try record(
      accepted.map { .forgotten($0.key) }
        + [.chosen(stage: stage, topics: topics, offered: offered, at: now)],
      durable: true
    )
  }
}
