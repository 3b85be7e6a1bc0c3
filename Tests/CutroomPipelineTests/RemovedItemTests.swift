import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import Testing

/// Items that leave the pipeline, and come back.
@Suite struct RemovedItemTests {
  private static let wrap: JSONValue = [
    "stages": [
      [
        "id": "wrap", "foreach": ["glob": "in/*.txt"],
        "run": [
          "sh", "-c", "printf '{\"t\":\"%s\"}' \"$(cat \"$1\")\" > \"$2\"", "-", "${item.path}",
          "${output}",
        ],
        "outputs": ["out/${item.stem}.json"],
      ]
    ]
  ]

  private let fixture: EngineFixture

  init() throws {
    fixture = try EngineFixture(Self.wrap)
    try fixture.write("a", to: "in/a.txt")
    try fixture.write("b", to: "in/b.txt")
    try fixture.run()
  }

  private func recorded() throws -> [String] {
    try ProjectLedger.load(fixture.project).state.items.values.flatMap(\.keys).sorted()
  }

  private func view() throws -> ProjectView {
    try ProjectView.open(fixture.project, builtins: [:], command: "test")
  }

  @Test func `an item that is gone is let go of, and its file stays`() throws {
    try fixture.project.tree.root.folder("in").remove("a.txt")
    #expect(try fixture.run().outcome == .done)
    #expect(try recorded() == ["in/b.txt"])
    #expect(try fixture.read("out/a.json") == "{\"t\":\"a\"}")
  }

  @Test func `what an item made that is gone is not brought back`() throws {
    try fixture.project.tree.root.folder("in").remove("a.txt")
    try fixture.project.tree.root.folder("out").remove("a.json")
    #expect(try view().mended.isEmpty)
    #expect(try fixture.read("out/a.json") == nil)
    try fixture.project.tree.root.folder("out").remove("b.json")
    #expect(try view().mended.restored.map(\.path.description) == ["out/b.json"])
  }

  @Test func `an item that comes back unchanged is not run again`() throws {
    let inputs = try fixture.project.tree.root.folder("in")
    try inputs.remove("a.txt")
    try fixture.run()
    try fixture.write("a", to: "in/a.txt")
    let summary = try fixture.run()
    #expect(summary.outcome == .done)
    #expect(summary.ran == 0)
    #expect(summary.restored == 1)
    #expect(try recorded() == ["in/a.txt", "in/b.txt"])
  }

  @Test func `an item that comes back changed runs over what it made itself`() throws {
    try fixture.project.tree.root.folder("in").remove("a.txt")
    try fixture.run()
    try fixture.write("new", to: "in/a.txt")
    #expect(try fixture.run().outcome == .done)
    #expect(try fixture.read("out/a.json") == "{\"t\":\"new\"}")
  }

  @Test func `an edit that was made meanwhile is not overwritten unasked`() throws {
    try fixture.project.tree.root.folder("in").remove("a.txt")
    try fixture.run()
    try fixture.write("{\"t\":\"by hand\"}", to: "out/a.json")
    try fixture.write("a", to: "in/a.txt")
    let summary = try fixture.run()
    #expect(summary.outcome == .awaiting)
    #expect(summary.awaiting.first?.reasons.first?.cause == .outputUnrecorded)
    #expect(try fixture.read("out/a.json") == "{\"t\":\"by hand\"}")
  }

  @Test func `garbage in the project's metadata is healed and said`() throws {
    let before = try fixture.read("metadata.json")
    try fixture.write("\0garbage", to: "metadata.json")
    let mended = try view().mended
    #expect(mended.restored.map(\.path.description) == ["metadata.json"])
    #expect(try fixture.read("metadata.json") == before)
    #expect(try view().mended.isEmpty)
  }
}
