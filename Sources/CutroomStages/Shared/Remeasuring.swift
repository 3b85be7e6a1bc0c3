import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// A file of the project that has other bytes than its document says.
struct ReplacedFile {
  let path: ProjectPath
  let sha256: Digest
  let bytes: Int64

  /// Nil where the bytes are those that `told` says, or nothing can be read there.
  init?(_ name: String, told: Digest, _ scope: StageScope) throws {
    path = try Places.path(name)
    guard case .file(let content, _) = try scope.look(path), content != told else { return nil }
    sha256 = content
    bytes = try scope.project.tree.facts(path)?.size ?? 0
  }

  /// What `measure` finds out of the file.
  func measured<Answer>(
    _ scope: StageScope,
    _ measure: (borrowing Descriptor, String) throws -> Answer
  ) throws -> Answer {
    guard let file = try scope.project.tree.open(path) else {
      throw ItemFault("file-gone", "\(path) is gone; try again", isRetryable: true)
    }
    do { return try measure(file, path.description) } catch let failure as WorkerFailure {
      throw ItemFault(failure, about: path.description)
    }
  }
}

extension MediaWorkers {
  /// What the sidecar of a picture or clip must say where its file was replaced.
  func remeasured(
    sidecar: ProjectPath,
    of item: ItemSpec,
    _ scope: StageScope
  ) throws -> [DocumentChange] {
    guard let metadata = try scope.document(AssetMetadata.self, at: sidecar),
      let file = try ReplacedFile(metadata.file, told: metadata.sha256, scope)
    else { return [] }
    let facts = try file.measured(scope) { try probe($0, path: $1) }
    return [
      DocumentChange(
        path: sidecar,
        members: [
          "sha256": .string(file.sha256.description), "bytes": .integer(file.bytes),
          "media": try DocumentCoding.plainValue(facts.cutroom),
        ].merging(try scope.rights(afterReplacing: sidecar, of: item)) { $1 }
      )
    ]
  }
}

extension StageScope {
  /// What was known of the rights in a file says nothing of the one in its place: none, unless
  /// somebody wrote into the sidecar.
  func rights(
    afterReplacing sidecar: ProjectPath,
    of item: ItemSpec
  ) throws -> [String: JSONValue] {
    let record = recorded(item.id)?.outputs.first { $0.path == sidecar }
    guard case .file(_, let value?) = try look(sidecar), value == record?.value else { return [:] }
    return ["rights": [:]]
  }
}
