import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStore

/// Says in phrases what each segment should show, or has a model say it.
struct TagsStep: StageStep {
  let desk: ProviderDesk

  static func stage(_ desk: ProviderDesk) -> BuiltinStage {
    BuiltinStage(
      name: "tags",
      parameters: [limit] + ModelChoice.parameters,
      steps: [TagsStep(desk: desk), AssembleTagsStep()]
    )
  }

  private static let limit = Parameter(
    "limit",
    .whole(1...50),
    otherwise: 8,
    "phrases for each segment"
  )

  let reads: [PathPattern] = Places.scripts + .known("topics/selected.json", "topics/refined.json")
  let writes: [PathPattern] = .known(".cutroom/results/tags/*.json")

  func pool(_ with: JSONValue) -> String { ModelChoice.pool(with) }

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let asked = try ModelChoice.inputs(scope, version: TagsQuestion.version)
    let refined = try scope.document(RefinedTopics.self, at: Places.refined)
    return try scope.segments().map { segment in
      let topic = refined?.topics.first { $0.id == segment.script.script.topicId }
      let phrases = try DocumentCoding.plainValue(topic?.keyPhrases ?? [])
      let name = "\(Places.refined)#/topics/\(segment.script.script.topicId)/keyPhrases"
      return ItemSpec(
        id: segment.id,
        inputs: [
          segment.textInput, segment.roleInput, segment.script.languageInput,
          .value(name: name, phrases, from: Places.refined),
        ] + asked,
        outputs: [try Places.result("tags", segment.id)],
        element: [
          "text": .string(segment.segment.text), "role": .string(segment.segment.role.rawValue),
          "language": .string(segment.script.script.language), "phrases": phrases,
        ]
      )
    }
  }

  func providers(_ scope: StageScope) -> [String] { ModelChoice.providers(scope) }

  func asks(_ item: ItemSpec, _ scope: StageScope) -> PlannedRequest? {
    ModelChoice(scope)?.planned(item)
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let limit = bench.scope.whole(Self.limit)
    let about = try DocumentCoding.decode(
      About.self,
      from: item.element ?? [:],
      path: "segment \(item.id)"
    )
    var phrases = about.tags(limit: limit)
    if let choice = ModelChoice(bench.scope) {
      let question = about.question(limit: limit)
      phrases = question.tags(try choice.answer(question, bench, desk))
    }
    let tags = Tags.Segment(id: item.id, phrases: phrases)
    try bench.saveJSON(DocumentCoding.plainValue(tags), to: item.outputs[0])
    return ItemResult(outputs: item.outputs)
  }

  /// What a segment's phrases are drawn from.
  private struct About: Decodable {
    var text: String
    var role: Script.Role
    var language: String
    var phrases: [RefinedTopic.Phrase]

    func question(limit: Int) -> TagsQuestion {
      TagsQuestion(
        text: text,
        role: role,
        language: language,
        phrases: phrases.map(\.text),
        limit: limit
      )
    }

    /// The segment's own phrases, then those of its topic with half their weight at most.
    ///
    /// An outro speaks of sources: it shows what the topic is about.
    func tags(limit: Int) -> [RefinedTopic.Phrase] {
      let language = TextLanguage(tag: language) ?? .english
      let own = role == .outro ? [] : KeyPhrases.rake(text, language: language, limit: limit)
      var tags = own.map { RefinedTopic.Phrase(text: $0.text, score: $0.score) }
      let highest = phrases.map(\.score).max() ?? 1
      for phrase in phrases where !tags.contains(where: { $0.text == phrase.text }) {
        let score = phrase.score / max(highest, 0.000001) * 0.5
        tags.append(RefinedTopic.Phrase(text: phrase.text, score: score.inThousandths))
      }
      return Array(tags.prefix(limit))
    }
  }
}

/// Puts the segments' phrases into one document, in the order of the video.
struct AssembleTagsStep: StageStep {
  let reads: [PathPattern] =
    Places.scripts + .known("topics/selected.json", ".cutroom/results/tags/*.json")
  let writes: [PathPattern] = .known("scripts/tags.json")
  let parameters: [String]? = []

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let ids = try scope.segments().map(\.id)
    let order = JSONValue.array(ids.map { .string($0) })
    return [
      ItemSpec(
        id: "assemble",
        inputs: [.value(name: "segments", order, from: Places.selected)]
          + (try ids.map { .file(try Places.result("tags", $0)) }),
        outputs: [Places.tags]
      )
    ]
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let segments = try bench.scope.segments().map { segment in
      let path = try Places.result("tags", segment.id)
      guard let tags = try bench.scope.document(as: Tags.Segment.self, at: path) else {
        throw ItemFault("result-missing", "\(path) is missing", isRetryable: true)
      }
      return tags
    }
    try bench.save(Tags(segments: segments), to: Places.tags)
    return ItemResult(outputs: [Places.tags])
  }
}

extension Double {
  /// Rounded to three digits behind the point, so that results do not hang on the last bit.
  var inThousandths: Double { (self * 1000).rounded() / 1000 }
}
