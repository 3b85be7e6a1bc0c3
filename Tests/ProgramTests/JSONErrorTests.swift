import CutroomModel
import CutroomSystem
import Testing

/// Whatever goes wrong, every command with `--json` says so in one form, on standard output alone.
@Suite struct JSONErrorTests {
  let place: FreshFolder

  init() throws { place = try FreshFolder() }

  /// Every command with `--json`, and arguments that it takes.
  static let calls: [[String]] = [
    ["init", "w"], ["new", "T"], ["list"], ["list", "--deleted"], ["show", "p"], ["run", "p"],
    ["resume", "p"], ["plan", "p"], ["status"], ["status", "p"], ["explain", "p", "a"],
    ["select", "p"], ["accept", "p", "a"], ["validate", "p"], ["render", "p"], ["credits", "p"],
    ["runs", "p"],
    ["log", "p"], ["graph", "p"], ["rename", "p", "q"], ["copy", "p", "q"], ["archive", "p"],
    ["import", "p.zip"], ["delete", "p"], ["undelete", "p"], ["repair", "p"],
    ["backup", "list", "p"], ["backup", "restore", "p", "timeline.json"], ["backup", "prune", "p"],
    ["migrate", "p"], ["credits", "p"], ["limits"], ["provider", "list"],
    ["provider", "check", "n"],
    ["cache", "stat"], ["cache", "list"], ["cache", "gc"], ["cache", "verify"],
    ["cache", "pin", "media/0123456789"], ["cache", "unpin", "media/0123456789"],
    ["cache", "clear", "media"], ["cache", "export", "x.zip"], ["cache", "import", "x.zip"],
    ["probe", "x.mp4"], ["doctor"], ["schema", "list"],
  ]

  /// Those that need no workspace.
  static let free: Set<String> = ["init", "probe", "doctor", "schema"]

