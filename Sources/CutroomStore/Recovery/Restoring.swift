package import CutroomModel
package import CutroomSystem

extension ProjectSession {
  /// Brings the recorded bytes of an output back, else (for a document) the newest valid backup.
  ///
  /// What stands there stays on disk under another name. Nil where nothing can bring it back;
  /// then nothing has changed.
  package func restore(_ output: OutputRecord) throws -> RestoredFile? {
    let path = output.path
    try beginChanging()
    let folder = try project.tree.makeFolder(path.folder)
    if let bytes = try objects.bytes(output.content) {
      let kept = try clear(path, in: folder)
      try FileWriter(folder: folder).replace(path.name, bytes: bytes, mode: 0o666)
      return RestoredFile(path: path, source: .object, kept: kept)
    }
    if try isSuperseded(output) {
      let kept = try clear(path, in: folder)
      try copySuperseded(output, to: folder)
      return RestoredFile(path: path, source: .superseded, kept: kept)
    }
    guard path.isJSON, let (generation, bytes) = try newestValidBackup(of: path, in: folder) else {
      return nil
    }
    let kept = try clear(path, in: folder)
    try FileWriter(folder: folder).replace(path.name, bytes: bytes, mode: 0o666)
    return RestoredFile(path: path, source: .backup(generation), kept: kept)
  }

  /// Tells what could be brought back.
  package var reader: ProjectReader { ProjectReader(project, memo: memo) }

  /// Lays the outputs of an earlier commit into an attempt folder, to be committed again.
  package func lay(_ item: ItemRecord, into attempt: Folder) throws {
    for output in item.outputs {
      let folder = try attempt.makeFolder(output.path.folder)
      if let bytes = try objects.bytes(output.content) {
        try FileWriter(folder: folder).create(output.path.name, bytes: bytes, mode: 0o666)
      } else if try isSuperseded(output) {
        try copySuperseded(output, to: folder)
      } else if let file = try project.tree.open(output.path) {
        let copy = try folder.createFile(output.path.name, mode: 0o666)
        try copy.copyAll(from: file)
      }
    }
  }

  private func isSuperseded(_ output: OutputRecord) throws -> Bool {
    let store = try project.control("superseded")
    let name = output.content.description
    guard let facts = try store.facts(name), facts.kind == .regular, facts.size == output.size
    else { return false }
    // Size alone promises nothing: a power cut leaves files of the right size full of zeros.
    return Digest(hash: try store.openFile(name).sha256(path: store.join(name))) == output.content
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

  private func newestValidBackup(
    of path: ProjectPath,
    in folder: Folder
  ) throws -> (generation: Int, bytes: [UInt8])? {
    for generation in 1...9 {
      let name = FileWriter.backup(path.name, generation)
      guard try folder.facts(name)?.kind == .regular else { continue }
      let bytes = try folder.openFile(name).readAll(limit: JSONLimits.document.bytes)
      if (try? Project.parse(bytes, path: path)) != nil { return (generation, bytes) }
    }
    return nil
  }
}
