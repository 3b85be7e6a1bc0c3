import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Draws a title card for each segment that nothing fits of what there is.
struct CardStep: StageStep {
  let media: MediaWorkers

  let reads: [PathPattern] =
    Places.scripts
    + .known(
      "topics/selected.json",
      "scripts/tags.json",
      ".cutroom/results/media/match.json",
      ".cutroom/results/media/choice.json",
      ".cutroom/results/media/found-*.json"
    )
  let writes: [PathPattern] = .known(
    "assets/images/*",
    ".cutroom/results/media/card-*.json"
  )
  let parameters: [String]? = []
  let codeVersion = 2

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let match = try scope.need(as: MediaMatch.self, at: Places.mediaMatch)
    let found = try FoundFiles(scope, asked: MediaStage.searched(scope))
    let unmatched = match.segments.filter(\.visuals.isEmpty).map(\.id)
    let bare = Set(try unmatched.filter { try found.files(of: $0).isEmpty })
    let size = "\(scope.settings.width)x\(scope.settings.height)"
    let tags = try scope.document(Tags.self, at: Places.tags)?.segments ?? []
    let phrases = Dictionary(tags.map { ($0.id, $0.phrases) }) { first, _ in first }
    return try scope.segments().filter { bare.contains($0.id) }.map { segment in
      let script = segment.script
      let title = ItemInput.value(
        name: "\(script.path)#/title",
        .string(script.script.title),
        from: script.path
      )
      let heading = CardHeading.words(of: segment, phrases: phrases[segment.id] ?? [])
      return ItemSpec(
        id: segment.id,
        inputs: [
          segment.textInput, segment.roleInput, title,
          .value(name: "heading", .string(heading), from: Places.tags),
          .value(name: "settings.video.size", .string(size), from: nil),
        ],
        outputs: [try Card.path(of: segment.id)],
        element: .string(heading)
      )
    }
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let settings = bench.scope.settings
    let words = item.element?.string ?? ""
    let design = TitleCardDesign(text: words, width: settings.width, height: settings.height)
    let draft = "card.jpg"
    do {
      try TitleCard(bench.ffmpeg()).draw(design, to: draft, in: bench.attempt)
    } catch let error as FFmpegError {
      throw ItemFault(error, about: "the title card of \(item.id)")
    }
    let file = try bench.attempt.openFile(draft)
    let hash = Digest(hash: try file.sha256(path: draft))
    let asset = try Places.path("assets/images/\(hash).jpg")
    try bench.attempt.rename(draft, to: asset.name, in: bench.attempt.makeFolder(asset.folder))
    let facts: ProbeFacts
    do {
      facts = try media.stopped(by: bench.cancellation).inspectVisual(file, path: asset).facts
    } catch let unfit as VisualFile.Unfit {
      throw ItemFault("card-unfit", "the title card of \(item.id): \(unfit.reason)")
    }
    let sidecar = try Places.sidecar(of: asset)
    let metadata = AssetMetadata(
      file: asset.description,
      sha256: hash,
      bytes: try FileFacts(descriptor: file.raw).size,
      // The same words make the same card, whichever segments show it.
      sources: [AssetMetadata.Source(provider: "card", path: "title-card")],
      keywords: [],
      rights: Rights(title: words, author: nil, licence: "CC0-1.0", source: "drawn by cutroom"),
      media: facts.cutroom
    )
    try bench.save(metadata, to: sidecar)
    try bench.saveJSON(
      DocumentCoding.plainValue(Card(file: asset.description, sha256: hash)),
      to: item.outputs[0]
    )
    let isAlone = MediaStage.searched(bench.scope).isEmpty
    let place = isAlone ? "in the library" : "in the library or of what was found"
    let message = "nothing \(place) fits \(item.id): \"\(words)\" is shown as a title card"
    return ItemResult(
      outputs: [item.outputs[0], asset, sidecar],
      decisions: [Decision(code: "title-card", message: message)]
    )
  }
}

extension CardStep {
  func outputs(of item: ItemSpec, _ scope: StageScope) throws -> [ProjectPath] {
    guard let card = try scope.document(as: Card.self, at: item.outputs[0]) else {
      return item.outputs
    }
    let asset = try Places.path(card.file)
    return item.outputs + [asset, try Places.sidecar(of: asset)]
  }

  func remeasured(_ item: ItemSpec, _ scope: StageScope) throws -> [DocumentChange] {
    guard let card = try scope.document(as: Card.self, at: item.outputs[0]) else { return [] }
    let sidecar = try Places.sidecar(of: Places.path(card.file))
    var changes = try media.remeasured(sidecar: sidecar, of: item, scope)
    if let file = try ReplacedFile(card.file, told: card.sha256, scope) {
      let hash = JSONValue.string(file.sha256.description)
      changes.append(DocumentChange(path: item.outputs[0], members: ["sha256": hash]))
    }
    return changes
  }
}

/// `.cutroom/results/media/card-<segment>.json`: the title card of a segment.
struct Card: Codable, Equatable {
  var file: String
  var sha256: Digest

  static func path(of segment: String) throws -> ProjectPath {
    try Places.result("media", "card-\(segment)")
  }
}
