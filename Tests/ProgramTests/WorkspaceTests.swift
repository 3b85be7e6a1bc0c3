import CutroomModel
import CutroomSystem
import Testing

@Suite struct WorkspaceTests {
  let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
  }

  func answer(_ arguments: String..., in folder: String = "") throws -> JSONValue {
    let outcome = try BuiltProgram.cutroom(
      ["--json"] + arguments,
      in: folder.isEmpty ? place.path : folder
    )
    #expect(outcome.status == .exited(0), "\(outcome)")
    return try JSONReader.read(Array(outcome.output.utf8))
  }

  @Test func `init overwrites nothing`() throws {
    try place.write("mine", to: "pipeline.json")
    #expect(try answer("init")["created"] == false)
    #expect(try place.text("pipeline.json") == "mine")
  }

  @Test func `the pipeline that init writes is one that every command takes`() throws {
    let plan = try BuiltProgram.cutroom(
      ["new", "x", "--pipeline", "pipeline.json"],
      in: place.path
    )
    #expect(plan.status == .exited(0))
  }

  @Test(arguments: ["🎬🎉", "Schöne Grüße", "日本の庭", "-", "a \"quoted\" title", "مرحبا"])
  func `a title in any script makes a project`(title: String) throws {
    let made = try answer("new", "--", title)
    #expect(made["version"] == "1.0")
    let id = try #require(made["projectId"]?.string)
    #expect(try answer("show", id)["title"] == .string(title))
    #expect(made["path"]?.string == "\(place.path)/public/projects/\(id)")
  }

  @Test func `a workspace is found from a folder inside it, by option and by variable`() throws {
    _ = try answer("new", "A", "--id", "a")
    let listed = try answer("list", in: "\(place.path)/public/projects/a")
    #expect(listed["projects"]?.array?.count == 1)
    #expect(try answer("list", "--workspace", place.path, in: "/") == listed)
    let outcome = try BuiltProgram.cutroom(
      ["list", "--json"],
      in: "/",
      environment: ["CUTROOM_WORKSPACE=\(place.path)"]
    )
    #expect(try JSONReader.read(Array(outcome.output.utf8)) == listed)
  }

  @Test func `what was deleted comes back`() throws {
    _ = try answer("new", "A", "--id", "a")
    let before = try answer("show", "a")
    _ = try answer("delete", "a")
    #expect(try answer("list")["projects"] == [])
    _ = try answer("undelete", "a")
    #expect(try answer("show", "a")["title"] == before["title"])
  }

  @Test func `an old project migrates, and migrates only once`() throws {
    _ = try answer("new", "A", "--id", "a")
    let file = "public/projects/a/metadata.json"
    try place.write(
      "{\"version\":\"0.9\",\"projectId\":\"a\",\"title\":\"A\",\"status\":\"x\"}",
      to: file
    )
    let check = try BuiltProgram.cutroom(["migrate", "--all", "--check"], in: place.path)
    #expect(check.status == .exited(3))
    #expect(try answer("migrate", "a")["migrated"]?.array?.first?["documents"]?.array?.count == 1)
    #expect(try answer("migrate", "a")["migrated"]?.array?.first?["documents"]?.array?.count == 0)
    #expect(try answer("backup", "list", "a")["backups"]?.array?.count == 1)
  }
}
