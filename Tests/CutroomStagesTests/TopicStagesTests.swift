import CutroomModel
import CutroomPipeline
import CutroomStages
import CutroomStore
import CutroomWorkers
import Testing

struct SelectTests {
  private let rig: StageRig
  private let select: BuiltinStage

  init() throws {
    rig = try StageRig()
    select = try rig.stage("select")
  }

  @Test func `auto takes the best topics in their order`() throws {
    try rig.discover(["dunes", "storms", "bees"])
    try rig.run(select, ["count": 2])
    #expect(try rig.selected() == ["dunes", "storms"])
  }

  @Test func `a choice stays in force when better topics come`() throws {
    try rig.discover(["dunes", "storms"])
    try rig.run(select)
    try rig.discover(["bees", "storms", "dunes"])
    #expect(try rig.stale(select) == [])
  }

  @Test func `a score that moves changes no choice`() throws {
    try rig.discover(["dunes", "storms"])
    try rig.run(select)
    try rig.discover(["dunes", "storms"], score: 0.123)
    #expect(try rig.stale(select) == [])
  }

  @Test func `a chosen topic that changes is chosen again`() throws {
    try rig.discover(["dunes", "storms"])
    try rig.run(select)
    try rig.discover(["dunes", "storms"], content: "Something else entirely happened.")
    #expect(try rig.stale(select) == ["selected"])
  }

  @Test func `a chosen topic that goes away is replaced`() throws {
    try rig.discover(["dunes", "storms"])
    try rig.run(select)
    try rig.discover(["storms"])
    #expect(try rig.run(select).ran == ["selected"])
    #expect(try rig.selected() == ["storms"])
  }

  @Test func `with fewer topics than asked for, new ones join`() throws {
    try rig.discover(["dunes"])
    try rig.run(select, ["count": 2])
    try rig.discover(["dunes", "bees"])
    #expect(try rig.run(select, ["count": 2]).ran == ["selected"])
    #expect(try rig.selected() == ["dunes", "bees"])
  }

