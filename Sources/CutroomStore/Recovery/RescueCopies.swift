import CutroomModel
import CutroomSystem

extension Project {
  private static let largestGeneration = 9

  /// The whole copies that there are of an output, and of the edit that counts instead of it; makes
  /// no folder and changes nothing.
  ///
  /// An I/O error is thrown: a copy that could not be read is no copy that is bad.
  func copies(of output: OutputRecord, edit: OutputRecord?) throws -> Rescue.Copies {
    var copies = Rescue.Copies()
    if let objects = try tree.folder(".cutroom/objects") {
      let store = ObjectStore(folder: objects)
      copies.hasObject = try store.bytes(output.content) != nil
      copies.hasEdit = try edit.map { try store.bytes($0.content) != nil } ?? false
    }
    copies.isSuperseded = try superseded(output) != nil
    guard output.path.isJSON, let folder = try tree.folder(output.path.folder) else {
      return copies
    }
    for generation in 1...Self.largestGeneration {
      let name = FileWriter.backup(output.path.name, generation)
      guard let value = try validBackup(name, of: output.path, in: folder) else { continue }
      let digest = DocumentCoding.digest(value)
      let isEdit = edit.map { $0.value == digest } ?? false
      let version: RestoredVersion = digest == output.value ? .recorded : .earlier
      copies.backups.append((generation, isEdit ? .edited : version))
    }
    return copies
  }

  /// The store of superseded outputs where it has this one whole.
  func superseded(_ output: OutputRecord) throws -> Folder? {
    guard let store = try workspace.tree.folder(".cutroom/\(id)/superseded"),
      let facts = try store.facts(output.content.description), facts.kind == .regular,
      facts.size == output.size
    else { return nil }
    let name = output.content.description
    // Size alone promises nothing: a power cut leaves files of the right size full of zeros.
    let content = Digest(hash: try store.openFile(name).sha256(path: store.join(name)))
    return content == output.content ? store : nil
  }

  private func validBackup(
    _ name: String,
    of path: ProjectPath,
    in folder: Folder
  ) throws -> JSONValue? {
    guard let facts = try folder.facts(name), facts.kind == .regular,
      facts.size <= JSONLimits.document.bytes
    else { return nil }
    let bytes = try folder.openFile(name).readAll(limit: JSONLimits.document.bytes)
    guard let value = try? Project.parse(bytes, path: path),
      DocumentKind(path: path)?.fault(in: value) == nil
    else { return nil }
    return value
  }
}
