import CutroomModel
import CutroomPipeline
import CutroomStore

/// Chooses the topics of the video: the best, or those that a person named.
struct SelectStep: StageStep {
  static let stage = BuiltinStage(
    name: "select",
    parameters: [mode, count],
    steps: [SelectStep()]
  )

  private static let mode = Parameter(
    "mode",
    .oneOf(["auto", "ask"]),
    otherwise: "auto",
    "auto takes the best topics, ask waits for: cutroom select"
  )
  private static let count = Parameter(
    "count",
    .whole(1...50),
    otherwise: 1,
    "topics that auto takes, best first"
  )

  let reads: [PathPattern] = .known("topics/discovered.json")
  let isShareable = false
  let writes: [PathPattern] = .known("topics/selected.json")

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let offer = try offer(scope)
    var item = ItemSpec(id: "selected", inputs: [], outputs: [Places.selected])
    if let choice = scope.choice {
      item.inputs = inputs(choice.topics, of: offer) + [chosenInput(choice.topics)]
      // Nobody but a person replaces what a person chose.
      if !offer.has(choice) { item.gate = Self.changedChoice(choice.topics, offer) }
      return [item]
    }
    if scope.text(Self.mode) == "ask" {
      item.gate = "\(offer.ids.count) topics are offered; choose with: cutroom select"
    }
    let count = scope.whole(Self.count)
    let kept = topics(in: scope.recorded(item.id), of: offer)
    item.inputs = inputs(kept.count == count ? kept : offer.ids, of: offer)
    return [item]
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let scope = bench.scope
    let offer = try offer(scope)
    let document = try scope.need(DiscoveredTopics.self, at: Places.discovered)
    let choice = try choose(scope, offer, document.topics)
    let topics = choice.topics.compactMap { id in
      document.topics.first { $0.id == id }.map { SelectedTopics.Choice(id: id, title: $0.title) }
    }
    guard !topics.isEmpty else {
      throw ItemFault("no-topic", "the feeds offered no topic with anything to say")
    }
    try bench.save(
      SelectedTopics(mode: choice.isAsked ? "ask" : "auto", topics: topics),
      to: Places.selected
    )
    let count = scope.whole(Self.count)
    let isComplete = choice.isAsked || topics.count == count
    var inputs = inputs(isComplete ? choice.topics : offer.ids, of: offer)
    if choice.isAsked { inputs.append(chosenInput(choice.topics)) }
    return ItemResult(outputs: [Places.selected], decisions: choice.decisions, inputs: inputs)
  }

  // MARK: - Choosing

  private struct Chosen {
    var topics: [String]
    var isAsked: Bool
    var decisions: [Decision] = []
  }

  private func choose(
    _ scope: StageScope,
    _ offer: TopicOffer,
    _ topics: [DiscoveredTopic]
  ) throws -> Chosen {
    if let choice = scope.choice {
      guard offer.has(choice) else {
        throw ItemFault("choice-lapsed", Self.changedChoice(choice.topics, offer))
      }
      return Chosen(topics: choice.topics, isAsked: true)
    }
    let speakable = topics.filter(\.hasWords)
    let best = speakable.prefix(scope.whole(Self.count)).map(\.id)
    guard speakable.count < topics.count else { return Chosen(topics: best, isAsked: false) }
    let skipped = topics.filter { !$0.hasWords }.map { "\"\($0.title)\"" }
    let decision = Decision(
      code: "topic-skipped",
      message: "without a word to say: \(skipped.prefix(3).joined(separator: ", "))"
    )
    return Chosen(topics: best, isAsked: false, decisions: [decision])
  }

  // MARK: - What a choice depends on

  private func offer(_ scope: StageScope) throws -> TopicOffer {
    guard let value = try scope.json(Places.discovered) else {
      throw StageWaits(for: Places.discovered.description)
    }
    return TopicOffer(value)
  }

  private func inputs(_ topics: [String], of offer: TopicOffer) -> [ItemInput] {
    topics.map {
      .value(name: Self.inputPrefix + $0, offer.value($0), from: Places.discovered)
    }
  }

  private func chosenInput(_ topics: [String]) -> ItemInput {
    .value(name: "choice", .array(topics.map { .string($0) }), from: nil)
  }

  /// The topics that the choice in force was made of, as its record names them; a document that
  /// was edited since says nothing about that.
  private func topics(in record: ItemRecord?, of offer: TopicOffer) -> [String] {
    (record?.fingerprint.parts ?? []).compactMap {
      $0.name.hasPrefix(Self.inputPrefix) ? String($0.name.dropFirst(Self.inputPrefix.count)) : nil
    }
  }

  private static let inputPrefix = "\(Places.discovered)#/topics/"

  private static func changedChoice(_ chosen: [String], _ offer: TopicOffer) -> String {
    let gone = chosen.filter { offer.value($0) == nil }
    let what =
      gone.isEmpty
      ? "a chosen topic has changed" : "\(gone.joined(separator: ", ")) is offered no more"
    return "\(what); choose again with: cutroom select"
  }
}

extension TopicOffer {
  /// Whether the chosen topics say what they said when they were chosen.
  fileprivate func has(_ choice: ProjectState.Choice) -> Bool {
    digest(of: choice.topics) == choice.offered
  }
}

extension DiscoveredTopic {
  /// Whether a voice finds anything to say in it.
  var hasWords: Bool {
    [title, summary, content].contains { Words.split($0).contains(where: \.hasLetter) }
  }
}
