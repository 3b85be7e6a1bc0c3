import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Brings what was chosen into the project, each with a sidecar.
struct TakeStep: StageStep {
  let media: MediaWorkers
  let desk: ProviderDesk

  let reads: [PathPattern] = .known(".cutroom/results/media/choice.json")
  let isShareable = false
  let writes: [PathPattern] = .known(
    "assets/images/*",
    "assets/videos/*",
    ".cutroom/results/media/found-*.json"
  )
  let pool = "net"
  let parameters: [String]? = []

  func providers(_ scope: StageScope) -> [String] { MediaStage.searched(scope) }

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    guard !MediaStage.searched(scope).isEmpty else { return [] }
    let choice = try scope.need(as: MediaChoice.self, at: MediaChoice.path)
    return try choice.segments.filter { !$0.picks.isEmpty }.map { segment in
      let wanted: JSONValue = [
        "picks": try DocumentCoding.plainValue(segment.picks.map(\.withoutAddress)),
        "spares": try DocumentCoding.plainValue(segment.spares.map(\.withoutAddress)),
      ]
      let name = "\(MediaChoice.path)#/segments/\(segment.id)"
      return ItemSpec(
        id: "found.\(segment.id)",
        inputs: [.value(name: name, wanted, from: MediaChoice.path)],
        outputs: [try FoundVisuals.path(of: segment.id)],
        element: try DocumentCoding.plainValue(segment),
        // What has an address waits for no turn.
        line: scope.line(
          ofProviders: segment.picks.filter { $0.candidate.url == nil }.map(\.provider)
        )
      )
    }
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let segment = try DocumentCoding.decode(
      MediaChoice.Segment.self,
      from: item.element ?? [:],
      path: MediaChoice.path.description
    )
    var found = FoundVisuals(visuals: [])
    var outputs = item.outputs
    var decisions: [Decision] = []
    var passing: ProviderFault?
    for (number, candidate) in (segment.picks + segment.spares).enumerated()
    where found.visuals.count < segment.picks.count {
      try bench.checkCancelled()
      do {
        let taken = try take(candidate, number, bench, found)
        found.visuals.append(taken.visual)
        outputs += [taken.asset, taken.sidecar]
      } catch let unfit as VisualFile.Unfit {
        bench.log("\(candidate.id): \(unfit.reason)")
        let message = "\(candidate.id): \(unfit.reason)"
        decisions.append(Decision(code: "found-file-skipped", message: message))
      } catch let fault as ProviderFault where fault.isTransient {
        // Its host may be gone for good: a spare one is better than none.
        bench.log(fault.message)
        decisions.append(Decision(code: "found-file-skipped", message: fault.message))
        passing = passing ?? fault
      }
    }
    if found.visuals.isEmpty, let passing { throw passing }
    try bench.saveJSON(DocumentCoding.plainValue(found), to: item.outputs[0])
    return ItemResult(outputs: outputs, decisions: decisions)
  }

  func outputs(of item: ItemSpec, _ scope: StageScope) throws -> [ProjectPath] {
    let found = try scope.document(as: FoundVisuals.self, at: item.outputs[0])
    return item.outputs
      + (try (found?.visuals ?? []).flatMap { visual in
        let asset = try Places.path(visual.file)
        return [asset, try Places.sidecar(of: asset)]
      })
  }

  func remeasured(_ item: ItemSpec, _ scope: StageScope) throws -> [DocumentChange] {
    guard var found = try scope.document(as: FoundVisuals.self, at: item.outputs[0]) else {
      return []
    }
    var changes: [DocumentChange] = []
    var isChanged = false
    for (index, visual) in found.visuals.enumerated() {
      let sidecar = try Places.sidecar(of: Places.path(visual.file))
      changes += try media.remeasured(sidecar: sidecar, of: item, scope)
      if let file = try ReplacedFile(visual.file, told: visual.sha256, scope) {
        found.visuals[index].sha256 = file.sha256
        isChanged = true
      }
    }
    guard isChanged else { return changes }
    let visuals = try DocumentCoding.plainValue(found.visuals)
    return changes + [DocumentChange(path: item.outputs[0], members: ["visuals": visuals])]
  }

  // MARK: - Taking

  private struct Taken {
    let visual: FoundVisuals.Visual
    let asset: ProjectPath
    let sidecar: ProjectPath
  }

  /// Throws `VisualFile.Unfit` where the next candidate may do better.
  private func take(
    _ found: FoundCandidate,
    _ number: Int,
    _ bench: Workbench,
    _ before: FoundVisuals
  ) throws -> Taken {
    let draft = "found-\(number)"
    try download(found, bench).place(as: draft, in: bench.attempt)
    let file = try bench.attempt.openFile(draft)
    let hash = Digest(hash: try file.sha256(path: draft))
    let name = try Places.path(draft)
    let look = try media.stopped(by: bench.cancellation).inspectVisual(file, path: name)
    let asset = try look.visual.path(for: hash)
    let sidecar = try Places.sidecar(of: asset)
    let source = AssetMetadata.Source(
      provider: found.provider,
      path: bench.scope.project.secrets.redaction.text(found.candidate.asset, .document)
    )
    if before.visuals.contains(where: { $0.sha256 == hash }) {
      throw VisualFile.Unfit(reason: "it is the same file as another one")
    }
    if let known = (try? bench.scope.project.document(AssetMetadata.self, at: sidecar)) ?? nil,
      known.sources != [source]
    {
      // Two items must not write one sidecar, each its own way.
      throw VisualFile.Unfit(reason: "the project has the same file from elsewhere")
    }
    try bench.attempt.rename(draft, to: asset.name, in: bench.attempt.makeFolder(asset.folder))
    let metadata = AssetMetadata(
      file: asset.description,
      sha256: hash,
      bytes: try FileFacts(descriptor: file.raw).size,
      sources: [source],
      keywords: found.candidate.keywords,
      rights: found.candidate.rights,
      media: look.facts.cutroom
    )
    try bench.save(metadata, to: sidecar)
    let visual = FoundVisuals.Visual(
      file: asset.description,
      sha256: hash,
      provider: found.provider,
      asset: source.path
    )
    return Taken(visual: visual, asset: asset, sidecar: sidecar)
  }

  private func download(_ found: FoundCandidate, _ bench: Workbench) throws -> BoughtFile {
    do {
      return try desk.take(found.candidate, bench.asking(found.provider))
    } catch let fault as ProviderFault {
      if fault.isAbout(found.candidate) { throw VisualFile.Unfit(reason: fault.message) }
      throw fault.about(found.id)
    }
  }
}
