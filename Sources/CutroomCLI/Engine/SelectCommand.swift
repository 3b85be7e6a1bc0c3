import CutroomModel
import CutroomPipeline
import CutroomStages
import CutroomStore

/// `cutroom select`.
struct SelectCommand: Command {
  let name = "select"
  let summary = "choose the topics of the video, in their order"
  let details = ["Without a TOPIC it shows what there is to choose from."]
  let positionals = [CommonOptions.project, topics]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  private static let topics = Positional(
    "TOPIC",
    help: "a topic's id, first things first",
    isOptional: true,
    isRepeated: true
  )

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let engine = Engine(try context.project(arguments.need(CommonOptions.project)))
    guard let path = ProjectPath("topics/discovered.json"),
      let discovered = try engine.project.document(DiscoveredTopics.self, at: path)
    else {
      throw Fault(
        .awaiting,
        "nothing-discovered",
        "there is nothing to choose from yet",
        hint: "Look for topics first: cutroom run \(engine.project.id) --until discover"
      )
    }
    let chosen = arguments.all(Self.topics)
    if chosen.isEmpty { return show(discovered, try selected(in: engine.project), context) }
    for topic in chosen where !discovered.topics.contains(where: { $0.id == topic }) {
      let near = NearNames.of(topic, among: discovered.topics.map(\.id))
      throw Fault(
        .usage,
        "unknown-topic",
        "there is no topic \"\(topic)\"",
        hint: near.isEmpty
          ? "`cutroom select \(engine.project.id)` shows them."
          : "Did you mean \(near.joined(separator: ", "))?"
      )
    }
    guard Set(chosen).count == chosen.count else {
      throw Fault(.usage, "topic-twice", "a topic is named twice")
    }
    try record(chosen, at: path, engine, context)
    if context.wantsJSON {
      context.answer(["selected": .array(chosen.map { .string($0) })])
    } else {
      context.note("chosen; go on with: cutroom run \(engine.project.id)")
    }
    return .done
  }

  private func record(
    _ chosen: [String],
    at path: ProjectPath,
    _ engine: Engine,
    _ context: Context
  ) throws {
    let patience = ProjectLock.Patience.milliseconds(10_000)
    try engine.withSession(name, patience: patience, context) { session, pipeline in
      let stage = pipeline.definition.stages.first { $0.work == .builtin("select") }
      guard let stage else {
        throw Fault(.usage, "no-select-stage", "the pipeline has no stage that selects topics")
      }
      let offer = TopicOffer(try engine.project.json(path) ?? .null)
      guard let digest = offer.digest(of: chosen) else {
        throw Fault(.stale, "offer-changed", "the topics have changed meanwhile; look again")
      }
      try session.choose(chosen, in: stage.id, offered: digest)
    }
  }

  /// The ids of the topics that the video is or will be made of, in their order.
  private func selected(in project: Project) throws -> [String] {
    let state = try ProjectLedger.load(project).state
    // A choice that no run has met yet is not in the document.
    for (stage, choice) in state.choices
    where !(state.items[stage]?.values.contains { $0.at > choice.at } ?? false) {
      return choice.topics
    }
    guard let path = ProjectPath("topics/selected.json") else { return [] }
    do {
      return try project.document(SelectedTopics.self, at: path)?.topics.map(\.id) ?? []
    } catch is StoreError {
      // Who wants to choose again is not kept from it by what was chosen.
      return []
    }
  }

  private func show(
    _ discovered: DiscoveredTopics,
    _ selected: [String],
    _ context: Context
  ) -> ExitCode {
    if context.wantsJSON {
      context.answer([
        "topics": .array(
          discovered.topics.map {
            ["id": .string($0.id), "title": .string($0.title), "score": .number($0.score)]
          }
        ), "selected": .array(selected.map { .string($0) }),
      ])
      return .done
    }
    var table = TextTable()
    for topic in discovered.topics {
      let place = selected.firstIndex(of: topic.id).map { "\($0 + 1)." } ?? ""
      table.add((selected.isEmpty ? [] : [place]) + [topic.id, topic.title])
    }
    context.say(table)
    if !selected.isEmpty { context.note("numbered: what is chosen now, in its order") }
    return .done
  }
}
