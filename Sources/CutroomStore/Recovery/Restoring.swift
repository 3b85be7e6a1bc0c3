package import CutroomModel
package import CutroomSystem

extension ProjectSession {
  /// Brings the bytes of an output back: of the edit that counts instead of it where there is one,
  /// else as it was recorded, else (for a document) the newest valid backup.
  ///
  /// What stands there stays on disk under another name. Nil where nothing can bring it back, where
  /// it is readable, or where somebody is writing it; then nothing has changed.
  package func restore(_ output: OutputRecord) throws -> RestoredFile? {
    try changing { try bringBack(output) }
  }

  private func bringBack(_ output: OutputRecord) throws -> RestoredFile? {
    let path = output.path
    let folder = try project.tree.makeFolder(path.folder)
    return try FileTurns.shared.take(path.name, in: folder) {
      let edit = withState { $0.edit(of: output) }
      let copies = try project.copies(of: output, edit: edit)
      // An asset with other bytes is readable, and nevertheless to be replaced where it was asked for.
      let live = try memo.read(path, in: project.tree)
      let isDamaged = output.value == nil && live != .missing && live.digest != output.content
      let choice = Rescue.choose(isDamaged ? .unreadable : live.rescueLive, copies)
      guard case .bringBack(let source, let version) = choice, try !isBeingWritten(path, in: folder)
      else { return nil }
      let kept = try clear(path, in: folder)
      try bring(version == .edited ? edit ?? output : output, from: source, to: folder)
      return RestoredFile(
        path: path,
        source: source,
        version: version,
        isWithoutEdit: edit != nil && version != .edited,
        fault: live.fault,
        kept: kept
      )
    }
  }

  /// Whether somebody has the file open for writing, such as an editor half-way through a save.
  package func isBeingWritten(_ path: ProjectPath) throws -> Bool {
    try isBeingWritten(path, in: project.tree.makeFolder(path.folder))
  }

  private func isBeingWritten(_ path: ProjectPath, in folder: Folder) throws(SystemError) -> Bool {
    guard try folder.facts(path.name)?.kind == .regular else { return false }
    return try folder.openFile(path.name).isOpenForWriting()
  }

  private func bring(
    _ output: OutputRecord,
    from source: RestoreSource,
    to folder: Folder
  ) throws {
    let path = output.path
    let bytes: [UInt8]?
    switch source {
    case .object: bytes = try objects.bytes(output.content)
    case .superseded: return try copySuperseded(output, to: folder)
    case .backup(let generation):
      let name = FileWriter.backup(path.name, generation)
      bytes = try folder.openFile(name).readAll(limit: JSONLimits.document.bytes)
    case .live, .nothing: bytes = nil  // no copy of an output is called so
    }
    guard let bytes else { throw StoreError.lost(path: path.description, reason: "it vanished") }
    try FileWriter(folder: folder).replace(path.name, bytes: bytes, mode: 0o666)
  }

  /// Tells what could be brought back.
  package var reader: ProjectReader { ProjectReader(project, memo: memo) }

  /// Lays the outputs of an earlier commit into an attempt folder, to be committed again.
  package func lay(_ item: ItemRecord, into attempt: Folder) throws {
    for output in item.outputs {
      let folder = try attempt.makeFolder(output.path.folder)
      if let bytes = try objects.bytes(output.content) {
        try FileWriter(folder: folder).create(output.path.name, bytes: bytes, mode: 0o666)
      } else if try project.superseded(output) != nil {
        try copySuperseded(output, to: folder)
      } else if let file = try project.tree.open(output.path) {
        let copy = try folder.createFile(output.path.name, mode: 0o666)
        try copy.copyAll(from: file)
      }
    }
  }

  private func copySuperseded(_ output: OutputRecord, to folder: Folder) throws {
    let source = try project.control("superseded").openFile(output.content.description)
    let temporary = FileWriter.temporaryName()
    let copy = try folder.createFile(temporary, mode: 0o666)
    try copy.copyAll(from: source)
    try copy.sync()
    try folder.rename(temporary, to: output.path.name)
    try folder.sync()
  }

  private func clear(_ path: ProjectPath, in folder: Folder) throws(SystemError) -> String? {
    guard try folder.facts(path.name) != nil else { return nil }
    return try setAside(path, in: folder)
  }
}
