import CutroomModel
import CutroomSystem

/// An output on its way to its final place.
extension ProjectSession {
  /// False where the final path already holds these bytes, or another writing of this value.
  func place(
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
      let new = try from.openFile(name)
      // A file with a second name is the cache's own: its mode is not to be changed from here.
      if try FileFacts(descriptor: new.raw).links == 1 {
        try FileWriter(folder: folder).keepAttributes(of: path.name, old, on: new)
      }
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

  /// Remembers a file that was just put in place, so that nobody has to read it again.
  func noteFacts(of output: OutputRecord) throws {
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
