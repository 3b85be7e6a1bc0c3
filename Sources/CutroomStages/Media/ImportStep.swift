import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Brings the chosen files of the library into the project, each once, with a sidecar.
struct ImportStep: StageStep {
  let media: MediaWorkers

  let reads: [PathPattern] = .known(".cutroom/results/media/match.json")
  let isShareable = false
  let writes: [PathPattern] = .known("assets/images/*", "assets/videos/*")
  let parameters: [String]? = []

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let match = try scope.need(as: MediaMatch.self, at: Places.mediaMatch)
    return try match.files.map { file in
      let asset = try Places.path(file.file)
      let names = JSONValue.array(file.paths.map { .string($0) })
      return ItemSpec(
        id: file.sha256.description,
        // The file itself is named by its content: another content would be another item.
        inputs: [
          .value(name: "sha256", .string(file.sha256.description), from: nil),
          .value(name: "paths", names, from: nil),
        ] + (try file.sidecars.map { .workspaceFile(try Places.path($0)) }),
        outputs: [asset, try Places.sidecar(of: asset)],
        element: try DocumentCoding.plainValue(file)
      )
    }
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let file = try DocumentCoding.decode(
      MediaMatch.File.self,
      from: item.element ?? [:],
      path: Places.mediaMatch.description
    )
    let source = try Places.path(file.paths.first ?? "")
    let asset = item.outputs[0]
    let copy = try copy(source, to: asset, file.sha256, bench)
    let facts: ProbeFacts
    do {
      let found = try media.stopped(by: bench.cancellation)
        .inspectVisual(copy, path: source)
      guard try found.visual.path(for: file.sha256) == asset else {
        throw VisualFile.Unfit(reason: "it is not what it was measured to be")
      }
      facts = found.facts
    } catch let unfit as VisualFile.Unfit {
      throw ItemFault("media-unfit", "\(source): \(unfit.reason)")
    }
    let (sidecar, decisions) = try LibrarySidecar.merged(
      file.sidecars.map { try Places.path($0) },
      bench.scope
    )
    let metadata = AssetMetadata(
      file: asset.description,
      sha256: file.sha256,
      bytes: try FileFacts(descriptor: copy.raw).size,
      sources: file.paths.map { AssetMetadata.Source(provider: "library", path: $0) },
      keywords: sidecar.keywords ?? [],
      rights: sidecar.rights,
      media: facts.cutroom
    )
    try bench.save(metadata, to: item.outputs[1])
    return ItemResult(outputs: item.outputs, decisions: decisions)
  }

  func remeasured(_ item: ItemSpec, _ scope: StageScope) throws -> [DocumentChange] {
    try media.remeasured(sidecar: item.outputs[1], of: item, scope)
  }

  /// Copies the bytes, sharing blocks where the file system can, and makes sure that they are the
  /// ones that were chosen.
  private func copy(
    _ source: ProjectPath,
    to asset: ProjectPath,
    _ expected: Digest,
    _ bench: Workbench
  ) throws -> Descriptor {
    guard let original = try bench.scope.project.workspace.tree.open(source) else {
      throw ItemFault("library-file-gone", "\(source) is gone; run again", isRetryable: true)
    }
    let copy = try bench.create(asset)
    try copy.copyAll(from: original, path: asset.description)
    guard Digest(hash: try copy.sha256(path: asset.description)) == expected else {
      throw ItemFault(
        "library-file-changed",
        "\(source) has changed since it was chosen; run again",
        isRetryable: true
      )
    }
    return copy
  }
}