  @Test func `ask waits until somebody has chosen`() throws {
    try rig.discover(["dunes", "storms"])
    let gate = try rig.run(select, ["mode": "ask"]).gates["selected"]
    #expect(gate?.contains("cutroom select") == true)
    rig.choose(["storms"], offered: try #require(try rig.offer().digest(of: ["storms"])))
    #expect(try rig.run(select, ["mode": "ask"]).ran == ["selected"])
    #expect(try rig.selected() == ["storms"])
    try rig.discover(["bees", "dunes", "storms"])
    #expect(try rig.stale(select, ["mode": "ask"]) == [])
  }

  @Test(arguments: ["ask", "auto"])
  func `what a person chose is replaced by nobody else when it changes`(mode: String) throws {
    let with: JSONValue = ["mode": .string(mode)]
    try rig.discover(["dunes", "storms"])
    rig.choose(["storms"], offered: try #require(try rig.offer().digest(of: ["storms"])))
    try rig.run(select, with)
    try rig.discover(["dunes", "storms"], content: "Something else entirely happened.")
    let gate = try rig.run(select, with).gates["selected"]
    #expect(gate?.contains("has changed; choose again with: cutroom select") == true)
    #expect(try rig.stale(select, with) == ["selected"])
    #expect(try rig.selected() == ["storms"])
    try rig.discover(["dunes"])
    #expect(
      try rig.run(select, with).gates["selected"]?.contains("storms is offered no more") == true
    )
    try rig.discover(["dunes", "storms"])
    #expect(try rig.stale(select, with) == [])
  }

  @Test func `a choice that changed before a run used it is not forgotten`() throws {
    try rig.discover(["dunes", "storms"])
    try rig.run(select)
    rig.choose(["storms"], offered: try #require(try rig.offer().digest(of: ["storms"])))
    try rig.save(
      DiscoveredTopics(
        topics: [rig.topic("dunes"), rig.topic("storms", content: "Something else happened.")],
        faults: []
      ),
      to: "topics/discovered.json"
    )
    #expect(try rig.run(select).gates["selected"] != nil)
    #expect(try rig.stale(select) == ["selected"])
    rig.choose(["storms"], offered: try #require(try rig.offer().digest(of: ["storms"])))
    #expect(try rig.run(select).ran == ["selected"])
    #expect(try rig.selected() == ["storms"])
  }

  @Test func `a topic of only emoji is passed over, and that is said`() throws {
    try rig.discover(["dunes"], title: "🌵🌵", content: "🌵", summary: "🌵")
    #expect(throws: ItemFault.self) { try rig.run(select) }
    var document = try rig.document(DiscoveredTopics.self, "topics/discovered.json")
    document.topics.append(rig.topic("storms"))
    try rig.save(document, to: "topics/discovered.json")
    let outcome = try rig.run(select)
    #expect(try rig.selected() == ["storms"])
    #expect(outcome.decisions.map(\.code) == ["topic-skipped"])
  }

  @Test func `a count that is no number is refused by name`() throws {
    try rig.discover(["dunes"])
    let fault = #expect(throws: PipelineFault.self) { try rig.run(select, ["count": "two"]) }
    #expect(fault?.place.description == "/stages/0/with/count")
  }
}

struct WritingTests {
  private let rig: StageRig

  init() throws {
    rig = try StageRig()
    try rig.discover(["dunes", "storms"])
    try rig.run(rig.stage("select"))
  }

  @Test func `refine cleans, ranks and credits`() throws {
    try rig.run(rig.stage("refine"))
    let topic = try #require(rig.document(RefinedTopics.self, "topics/refined.json").topics.first)
    #expect(topic.language == "en")
    #expect(topic.sentences.count == 4)
    #expect(!topic.sentences.contains { $0.text.contains("Read more") })
    #expect(topic.sources == rig.topic("dunes").sources)
    #expect(!topic.keyPhrases.isEmpty)
    #expect(try rig.stale(rig.stage("refine")) == [])
  }

  @Test func `script fits the target with whole sentences in their order`() throws {
    try rig.run(rig.stage("refine"))
    try rig.run(rig.stage("script"), ["targetSeconds": 15])
    let script = try rig.document(Script.self, "scripts/dunes.json")
    #expect(script.segments.first?.role == .hook)
    #expect(script.segments.last?.role == .outro)
    #expect(script.segments.last?.text.contains("The Coast") == true)
    #expect(script.segments.map(\.id) == (1...script.segments.count).map { "dunes-0\($0)" })
    let text = script.segments.map(\.text).joined(separator: " ")
    let estimate = SpeechDuration.milliseconds(text, wordsPerMinute: 160)
    #expect((7000...15_000).contains(estimate))
  }

  @Test(arguments: [1, 6, 600]) func `every target makes a script`(seconds: Int64) throws {
    try rig.run(rig.stage("refine"))
    try rig.run(rig.stage("script"), ["targetSeconds": .integer(seconds)])
    let script = try rig.document(Script.self, "scripts/dunes.json")
    #expect(script.segments.count >= 3)
    #expect(script.segments.allSatisfy { !$0.text.isEmpty })
  }

  @Test func `a script made again keeps the ids of the texts that stay`() throws {
    try rig.run(rig.stage("refine"))
    try rig.run(rig.stage("script"), ["targetSeconds": 6])
    let short = try rig.document(Script.self, "scripts/dunes.json")
    try rig.run(rig.stage("script"), ["targetSeconds": 60])
    let long = try rig.document(Script.self, "scripts/dunes.json")
    for segment in short.segments {
      if let same = long.segments.first(where: { $0.text == segment.text }) {
        #expect(same.id == segment.id)
      } else {
        #expect(!long.segments.contains { $0.id == segment.id })
      }
    }
    #expect(Set(long.segments.map(\.id)).count == long.segments.count)
  }

  @Test func `the target is shared by the topics`() throws {
    try rig.run(rig.stage("select"), ["count": 2])
    try rig.run(rig.stage("refine"))
    try rig.run(rig.stage("script"), ["targetSeconds": 20])
    for topic in ["dunes", "storms"] {
      let script = try rig.document(Script.self, "scripts/\(topic).json")
      let text = script.segments.map(\.text).joined(separator: " ")
      #expect(SpeechDuration.milliseconds(text, wordsPerMinute: 160) <= 12_000)
    }
  }

  @Test func `editing a segment makes only its own tags and the list stale`() throws {
    for stage in ["refine", "script", "tags"] { try rig.run(rig.stage(stage)) }
    var script = try rig.document(Script.self, "scripts/dunes.json")
    script.segments[1].text += " Nobody had expected that."
    try rig.save(script, to: "scripts/dunes.json")
    #expect(try rig.stale(rig.stage("tags")) == [script.segments[1].id])
    #expect(try rig.run(rig.stage("tags")).ran == [script.segments[1].id, "assemble"])
    #expect(try rig.stale(rig.stage("script")) == [])
  }

  @Test func `moving a segment makes none stale but the order`() throws {
    for stage in ["refine", "script", "tags"] { try rig.run(rig.stage(stage)) }
    var script = try rig.document(Script.self, "scripts/dunes.json")
    script.segments.swapAt(1, 2)
    try rig.save(script, to: "scripts/dunes.json")
    #expect(try rig.stale(rig.stage("tags")) == ["assemble"])
  }

  @Test func `a segment id that cannot name a file is refused`() throws {
    for stage in ["refine", "script"] { try rig.run(rig.stage(stage)) }
    var script = try rig.document(Script.self, "scripts/dunes.json")
    script.segments[0].id = "../../escape-01"
    try rig.save(script, to: "scripts/dunes.json")
    let fault = #expect(throws: ItemFault.self) { try rig.run(rig.stage("tags")) }
    #expect(fault?.code == "bad-segment-id")
  }
}
