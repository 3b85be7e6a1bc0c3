import CutroomSystem
import Testing

/// A pipeline.json that cannot be used, in a workspace and in a project of its own.
@Suite struct PipelineFaultTests {
  let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
    _ = try BuiltProgram.cutroom(["new", "A", "--id", "a"], in: place.path)
  }

  /// What stands in the list of stages, and what must be said of it.
  static let stages: [(text: String, words: String)] = [
    ("{\"id\": \"a\",, }", ":2:12: a member's name must be a string"),
    ("{\"run\": [\"true\"]}", ":2:1: /stages/0: a stage needs an \"id\""),
    (
      "{\"id\": \"a\", \"needs\": [\"a\"], \"run\": [\"true\"]}",
      ":1:50: /stages: the stages wait for each other in a circle: a"
    ),
    (
      "{\"id\": \"a\", \"run\": [\"echo\", \"${foo}\"]}",
      ":2:29: /stages/0/run/1: there is no variable ${foo}"
    ),
    ("{\"id\": \"a\", \"uses\": \"nope\"}", ":2:21: /stages/0/uses: there is no built-in stage"),
    ("{\"id\": \"a\", \"run\": \"ls\"}", ":2:20: /stages/0/run: it must be a list of strings"),
    (
      "{\"id\": \"a\", \"run\": [\"true\"], \"outputs\": [\"metadata.json\"]}",
      ":2:42: /stages/0/outputs/0: metadata.json is cutroom's own"
    ),
    (
      "{\"id\": \"a\", \"run\": [\"true\"], \"outputs\": [\".cutroom/lock\"]}",
      ":2:42: /stages/0/outputs/0: .cutroom/lock is cutroom's own"
    ),
    (
      "{\"id\": \"a\", \"run\": [\"true\"], \"tools\": []}",
      ":2:39: /stages/0/tools: it must be an object"
    ),
  ]

  @Test(arguments: stages, ["pipeline.json", "public/projects/a/pipeline.json"])
  func `a fault is placed by line and column`(
    stage: (text: String, words: String),
    file: String
  ) throws {
    let head = "{\"kind\": \"pipeline\", \"version\": \"1.0\", \"stages\": ["
    try place.write("\(head)\n\(stage.text)]}", to: file)
    for command in ["plan", "run"] {
      let outcome = try BuiltProgram.cutroom([command, "a"], in: place.path)
      #expect(outcome.status == .exited(2))
      #expect(outcome.error.contains("\(place.path)/\(file)\(stage.words)"), "\(outcome.error)")
    }
  }

  @Test(arguments: [
    ("[]", ":1:1: a document must be a JSON object"),
    ("{\"kind\": \"script\", \"version\": \"1.0\"}", ":1:1: its kind is script, not pipeline"),
    ("", ":1:1: the text ends where a value should be"),
    (
      "{\"kind\": \"pipeline\", \"version\": \"1.0\", \"settings\": {\"video\": 5}, \"stages\": []}",
      ":1:62: /settings/video: it must be an object"
    ),
    (
      "{\"kind\": \"pipeline\", \"version\": \"1.0\", \"setings\": {}, \"stages\": []}",
      ":1:51: /setings: there is no \"setings\" here"
    ),
    (
      "{\"kind\": \"pipeline\", \"version\": \"1.0\", \"settings\": {\"video\": {\"widht\": 320}}, "
        + "\"stages\": []}",
      ":1:72: /settings/video/widht: there is no \"widht\" here"
    ),
  ])
  func `a text that is no pipeline is placed too`(text: String, words: String) throws {
    try place.write(text, to: "pipeline.json")
    let outcome = try BuiltProgram.cutroom(["plan", "a"], in: place.path)
    #expect(outcome.status == .exited(2))
    #expect(outcome.error.contains("pipeline.json\(words)"), "\(outcome.error)")
  }

  @Test func `one broken project hides no other`() throws {
    _ = try BuiltProgram.cutroom(["new", "B", "--id", "b"], in: place.path)
    try place.write("{", to: "public/projects/a/pipeline.json")
    let status = try BuiltProgram.cutroom(["status"], in: place.path)
    #expect((status.output + status.error).contains("public/projects/a/pipeline.json:1:2"))
    #expect(status.output.contains("\nb "))
  }
}
