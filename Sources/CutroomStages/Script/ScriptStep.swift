import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStore

/// Writes what the voice says about each topic, or has a model write it.
struct ScriptStep: StageStep {
  let desk: ProviderDesk

  static func stage(_ desk: ProviderDesk) -> BuiltinStage {
    BuiltinStage(
      name: "script",
      parameters: [targetSeconds, wordsPerMinute] + ModelChoice.parameters,
      steps: [ScriptStep(desk: desk)]
    )
  }

  private static let targetSeconds = Parameter(
    "targetSeconds",
    .whole(1...86_400),
    otherwise: 60,
    "how long the video should be, for all topics together, in equal shares"
  )
  private static let wordsPerMinute = Parameter(
    "wordsPerMinute",
    .whole(80...450),
    otherwise: 160,
    "the voice's speed, for the estimate"
  )

  let reads: [PathPattern] = .known("topics/refined.json")
  let isShareable = false
  let writes: [PathPattern] = Places.scripts

  func pool(_ with: JSONValue) -> String { ModelChoice.pool(with) }

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let asked = try ModelChoice.inputs(scope, version: ScriptQuestion.version)
    guard let refined = try scope.json(Places.refined) else {
      throw StageWaits(for: Places.refined.description)
    }
    let topics = refined["topics"]?.array ?? []
    let count = ItemInput.value(
      name: "\(Places.refined)#/topics/count",
      .integer(Int64(topics.count)),
      from: Places.refined
    )
    return try topics.map { topic in
      guard let id = topic["id"]?.string, ProjectID.isValid(id), id != "tags" else {
        throw ItemFault("bad-topic-id", "\(Places.refined): a topic's id is no topic id")
      }
      let name = "\(Places.refined)#/topics/\(id)"
      return ItemSpec(
        id: id,
        inputs: [.value(name: name, topic, from: Places.refined), count] + asked,
        outputs: [try Places.script(id)],
        element: ["topic": topic, "count": .integer(Int64(topics.count))]
      )
    }
  }

  func providers(_ scope: StageScope) -> [String] { ModelChoice.providers(scope) }

  func asks(_ item: ItemSpec, _ scope: StageScope) -> PlannedRequest? {
    ModelChoice(scope)?.planned(item)
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let path = item.outputs[0]
    let topic = try DocumentCoding.decode(
      RefinedTopic.self,
      from: item.element?["topic"] ?? .null,
      path: Places.refined.description
    )
    let count = item.element?["count"]?.integer ?? 1
    let seconds = bench.scope.whole(Self.targetSeconds)
    let writer = ScriptWriter(
      language: TextLanguage(tag: topic.language) ?? .english,
      wordsPerMinute: bench.scope.whole(Self.wordsPerMinute),
      targetMilliseconds: seconds * 1000 / Int(max(1, count))
    )
    let lines = try lines(for: topic, writer, bench)
    guard lines.contains(where: { Words.split($0.text).contains(where: \.hasLetter) }) else {
      throw ItemFault("nothing-to-say", "the topic \"\(topic.title)\" has no word to say")
    }
    // A script that cannot be read any more is written anew.
    let old = try? bench.scope.document(Script.self, at: path)
    let script = Script(
      topicId: topic.id,
      title: topic.title,
      language: topic.language,
      segments: SegmentNumbering(topic: topic.id, earlier: old?.segments ?? []).number(lines),
      sources: topic.sources
    )
    try bench.save(script, to: path)
    let milliseconds = writer.milliseconds(lines)
    bench.log("about \(milliseconds) ms of \(writer.targetMilliseconds) ms")
    return ItemResult(outputs: [path], decisions: decisions(milliseconds, writer))
  }

  private func lines(
    for topic: RefinedTopic,
    _ writer: ScriptWriter,
    _ bench: Workbench
  ) throws -> [ScriptLine] {
    guard let choice = ModelChoice(bench.scope) else { return writer.lines(for: topic) }
    let question = ScriptQuestion(topic: topic, writer: writer)
    return question.lines(try choice.answer(question, bench, desk))
  }

  private func decisions(_ milliseconds: Int, _ writer: ScriptWriter) -> [Decision] {
    let target = writer.targetMilliseconds
    guard milliseconds < target / 2 else { return [] }
    let message = "there is text for about \(milliseconds / 1000) s of \(target / 1000) s"
    return [Decision(code: "short-script", message: message)]
  }
}

/// Gives segments their ids, the one a text had before where it had one.
struct SegmentNumbering {
  let topic: String
  let earlier: [Script.Segment]

  /// A new text takes a number that no text of this topic had: a recorded take belongs to an id.
  func number(_ lines: [ScriptLine]) -> [Script.Segment] {
    var known: [String: [String]] = [:]
    for segment in earlier.reversed() where SegmentID.isValid(segment.id) {
      known[segment.text, default: []].append(segment.id)
    }
    var next = (earlier.compactMap { number(of: $0.id) }.max() ?? 0) + 1
    return lines.map { line in
      if let id = known[line.text]?.popLast() {
        return Script.Segment(id: id, role: line.role, text: line.text)
      }
      defer { next += 1 }
      let digits = next < 10 ? "0\(next)" : "\(next)"
      return Script.Segment(id: "\(topic)-\(digits)", role: line.role, text: line.text)
    }
  }

  private func number(of id: String) -> Int? {
    guard id.hasPrefix(topic + "-") else { return nil }
    let digits = id.dropFirst(topic.count + 1)
    return digits.utf8.count <= 9 ? Int(digits) : nil
  }
}
