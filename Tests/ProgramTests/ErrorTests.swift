import CutroomModel
import CutroomSystem
import Testing

@Suite struct ErrorTests {
  let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init", "w"], in: place.path)
    _ = try BuiltProgram.cutroom(["new", "A garden", "--id", "garden"], in: "\(place.path)/w")
    try place.write(
      """
      { "kind": "pipeline", "version": "1.0",
        "stages": [
          { "id": "a", "run": ["true"], "colour": 1 } ] }
      """,
      to: "w/odd.json"
    )
    try place.write("{ \"kind\": \"pipeline\",\n  \"stages\": [,] }", to: "w/broken.json")
    try place.write(
      """
      { "kind": "pipeline", "version": "1.0",
        "stages": [
          { "id": "a", "run": ["true"], "needs": ["b"] },
          { "id": "b", "run": ["true"], "needs": ["a"] } ] }
      """,
      to: "w/circle.json"
    )
  }

  /// Calls of which each must fail, with the code it must fail with.
  static let calls: [(arguments: [String], code: CInt)] = [
    ([], 2),
    (["lst"], 2),
    (["backup"], 2),
    (["backup", "lst"], 2),
    (["new"], 2),
    (["new", "x", "--jsn"], 2),
    (["new", "x", "--id", "No Id"], 2),
    (["new", " \t"], 2),
    (["new", "A garden", "--id", "garden"], 2),
    (["new", "x", "--pipeline", "odd.json"], 2),
    (["new", "x", "--pipeline", "broken.json"], 2),
    (["new", "x", "--pipeline", "circle.json"], 2),
    (["new", "x", "--pipeline", "nowhere.json"], 8),
    (["show", "gardn"], 2),
    (["show", "garden", "extra"], 2),
    (["show", "../garden"], 2),
    (["list", "--workspace", "nowhere"], 8),
    (["list", "--workspace", "w/feeds"], 8),
    (["schema", "scrpt"], 2),
    (["migrate"], 2),
    (["backup", "restore", "garden", "metadata.json"], 8),
    (["backup", "restore", "garden", "../metadata.json"], 2),
    (["backup", "restore", "garden", "timeline.json", "--recorded"], 9),
    (["rename", "garden", "../x"], 2),
    (["rename", "gardn", "x"], 2),
    (["copy", "garden", "garden"], 2),
    (["archive", "garden", "odd.json"], 2),
    (["archive", "garden", "nowhere/x.zip"], 8),
    (["import", "odd.json"], 8),
    (["import", "nowhere.zip"], 8),
    (["import", "x.zip", "--id", "No Id"], 2),
    (["undelete", "garden"], 2),
    (["cache"], 2),
    (["cache", "lst"], 2),
    (["cache", "list", "probe"], 2),
    (["cache", "pin"], 2),
    (["cache", "pin", "garden"], 2),
    (["cache", "unpin", "media/01234567"], 2),
    (["cache", "clear"], 2),
    (["cache", "export", "odd.json"], 2),
    (["cache", "import", "odd.json"], 8),
    (["probe"], 2),
    (["completion", "tcsh"], 2),
  ]

  @Test func `every error has its code, its words and its cure, for people and programs`() throws {
    var texts = ""
    for (arguments, code) in Self.calls {
      let words = arguments.map { $0.contains { $0.isWhitespace } ? "\"\($0)\"" : $0 }
      texts += "$ \((["cutroom"] + words).joined(separator: " "))\n"
      let people = try BuiltProgram.cutroom(arguments, in: "\(place.path)/w")
      #expect(people.status == .exited(code), "\(arguments)")
      #expect(people.output == "")
      #expect(people.error.hasPrefix("cutroom: "))
      texts += people.error + "[exit \(code)]\n"
      guard !arguments.isEmpty else { continue }
      let programs = try BuiltProgram.cutroom(arguments + ["--json"], in: "\(place.path)/w")
      #expect(programs.status == .exited(code), "\(arguments)")
      #expect(programs.error == "")
      let answer = try JSONReader.read(Array(programs.output.utf8))
      #expect(answer["version"] == "1.0")
      #expect(answer["error"]?.object?.keys.sorted() == ["code", "hint", "message", "path"])
      texts += programs.output + "\n"
    }
    try Snapshot.expect(texts.replacing(place.path, with: "<PLACE>"), is: "errors.txt")
  }

  @Test func `outside of a workspace a command says how to make one`() throws {
    let outcome = try BuiltProgram.cutroom(["list"], in: place.path)
    #expect(outcome.status == .exited(2))
    #expect(outcome.error.contains("cutroom init"))
  }

  @Test func `a malformed document is named with line and column and left alone`() throws {
    let file = "w/public/projects/garden/metadata.json"
    let text = "{\n  \"title\": \"x\",\n  \"title\": \"y\"\n}"
    try place.write(text, to: file)
    let outcome = try BuiltProgram.cutroom(["migrate", "garden"], in: "\(place.path)/w")
    #expect(outcome.status == .exited(8))
    #expect(outcome.error.contains("metadata.json:3:3: the member \"title\" stands twice"))
    #expect(try place.text(file) == text)
  }

  @Test func `a newer document is refused with 7 and left alone`() throws {
    let file = "w/public/projects/garden/metadata.json"
    let text = "{\"kind\": \"metadata\", \"version\": \"7.0\"}"
    try place.write(text, to: file)
    let outcome = try BuiltProgram.cutroom(["migrate", "--all"], in: "\(place.path)/w")
    #expect(outcome.status == .exited(7))
    #expect(try place.text(file) == text)
  }

  @Test func `names that a terminal would obey are written out`() throws {
    let name = "a\u{1B}[2J\nb"
    let outcome = try BuiltProgram.cutroom(["show", name], in: "\(place.path)/w")
    #expect(outcome.error.contains("a\\u{1b}[2J\\nb"))
    #expect(!outcome.error.contains("\u{1B}"))
  }
}
