import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Chooses the music under the video and measures how loud it is.
struct MusicStep: StageStep {
  let media: MediaWorkers
  let desk: ProviderDesk

  static func stage(_ media: MediaWorkers, _ desk: ProviderDesk) -> BuiltinStage {
    BuiltinStage(
      name: "music",
      parameters: MusicWish.parameters,
      steps: [MusicStep(media: media, desk: desk)]
    )
  }

  let reads: [PathPattern] = .known("topics/refined.json")
  let writes: [PathPattern] = .known("assets/music/*", ".cutroom/results/music/choice.json")

  func pool(_ with: JSONValue) -> String { MusicWish.pool(with) }

  func providers(_ scope: StageScope) -> [String] { MusicWish(scope).asked }

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let wish = MusicWish(scope)
    let shelf = try wish.shelf(scope)
    var inputs = shelf.inputs
    inputs += try wish.asked.map { try scope.input(ofProvider: $0) }
    let isSearched = !wish.asked.isEmpty && wish.query == nil
    if wish.rule == "keyword" || isSearched, wish.track == nil {
      let phrases = try phrases(scope).map { JSONValue.string($0) }
      let name = "\(Places.refined)#/keyPhrases"
      inputs.append(.value(name: name, .array(phrases), from: Places.refined))
    }
    return [ItemSpec(id: "music", inputs: inputs, outputs: [Places.musicChoice])]
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let scope = bench.scope
    let wish = MusicWish(scope)
    if let address = wish.address {
      let outside = OutsideMusic(media: media, desk: desk, bench: bench)
      let made = try outside.track(at: address, allowPrivateHosts: wish.allowsPrivateHosts)
      return ItemResult(outputs: [Places.musicChoice] + made)
    }
    let shelf = try wish.shelf(scope)
    var decisions = shelf.decisions
    for file in try candidates(wish, shelf, bench, &decisions) {
      do {
        let made = try track(file, bench, &decisions)
        return ItemResult(outputs: [Places.musicChoice] + made, decisions: decisions)
      } catch let fault as ItemFault where wish.track == nil && fault.isAboutFile {
        bench.log(fault.message)
        decisions.append(Decision(code: "library-file-skipped", message: fault.message))
        try bench.discardMusic()
      }
    }
    if !wish.asked.isEmpty {
      let outside = OutsideMusic(media: media, desk: desk, bench: bench)
      let queries = try wish.query.map { [$0] } ?? phrases(scope)
      let made = try outside.track(from: wish.asked, queries: queries, &decisions)
      if let made {
        return ItemResult(outputs: [Places.musicChoice] + made, decisions: decisions)
      }
    }
    if wish.track != MusicWish.none {
      let places = (wish.usesLibrary ? [wish.folder] : []) + wish.asked
      let message =
        "\(places.joined(separator: " and ")) has no piece that can be used; the video has no music"
      decisions.append(Decision(code: "no-music", message: message))
    }
    try bench.saveJSON(DocumentCoding.plainValue(MusicChoice(track: nil)), to: Places.musicChoice)
    return ItemResult(outputs: [Places.musicChoice], decisions: decisions)
  }

  func outputs(of item: ItemSpec, _ scope: StageScope) throws -> [ProjectPath] {
    let choice = try scope.document(as: MusicChoice.self, at: Places.musicChoice)
    guard let sidecar = try choice?.metadata else { return item.outputs }
    let track = try scope.document(TrackMetadata.self, at: sidecar)
    return item.outputs + (try track.map { [try Places.path($0.file)] } ?? []) + [sidecar]
  }

  func remeasured(_ item: ItemSpec, _ scope: StageScope) throws -> [DocumentChange] {
    let choice = try scope.document(as: MusicChoice.self, at: Places.musicChoice)
    guard let place = try choice?.metadata,
      let track = try scope.document(TrackMetadata.self, at: place),
      let file = try ReplacedFile(track.file, told: track.sha256, scope)
    else { return [] }
    let heard = try file.measured(scope) { try media.decodedAudio($0, path: $1) }
    let loudness: Loudness
    do {
      let ffmpeg = try FFmpegRun(
        environment: ["PATH=\(ThisProcess.environment("PATH") ?? "")"],
        cancellation: Cancellation(),
        killSwitch: Cancellation()
      )
      loudness = try LoudnessMeter(ffmpeg).measure(track.file, in: scope.project.tree.root)
    } catch let error as FFmpegError {
      throw ItemFault(error, about: track.file)
    }
    return [
      DocumentChange(
        path: place,
        members: [
          "sha256": .string(file.sha256.description), "bytes": .integer(file.bytes),
          "durationUs": .integer(heard.durationUs), "loudness": .number(loudness.integrated),
          "truePeak": .number(loudness.truePeak),
        ].merging(try scope.rights(afterReplacing: place, of: item)) { $1 }
      )
    ]
  }

  // MARK: - Choosing

  /// The pieces to try, best first.
  private func candidates(
    _ wish: MusicWish,
    _ shelf: LibraryShelf,
    _ bench: Workbench,
    _ decisions: inout [Decision]
  ) throws -> [LibraryFile] {
    if wish.track == MusicWish.none { return [] }
    if wish.track != nil { return try wish.named(in: shelf) }
    switch wish.rule {
    case "longest":
      let lengths = shelf.files.map { (file: $0, length: length(of: $0, bench)) }
      return lengths.sorted { $0.length > $1.length }.map(\.file)
    case "first": return shelf.files
    default: return try ranked(shelf, wish, bench.scope, &decisions)
    }
  }

  /// Ordered by how many words of the topics' phrases their keywords, titles and names share.
  private func ranked(
    _ shelf: LibraryShelf,
    _ wish: MusicWish,
    _ scope: StageScope,
    _ decisions: inout [Decision]
  ) throws -> [LibraryFile] {
    let said = Set(try phrases(scope).flatMap { WordStem.stems(of: $0, .english) })
    var scored: [(file: LibraryFile, score: Int)] = []
    for file in shelf.files {
      let (sidecar, faults) = try LibrarySidecar.merged(file.sidecars, scope)
      decisions += faults
      let terms = LibraryTerms(file, sidecar, root: wish.folder, .english)
      scored.append((file, terms.all.intersection(said).count))
    }
    // Stable: of equals the first by name.
    return scored.enumerated().sorted { left, right in
      left.element.score == right.element.score
        ? left.offset < right.offset : left.element.score > right.element.score
    }.map(\.element.file)
  }

  private func phrases(_ scope: StageScope) throws -> [String] {
    let refined = try scope.document(RefinedTopics.self, at: Places.refined)
    return refined?.topics.flatMap { $0.keyPhrases.map(\.text) } ?? []
  }

  private func length(of file: LibraryFile, _ bench: Workbench) -> Int64 {
    guard let source = try? bench.scope.project.workspace.tree.open(file.path),
      let facts = try? media.stopped(by: bench.cancellation)
        .probe(source, path: file.path.description)
    else { return 0 }
    return facts.cutroom.durationUs ?? 0
  }

  // MARK: - Taking

  /// Brings a piece into the project; answers its file and sidecar.
  private func track(
    _ file: LibraryFile,
    _ bench: Workbench,
    _ decisions: inout [Decision]
  ) throws -> [ProjectPath] {
    let id = MusicWish.trackID(file.path.stem)
    let (sidecar, faults) = try LibrarySidecar.merged(file.sidecars, bench.scope)
    guard let source = try bench.scope.project.workspace.tree.open(file.path) else {
      throw ItemFault("library-file-gone", "\(file.path) is gone; run again", isRetryable: true)
    }
    let piece = MusicPiece(
      id: id,
      source: AssetMetadata.Source(provider: "library", path: file.path.description),
      rights: sidecar.rights
    )
    let made = try piece.make(from: source, named: file.path, media, bench)
    decisions += faults
    return made
  }
}
