import CutroomModel
import CutroomPipeline
import Testing

@Suite struct StageGraphTests {
  private func graph(_ stages: [JSONValue]) throws -> StageGraph {
    let pipeline = try PipelineReader.read(["stages": .array(stages)])
    return try StageGraph(pipeline, builtins: [:])
  }

  private func stage(
    _ id: String,
    inputs: [String] = [],
    outputs: [String] = [],
    needs: [String] = []
  ) -> JSONValue {
    [
      "id": .string(id), "run": ["true"], "inputs": .array(inputs.map { .string($0) }),
      "outputs": .array(outputs.map { .string($0) }), "needs": .array(needs.map { .string($0) }),
    ]
  }

  private func fault(_ stages: [JSONValue]) -> PipelineFault? {
    #expect(throws: PipelineFault.self) { try graph(stages) }
  }

  @Test func `stages come after what they read, in whatever order they are listed`() throws {
    let graph = try graph([
      stage("c", inputs: ["b/*.txt"], outputs: ["c.txt"]),
      stage("b", inputs: ["a.txt"], outputs: ["b/x.txt"]), stage("a", outputs: ["a.txt"]),
    ])
    #expect(graph.nodes.map(\.id) == ["a", "b", "c"])
    #expect(graph.nodes.map(\.upstream) == [[], [0], [1]])
    #expect(graph.ancestors(of: 2) == [0, 1, 2])
    #expect(graph.descendants(of: 0) == [0, 1, 2])
    #expect(graph.descendants(of: 2) == [2])
  }

  @Test func `stages that do not need each other keep their order`() throws {
    let graph = try graph([stage("z"), stage("a"), stage("m")])
    #expect(graph.nodes.map(\.id) == ["z", "a", "m"])
  }

  @Test func `an output that stands twice is refused with its place`() {
    let fault = fault([stage("a", outputs: ["x.txt", "y.txt", "x.txt"])])
    #expect(fault?.place == JSONPointer(tokens: ["stages", "0", "outputs", "2"]))
  }

  @Test(arguments: ["made/*.txt", "**/*.txt", "made/x.txt"])
  func `an input that finds the stage's own output is refused`(input: String) {
    let fault = fault([stage("a", inputs: ["b.txt", input], outputs: ["made/x.txt"])])
    #expect(fault?.place == JSONPointer(tokens: ["stages", "0", "inputs", "1"]))
  }

  @Test func `an input beside the stage's own outputs is none of them`() throws {
    _ = try graph([stage("a", inputs: ["made/y.txt", "made/*.json"], outputs: ["made/x.txt"])])
  }

  @Test func `a circle is named`() {
    let fault = fault([
      stage("a", inputs: ["b.txt"], outputs: ["a.txt"]),
      stage("b", inputs: ["a.txt"], outputs: ["b.txt"]), stage("c"),
    ])
    #expect(fault?.reason.hasSuffix("a, b") == true)
  }

  @Test func `a stage that needs itself is a circle`() {
    #expect(fault([stage("a", needs: ["a"])])?.reason.contains("circle") == true)
  }

  @Test func `two stages that write the same are refused with their place`() {
    let fault = fault([stage("a", outputs: ["x.txt"]), stage("b", outputs: ["x.txt"])])
    #expect(fault?.place == JSONPointer(tokens: ["stages", "1"]))
    #expect(fault?.reason == "the stages a and b both write x.txt")
  }

  @Test func `an unknown stage or built-in is refused with its place`() {
    #expect(
      fault([stage("a", needs: ["b"])])?.place == JSONPointer(tokens: ["stages", "0", "needs"])
    )
    let uses: JSONValue = ["id": "a", "uses": "nothing"]
    #expect(fault([uses])?.place == JSONPointer(tokens: ["stages", "0", "uses"]))
  }

  @Test func `a glob over one's own outputs is refused`() {
    let stage: JSONValue = [
      "id": "a", "run": ["true"], "foreach": ["glob": "out/*.txt"], "outputs": ["out/${item.name}"],
    ]
    #expect(fault([stage])?.place == JSONPointer(tokens: ["stages", "0", "foreach"]))
  }

  @Test func `a literal output wins over a pattern that covers it`() throws {
    let each: JSONValue = [
      "id": "each", "run": ["true"], "foreach": ["glob": "in/*"],
      "outputs": ["s/${item.stem}.json"],
    ]
    let graph = try graph([
      stage("read", inputs: ["s/tags.json"]), each, stage("tags", outputs: ["s/tags.json"]),
    ])
    let read = try #require(graph["read"])
    #expect(read.upstream.map { graph.nodes[$0].id } == ["tags"])
  }

  @Test(.timeLimit(.minutes(1)))
  func `a ladder of stages that all need each other is walked once`() throws {
    let graph = try graph(
      (0..<60).map { number in
        stage("s\(number)", needs: (0..<number).map { "s\($0)" })
      }
    )
    #expect(graph.ancestors(of: 59).count == 60)
    #expect(graph.descendants(of: 0).count == 60)
  }
}
