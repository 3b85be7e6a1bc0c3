import CutroomModel
import CutroomSystem
import Testing

@Suite struct ParameterFaultTests {
  let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
    _ = try BuiltProgram.cutroom(["new", "A", "--id", "a"], in: place.path)
  }

  @Test(arguments: [["plan", "a"], ["run", "a"], ["status", "a"], ["graph", "a"]])
  func `a wrong parameter value is refused with its line by every command`(
    command: [String]
  ) throws {
    try place.write(
      """
      { "kind": "pipeline", "version": "1.0", "stages": [
        { "id": "narration", "uses": "narration",
          "with": { "wordsPerMinute": "fast" } } ] }
      """,
      to: "pipeline.json"
    )
    let outcome = try BuiltProgram.cutroom(command, in: place.path)
    #expect(outcome.status == .exited(2))
    #expect(outcome.error.contains("pipeline.json:3:"), "\(outcome.error)")
    #expect(outcome.error.contains("must be a whole number from 80 to 450"))
    #expect(outcome.error.contains("docs/stages.md lists the parameters"))
  }

  @Test func `the schema of the pipeline has the parameters of the stages`() throws {
    let outcome = try BuiltProgram.cutroom(["schema", "pipeline"], in: "/")
    let schema = try JSONReader.read(Array(outcome.output.utf8))
    let stages = schema["properties"]?["stages"]?["items"]?["allOf"]?.array ?? []
    let narration = stages.first {
      $0["if"]?["properties"]?["uses"]?["const"] == "narration"
    }
    let speed = narration?["then"]?["properties"]?["with"]?["properties"]?["wordsPerMinute"]
    #expect(speed?["minimum"] == 80)
    #expect(speed?["maximum"] == 450)
    #expect(speed?["default"] == 160)
  }
}
