import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStore

/// Cleans and ranks the text of each chosen topic, or has a model summarise it.
struct RefineStep: StageStep {
  let desk: ProviderDesk

  static func stage(_ desk: ProviderDesk) -> BuiltinStage {
    BuiltinStage(
      name: "refine",
      parameters: [language] + ModelChoice.parameters,
      steps: [RefineStep(desk: desk), AssembleRefinedStep()]
    )
  }

  private static let language = Parameter(
    "language",
    .language,
    "the topics' language; guessed where it is not given"
  )

  let reads: [PathPattern] = .known("topics/discovered.json", "topics/selected.json")
  let writes: [PathPattern] = .known(".cutroom/results/refine/*.json")

  func pool(_ with: JSONValue) -> String { ModelChoice.pool(with) }

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let chosen = try scope.selectedTopics()
    let asked = try ModelChoice.inputs(scope, version: RefineQuestion.version)
    guard let discovered = try scope.json(Places.discovered) else {
      throw StageWaits(for: Places.discovered.description)
    }
    let offer = TopicOffer(discovered)
    return try chosen.map { id in
      guard ProjectID.isValid(id), id != "tags" else {
        throw ItemFault("bad-topic-id", "\(Places.selected): \"\(id)\" is no topic id")
      }
      let value = offer.value(id)
      let name = "\(Places.discovered)#/topics/\(id)"
      var inputs: [ItemInput] = [.value(name: name, value, from: Places.discovered)]
      if value == nil {
        // What is offered no more waits for another choice.
        let name = "\(Places.selected)#/topics/\(id)"
        inputs.append(.value(name: name, .string(id), from: Places.selected))
      }
      return ItemSpec(
        id: id,
        inputs: inputs + asked,
        outputs: [try Places.result("refine", id)],
        element: value
      )
    }
  }

  func providers(_ scope: StageScope) -> [String] { ModelChoice.providers(scope) }

  func asks(_ item: ItemSpec, _ scope: StageScope) -> PlannedRequest? {
    ModelChoice(scope)?.planned(item)
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    guard var value = item.element else {
      throw ItemFault(
        "topic-gone",
        "\(Places.selected) names \"\(item.id)\", which \(Places.discovered) does not have"
      )
    }
    value["score"] = 0
    let topic = try DocumentCoding.decode(
      DiscoveredTopic.self,
      from: value,
      path: Places.discovered.description
    )
    let language = language(of: topic, bench.scope)
    let refined = try refine(topic, language, bench)
    try bench.saveJSON(DocumentCoding.plainValue(refined), to: item.outputs[0])
    let decisions =
      refined.sentences.isEmpty
      ? [Decision(code: "no-text", message: "\"\(topic.title)\" has a title and no text")] : []
    return ItemResult(outputs: item.outputs, decisions: decisions)
  }

  private func refine(
    _ topic: DiscoveredTopic,
    _ language: TextLanguage,
    _ bench: Workbench
  ) throws -> RefinedTopic {
    let plain = TopicRefiner(language: language).refine(topic)
    // Of a title alone a model could only make things up.
    guard let choice = ModelChoice(bench.scope), !plain.sentences.isEmpty else { return plain }
    let question = RefineQuestion(topic: topic, language: language)
    return question.refined(try choice.answer(question, bench, desk))
  }

  private func language(of topic: DiscoveredTopic, _ scope: StageScope) -> TextLanguage {
    if let tag = scope.text(Self.language), let language = TextLanguage(tag: tag) {
      return language
    }
    let declared = topic.language.flatMap { TextLanguage(tag: $0) }
    let text = "\(topic.title)\n\(topic.summary)\n\(topic.content)"
    return TextLanguage.guess(text, fallback: declared ?? .english)
  }
}

/// Puts the refined topics into one document, in the order of the video.
struct AssembleRefinedStep: StageStep {
  let reads: [PathPattern] = .known("topics/selected.json", ".cutroom/results/refine/*.json")
  let writes: [PathPattern] = .known("topics/refined.json")
  let parameters: [String]? = []

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let topics = try scope.selectedTopics()
    let order = JSONValue.array(topics.map { .string($0) })
    return [
      ItemSpec(
        id: "assemble",
        inputs: [.value(name: "\(Places.selected)#/topics", order, from: Places.selected)]
          + (try topics.map { .file(try Places.result("refine", $0)) }),
        outputs: [Places.refined]
      )
    ]
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let topics = try bench.scope.selectedTopics().map { id in
      let path = try Places.result("refine", id)
      guard let topic = try bench.scope.document(as: RefinedTopic.self, at: path) else {
        throw ItemFault("result-missing", "\(path) is missing", isRetryable: true)
      }
      return topic
    }
    try bench.save(RefinedTopics(topics: topics), to: Places.refined)
    return ItemResult(outputs: [Places.refined])
  }
}
