import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Speaks each segment, has a provider speak it, or takes the recording that a person made of it.
struct NarrationStep: StageStep {
  let media: MediaWorkers
  let desk: ProviderDesk

  static func stage(_ media: MediaWorkers, _ desk: ProviderDesk) -> BuiltinStage {
    BuiltinStage(
      name: "narration",
      parameters: [voice, wordsPerMinute, pitch] + SpeechChoice.parameters,
      steps: [NarrationStep(media: media, desk: desk)]
    )
  }

  private static let voice = Parameter(
    "voice",
    .text,
    "a voice of espeak-ng, such as en-us, by language where it is not given; or of the provider"
  )
  private static let wordsPerMinute = Parameter(
    "wordsPerMinute",
    .whole(80...450),
    otherwise: 160,
    excludes: ["provider"],
    "the speed of espeak-ng"
  )
  private static let pitch = Parameter(
    "pitch",
    .whole(0...100),
    otherwise: 50,
    excludes: ["provider"],
    "how high the voice of espeak-ng is"
  )

  let reads: [PathPattern] = Places.scripts + .known("topics/selected.json")
  let writes: [PathPattern] = .known("assets/audio/*.mp3", "assets/audio/*.timestamps.json")

  func pool(_ with: JSONValue) -> String { with["provider"] == nil ? pool : "net" }

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let takes = try takes(scope)
    let bought = try choice(scope).map { [try scope.input(ofProvider: $0.provider)] } ?? []
    return try scope.segments().map { segment in
      let take = takes[segment.id]
      var inputs = [segment.textInput, segment.script.languageInput]
      // A recording wins, whoever would speak otherwise.
      inputs += take.map { [.workspaceFile($0)] } ?? bought
      var element: JSONValue = [
        "text": .string(segment.segment.text),
        "language": .string(segment.script.script.language),
      ]
      element["take"] = take.map { .string($0.description) }
      return ItemSpec(
        id: segment.id,
        inputs: inputs,
        outputs: [try Places.take(segment.id), try Places.timestamps(segment.id)],
        element: element
      )
    }
  }

  func providers(_ scope: StageScope) -> [String] { choice(scope).map { [$0.provider] } ?? [] }

  func asks(_ item: ItemSpec, _ scope: StageScope) -> PlannedRequest? {
    guard let choice = choice(scope), item.element?["take"] == nil else { return nil }
    let text = item.element?["text"]?.string ?? ""
    return PlannedRequest(provider: choice.provider, characters: text.unicodeScalars.count)
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let text = item.element?["text"]?.string ?? ""
    let tag = item.element?["language"]?.string ?? "en"
    let tokens = SpeechText.tokens(text, language: TextLanguage(tag: tag) ?? .english)
    guard tokens.contains(where: { !$0.spoken.isEmpty }) else {
      throw ItemFault("nothing-to-say", "the segment \(item.id) has no word to say: \"\(text)\"")
    }
    let job = Job(item: item, text: text, tokens: tokens, audio: item.outputs[0])
    var take: Take
    if let path = item.element?["take"]?.string.flatMap({ ProjectPath($0) }) {
      take = try recorded(job, from: path, bench)
    } else if let choice = choice(bench.scope) {
      take = try self.bought(job, choice, language: tag, bench)
    } else {
      take = try spoken(job, voice: voice(for: tag, bench.scope), bench)
    }
    guard take.durationUs > 0 else {
      throw ItemFault("no-audio", "the take of \(item.id) has no sound")
    }
    take.timestamps.durationUs = take.durationUs
    try bench.save(take.timestamps, to: item.outputs[1])
    return ItemResult(outputs: item.outputs)
  }

  /// A take of another length gets its words spread over it anew.
  func remeasured(_ item: ItemSpec, _ scope: StageScope) throws -> [DocumentChange] {
    let place = item.outputs[1]
    guard let told = try scope.document(Timestamps.self, at: place),
      let file = try ReplacedFile(told.file, told: told.sha256, scope)
    else { return [] }
    let heard = try file.measured(scope) { try media.decodedAudio($0, path: $1) }
    var members: [String: JSONValue] = [
      "sha256": .string(file.sha256.description), "engine": "recorded",
    ]
    if abs(told.durationUs - heard.durationUs) > Self.sameLengthUs {
      let tag = item.element?["language"]?.string ?? "en"
      let tokens = SpeechText.tokens(told.text, language: TextLanguage(tag: tag) ?? .english)
      let words = WordSpread.times(of: tokens, over: heard.durationUs)
      members["durationUs"] = .integer(heard.durationUs)
      members["words"] = try DocumentCoding.plainValue(words)
      members["areWordsEstimated"] = true
    }
    return [DocumentChange(path: place, members: members)]
  }

  /// Two takes that differ less have their words in the same places.
  private static let sameLengthUs: Int64 = 10_000

  // MARK: - Takes

  private struct Job {
    let item: ItemSpec
    let text: String
    let tokens: [SpeechToken]
    let audio: ProjectPath
  }

  private struct Take {
    var timestamps: Timestamps
    var durationUs: Int64
  }

  private func spoken(_ job: Job, voice: String, _ bench: Workbench) throws -> Take {
    let output = try bench.create(job.audio)
    let rate = bench.scope.whole(Self.wordsPerMinute)
    let pitch = bench.scope.whole(Self.pitch)
    let audio: SpokenAudio
    do {
      audio = try media.stopped(by: bench.cancellation).speak(
        job.tokens,
        voice: voice,
        wordsPerMinute: rate,
        pitch: pitch,
        to: output
      )
    } catch {
      throw ItemFault(error, about: "the segment \(job.item.id)")
    }
    bench.log("\(audio.engine), voice \(voice): \(audio.durationUs / 1000) ms")
    let words = audio.words.map {
      Timestamps.Word(text: $0.text, startMs: Int64($0.startMs), endMs: Int64($0.endMs))
    }
    return try take(job, output, "espeak-ng", words, isEstimated: false, audio.durationUs)
  }

  private func recorded(_ job: Job, from path: ProjectPath, _ bench: Workbench) throws -> Take {
    guard let source = try bench.scope.project.workspace.tree.open(path) else {
      throw ItemFault("take-missing", "\(path) is missing", isRetryable: true)
    }
    let output = try bench.create(job.audio)
    let heard = try media.stopped(by: bench.cancellation)
      .copyAsMP3(source, path: path, channels: 1, to: output)
    bench.log("recorded take \(path): \(heard.durationUs / 1000) ms")
    let words = WordSpread.times(of: job.tokens, over: heard.durationUs)
    return try take(job, output, "recorded", words, isEstimated: true, heard.durationUs)
  }

  private func bought(
    _ job: Job,
    _ choice: SpeechChoice,
    language: String,
    _ bench: Workbench
  ) throws -> Take {
    let media = media.stopped(by: bench.cancellation)
    let about = "the segment \(job.item.id), spoken by \(choice.provider)"
    // What was paid for is looked at also where the run is to stop, and kept where nobody can look.
    let patient = self.media.stopped(by: bench.killSwitch)
    func check(_ file: borrowing Descriptor) throws {
      do { try patient.requireSound(file, about: about) } catch let failure as WorkerFailure {
        bench.log("\(about), could not be looked at: \(failure.message)")
      }
    }
    let speech: BoughtSpeech
    do {
      speech = try desk.speech(
        choice.job(job.tokens, language: language),
        bench.asking(choice.provider),
        check: check
      )
    } catch let fault as ProviderFault {
      throw fault.about("the segment \(job.item.id)")
    }
    let source = try speech.audio.open()
    let output = try bench.create(job.audio)
    let heard = try media.copyAsMP3(source, path: job.audio, channels: 1, to: output)
    bench.log("\(choice.provider), voice \(choice.voice): \(heard.durationUs / 1000) ms")
    let told = speech.words.flatMap {
      WordFit.times(of: job.tokens, told: $0, over: heard.durationUs)
    }
    let words = told ?? WordSpread.times(of: job.tokens, over: heard.durationUs)
    let isEstimated = told == nil
    return try take(
      job,
      output,
      choice.provider,
      words,
      isEstimated: isEstimated,
      heard.durationUs
    )
  }

  private func take(
    _ job: Job,
    _ output: borrowing Descriptor,
    _ engine: String,
    _ words: [Timestamps.Word],
    isEstimated: Bool,
    _ durationUs: Int64
  ) throws -> Take {
    guard !words.isEmpty else {
      throw ItemFault("no-words", "the take of \(job.item.id) has no words")
    }
    let timestamps = Timestamps(
      engine: engine,
      segmentId: job.item.id,
      file: job.audio.description,
      sha256: Digest(hash: try output.sha256(path: job.audio.description)),
      durationUs: durationUs,
      text: job.text,
      words: words,
      areWordsEstimated: isEstimated
    )
    return Take(timestamps: timestamps, durationUs: durationUs)
  }

  // MARK: - What is used

  /// The recording of each segment that has one: any file with the segment's id for a name.
  private func takes(_ scope: StageScope) throws -> [String: ProjectPath] {
    var takes: [String: ProjectPath] = [:]
    for pattern in [PathPattern].known("library/narration/*.*") {
      for path in try scope.workspaceFiles(pattern) where !path.isJSON && takes[path.stem] == nil {
        takes[path.stem] = path
      }
    }
    return takes
  }

  private func choice(_ scope: StageScope) -> SpeechChoice? {
    SpeechChoice(scope, voice: scope.text(Self.voice))
  }

  private func voice(for language: String, _ scope: StageScope) -> String {
    if let voice = scope.text(Self.voice) { return voice }
    switch TextLanguage(tag: language) {
    case .english: return "en-us"
    case .french: return "fr-fr"
    case .some(let known): return known.rawValue
    case nil: return language
    }
  }
}
