package import CutroomModel
import CutroomSystem

extension ProjectSession {
  /// Keeps what stands at those of `paths` that are recorded documents and say something else than
  /// what counts for them so far: from now on they count as they stand, durable when this returns.
  ///
  /// To be called before anything is made from them: an edit that work was built on must be able to
  /// come back, whatever becomes of the file. Throws `StoreError.newer` for a document that a later
  /// cutroom wrote.
  package func keepEdits(among paths: some Sequence<ProjectPath>) throws {
    for path in paths where path.isJSON {
      guard let known = valueInForce(at: path),
        case .file(_, let value?) = try memo.look(at: path, in: project.tree), value != known,
        let bytes = try project.bytes(of: path),
        // An editor may be at it this moment: whoever comes next sees what became of it.
        let document = try? DocumentBytes(bytes, at: path),
        // Readable, and nothing can be made from it: the last version that was good for that counts on.
        DocumentKind(path: path)?.fault(in: document.value) == nil
      else { continue }
      try use(document, at: path)
    }
  }

  /// Records that a document counts as these bytes say, with a copy of them, unless it does already.
  func use(_ document: DocumentBytes, at path: ProjectPath) throws {
    let (content, value) = document.output
    guard let known = valueInForce(at: path), known != value else { return }
    let size = Int64(document.bytes.count)
    let output = OutputRecord(path: path, content: content, value: value, size: size)
    try changing {
      try objects.keep(document.bytes, digest: content)
      try record([.used(output, at: project.clock.now())], durable: true)
    }
  }

  /// What a recorded document says by the journal: its edit where there is one, else as recorded.
  private func valueInForce(at path: ProjectPath) -> Digest? {
    if let output = withState({ $0.edits[path] ?? $0.files[path] }) { return output.value }
    return madeValues.withLock { values in withState { values.value(at: path, in: $0) } }
  }
}

/// What the documents that items made were when they were recorded.
///
/// Records are many and those asked for mostly few: each is searched for, and only where that goes
/// on a table is made of all.
struct MadeValues {
  private var searches = 0
  private var table: [ProjectPath: Digest]?

  static let mostSearches = 16

  /// Whether there is a table of all.
  var isTable: Bool { table != nil }

  mutating func value(at path: ProjectPath, in state: ProjectState) -> Digest? {
    if let table { return table[path] }
    searches += 1
    if searches <= Self.mostSearches { return state.madeOutput(at: path)?.value }
    var values: [ProjectPath: Digest] = [:]
    for items in state.items.values {
      for item in items.values {
        for output in item.outputs { values[output.path] = output.value }
      }
    }
    table = values
    return values[path]
  }

  /// Keeps a table true to the state.
  mutating func apply(_ record: JournalRecord) {
    switch record {
    case .committed(let item):
      for output in item.outputs { table?[output.path] = output.value }
    case .forgotten, .rekeyed: self = MadeValues()
    default: break
    }
  }
}