  /// The error of a call that must fail with `code`; a run may tell of its items beside it.
  private func error(
    _ words: [String],
    in folder: String,
    _ code: CInt,
    isQuiet: Bool = true
  ) throws -> JSONValue {
    let outcome = try BuiltProgram.cutroom(words + ["--json"], in: folder)
    #expect(outcome.status == .exited(code), "\(words) \(outcome.output)")
    if isQuiet { #expect(outcome.error == "", "\(words)") }
    let answer = try JSONReader.read(Array(outcome.output.utf8))
    #expect(answer["version"] == "1.0", "\(words)")
    let error = try #require(answer["error"], "\(words)")
    #expect(error.object?.keys.sorted() == ["code", "hint", "message", "path"], "\(words)")
    #expect(error["code"]?.string?.isEmpty == false, "\(words)")
    #expect(error["message"]?.string?.isEmpty == false, "\(words)")
    #expect(error["path"] == .null || error["path"]?.string != nil, "\(words)")
    #expect(error["hint"] == .null || error["hint"]?.string?.isEmpty == false, "\(words)")
    return error
  }

  @Test func `the table has every command that answers with an object`() throws {
    let named = Set(Self.calls.map { $0.joined(separator: " ") })
    for words in try HelpTests().commands(columns: 80) {
      let page = try BuiltProgram.cutroom(words + ["--help"], in: "/").output
      let name = words.joined(separator: " ")
      guard page.contains("--json") else { continue }
      #expect(named.contains { "\($0) ".hasPrefix("\(name) ") }, "\(name)")
    }
  }

  @Test(arguments: calls)
  func `an option that there is not, with the usage as its hint`(words: [String]) throws {
    let error = try error(words + ["--no-such-option"], in: place.path, 2)
    #expect(error["code"] == "unknown-option")
    #expect(error["hint"]?.string?.contains("usage: cutroom \(words[0])") == true)
  }

  @Test(arguments: calls.filter { !free.contains($0[0]) })
  func `no workspace, with how to make one`(words: [String]) throws {
    let error = try error(words, in: place.path, 2)
    #expect(error["code"] == "workspace-not-found")
    #expect(error["hint"]?.string?.contains("cutroom init") == true)
  }

  @Test(arguments: calls.filter { $0.contains("p") })
  func `a project that there is not`(words: [String]) throws {
    _ = try BuiltProgram.cutroom(["init", "w"], in: place.path)
    let error = try error(words, in: "\(place.path)/w", 2)
    #expect(error["code"] == "unknown-project")
    #expect(error["hint"]?.string != nil)
  }

  @Test(arguments: [
    "run", "resume", "plan", "status", "explain", "accept", "validate", "render", "graph",
  ])
  func `a malformed pipeline, with its file, line and column`(name: String) throws {
    _ = try BuiltProgram.cutroom(["init", "w"], in: place.path)
    _ = try BuiltProgram.cutroom(["new", "P", "--id", "p"], in: "\(place.path)/w")
    try place.write("{ \"kind\": \"pipeline\",\n  \"stages\": [,] }", to: "w/pipeline.json")
    let words = ["explain", "accept"].contains(name) ? [name, "p", "a"] : [name, "p"]
    let error = try error(words, in: "\(place.path)/w", 2)
    #expect(error["code"] == "malformed-json")
    #expect(error["path"]?.string?.hasSuffix("/w/pipeline.json") == true)
    #expect(error["message"]?.string?.contains("pipeline.json:2:14: ") == true)
  }

  @Test func `a newer pipeline and a file that cannot be made`() throws {
    _ = try BuiltProgram.cutroom(["init", "w"], in: place.path)
    _ = try BuiltProgram.cutroom(["new", "P", "--id", "p"], in: "\(place.path)/w")
    let archive = try error(["archive", "p", "nowhere/p.zip"], in: "\(place.path)/w", 8)
    #expect(archive["path"]?.string != nil)
    try place.write("{ \"kind\": \"pipeline\", \"version\": \"9.0\" }", to: "w/pipeline.json")
    #expect(try error(["run", "p"], in: "\(place.path)/w", 7)["code"] == "newer-version")
  }

  @Test func `a render before there is anything to render, with what to run`() throws {
    _ = try BuiltProgram.cutroom(["init", "w"], in: place.path)
    _ = try BuiltProgram.cutroom(["new", "P", "--id", "p"], in: "\(place.path)/w")
    let error = try error(["render", "p"], in: "\(place.path)/w", 1)
    #expect(error["code"] == "blocked")
    #expect(error["hint"] == "cutroom run p")
    let people = try BuiltProgram.cutroom(["render", "p"], in: "\(place.path)/w")
    #expect(people.error.hasSuffix("do it all: cutroom run p\n"), "\(people.error)")
  }

  @Test func `a file that no stage makes, with what is wrong instead of the same command again`()
    throws
  {
    let work = try StageWorkspace(
      #"""
      {"id": "list", "foreach": {"json": "missing.json"}, "run": ["false"]},
      {"id": "next", "needs": ["list"], "run": ["false"]}
      """#
    )
    let why =
      "list, next/main are blocked by missing.json: it is not there, and no stage has made it"
    let error = try error(["run", "p"], in: work.path, 1)
    #expect(error["code"] == "blocked")
    #expect(error["message"]?.string == why)
    #expect(error["hint"] == "cutroom explain p list")
    let people = try work.cutroom("run", "p")
    #expect(people.error.contains("\(why)\n"), "\(people.error)")
    #expect(people.error.hasSuffix("look closer: cutroom explain p list\n"), "\(people.error)")
    let item = try work.answer("explain", "p", "next")["items"]?.array?.first
    #expect(item?["makeFresh"] == .null)
    let words = try work.cutroom("explain", "p", "list").output
    #expect(words.contains("no stage makes missing.json: put it there\n"), "\(words)")
  }

  @Test func `a project in the trash, a plan with a selection, a pipeline that renders nothing`()
    throws
  {
    _ = try BuiltProgram.cutroom(["init", "w"], in: place.path)
    let work = "\(place.path)/w"
    for id in ["p", "q"] { _ = try BuiltProgram.cutroom(["new", "P", "--id", id], in: work) }
    _ = try BuiltProgram.cutroom(["delete", "p"], in: work)
    let deleted = try error(["status", "p"], in: work, 2)
    #expect(deleted["message"] == "the project \"p\" is in the trash")
    #expect(deleted["hint"] == "Bring it back: cutroom undelete p")
    let both = try error(["run", "q", "--plan", "x", "--stage", "media"], in: work, 2)
    #expect(both["code"] == "plan-and-selection")
    let stages =
      #"{"kind": "pipeline", "version": "1.0", "stages": [{"id": "v", "uses": "validate"}]}"#
    try place.write(stages, to: "w/public/projects/q/pipeline.json")
    #expect(try error(["render", "q"], in: work, 2)["code"] == "no-render-stage")
  }

  @Test func `feeds that are not there, with where to put one`() throws {
    _ = try BuiltProgram.cutroom(["init", "w"], in: place.path)
    _ = try BuiltProgram.cutroom(["new", "P", "--id", "p"], in: "\(place.path)/w")
    let error = try error(["run", "p"], in: "\(place.path)/w", 8, isQuiet: false)
    #expect(error["code"] == "no-feed")
    #expect(error["hint"]?.string?.contains("feeds/") == true)
  }

  @Test func `a list that was asked of a trash, and a choice in it`() throws {
    _ = try BuiltProgram.cutroom(["init", "w"], in: place.path)
    let work = "\(place.path)/w"
    for title in ["One", "Two"] {
      _ = try BuiltProgram.cutroom(["new", title, "--id", "p"], in: work)
      _ = try BuiltProgram.cutroom(["delete", "p"], in: work)
    }
    let listed = try BuiltProgram.cutroom(["list", "--deleted", "--json"], in: work)
    let projects = try #require(
      try JSONReader.read(Array(listed.output.utf8))["projects"]?.array
    )
    #expect(projects.map { $0["title"] } == ["Two", "One"])
    let time = try #require(projects.last?["deletedAt"]?.string)
    #expect(
      try error(["undelete", "p", "--deleted", "1999"], in: work, 2)["code"] == "unknown-deletion"
    )
    #expect(
      try error(["undelete", "p", "--deleted", "20"], in: work, 2)["code"] == "unknown-deletion"
    )
    let first = try BuiltProgram.cutroom(["undelete", "p", "--deleted", time, "--json"], in: work)
    #expect(first.status == .exited(0), "\(first.output)")
    let taken = try error(["undelete", "p"], in: work, 2)
    #expect(taken["code"] == "project-exists")
    #expect(taken["hint"]?.string?.contains("cutroom undelete p --id NEW-ID") == true)
    let second = try BuiltProgram.cutroom(["undelete", "p", "--id", "q", "--json"], in: work)
    #expect(second.status == .exited(0), "\(second.output)")
    let table = try BuiltProgram.cutroom(["list"], in: work).output
    #expect(table.split(separator: "\n").map { $0.split(separator: " ").last } == ["One", "Two"])
    let empty = try BuiltProgram.cutroom(["list", "--deleted"], in: work)
    #expect(empty.output == "")
    #expect(empty.error.contains("the trash holds no project"))
  }
}
