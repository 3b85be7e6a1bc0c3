import CutroomModel
import CutroomPipeline
import CutroomStore
import Testing

/// Inputs that change while their item runs.
@Suite struct EditedInputTests {
  private static func stage(_ script: String) -> JSONValue {
    [
      "stages": [
        [
          "id": "copy", "foreach": ["glob": "in/*.txt"], "outputs": ["out/${item.name}"],
          "run": ["sh", "-c", .string(script), "-", "${item.path}", "${output}"],
        ]
      ]
    ]
  }

  @Test func `an input edited after it was read leaves the item stale at once`() throws {
    let fixture = try EngineFixture(Self.stage("cp $1 $2; [ -e ran ] || echo new > $1; touch ran"))
    try fixture.write("old\n", to: "in/a.txt")
    #expect(try fixture.run().outcome == .done)
    #expect(try fixture.read("out/a.txt") == "old\n")
    #expect(try fixture.plan().pending.first?.reasons.first?.cause == .inputChanged)
    try fixture.run()
    #expect(try fixture.read("out/a.txt") == "new\n")
    #expect(try fixture.plan().pending.isEmpty)
  }

  @Test func `an input that is another one while its item waits is not trusted`() throws {
    // There is one place: b waits for a, which makes b another one and leaves it so until both ran.
    let script = """
      case $1 in *a.txt) [ -e ran ] || { cp in/b.txt kept; echo other > in/b.txt; };; esac
      cp $1 $2
      """
    let fixture = try EngineFixture([
      "settings": ["pools": ["cpu": 1]], "stages": Self.stage(script)["stages"] ?? [],
    ])
    try fixture.write("mine\n", to: "in/a.txt")
    try fixture.write("mine\n", to: "in/b.txt")
    #expect(try fixture.run().outcome == .done)
    #expect(try fixture.read("out/b.txt") == "other\n")
    try fixture.write("", to: "ran")
    let kept = try #require(try fixture.read("kept"))
    try fixture.write(kept, to: "in/b.txt")
    #expect(try fixture.plan().pending.map(\.item) == ["in/b.txt"])
    try fixture.run()
    #expect(try fixture.read("out/b.txt") == "mine\n")
    #expect(try fixture.plan().pending.isEmpty)
  }

  @Test func `an edit that a run used comes back when the next one has a typo`() throws {
    let fixture = try EngineFixture([
      "stages": [
        [
          "id": "make", "outputs": ["a.json"],
          "run": ["sh", "-c", "echo '{\"n\": 1}' > $1", "-", "${output}"],
        ],
        [
          "id": "copy", "foreach": ["glob": "a.json"], "outputs": ["out/a.txt"],
          "run": ["cp", "${item.path}", "${output}"],
        ],
      ]
    ])
    try fixture.run()
    let edit = "{\"n\": 2}\n"
    try fixture.write(edit, to: "a.json")
    try fixture.run()
    #expect(try fixture.read("out/a.txt") == edit)
    try fixture.write("{\"n\": 3,}\n", to: "a.json")
    let restored = try fixture.bringBack()
    #expect(restored.map(\.version) == [.edited])
    #expect(restored.first?.fault?.hasPrefix("a.json:1:") == true)
    #expect(try fixture.read("a.json") == edit)
    #expect(try fixture.plan().pending.isEmpty)
  }

  @Test func `an edit that a run only saw comes back as well`() throws {
    let fixture = try EngineFixture([
      "stages": [
        [
          "id": "make", "outputs": ["a.json"],
          "run": ["sh", "-c", "echo '{\"n\": 1}' > $1", "-", "${output}"],
        ]
      ]
    ])
    try fixture.run()
    try fixture.write("{\"n\": 2}\n", to: "a.json")
    try fixture.run()
    try fixture.write("{", to: "a.json")
    #expect(try fixture.bringBack().map(\.version) == [.edited])
    #expect(try fixture.read("a.json") == "{\"n\": 2}\n")
  }

  @Test func `an input that was another one for a while is not trusted`() throws {
    let script =
      "[ -e ran ] && exec cp $1 $2; cp $1 kept; echo other > $1; cp $1 $2; cat kept > $1; touch ran"
    let fixture = try EngineFixture(Self.stage(script))
    try fixture.write("mine\n", to: "in/a.txt")
    #expect(try fixture.run().outcome == .done)
    #expect(try fixture.read("out/a.txt") == "other\n")
    let reason = try fixture.plan().pending.first?.reasons.first
    #expect(reason?.cause == .inputChanged)
    #expect(reason?.input == "in/a.txt")
    try fixture.run()
    #expect(try fixture.read("out/a.txt") == "mine\n")
    #expect(try fixture.plan().pending.isEmpty)
  }
}
