import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

/// Where lost bytes come back from, and in which order.
@Suite struct RestoreTests {
  let kept: KeptProject
  let session: ProjectSession

  init() throws {
    kept = try KeptProject()
    session = try kept.session()
  }

  private func lose(_ file: String) throws {
    let path = try #require(ProjectPath(file))
    try #require(try kept.project.tree.folder(path.folder)).remove(path.name)
  }

  private func removeObject(_ output: OutputRecord) throws {
    try kept.project.state().folder("objects").remove(output.content.description)
  }

  @Test func `a document comes from its object first`() throws {
    try kept.commit("x", ["a.json": "{\"n\": 1}"], in: session)
    let item = try kept.commit("x", ["a.json": "{\"n\": 2}"], input: "2", in: session)
    try lose("a.json")
    let restored = try #require(try session.restore(item.outputs[0]))
    #expect(restored.source == .object)
    #expect(try kept.text("a.json") == "{\"n\": 2}")
  }

  @Test func `without its object it comes from the newest valid backup`() throws {
    try kept.commit("x", ["a.json": "{\"n\": 1}"], in: session)
    try kept.commit("x", ["a.json": "{\"n\": 2}"], input: "2", in: session)
    let item = try kept.commit("x", ["a.json": "{\"n\": 3}"], input: "3", in: session)
    try kept.put("garbage", at: "a.json.backup.1")
    try kept.put("also garbage", at: "a.json")
    try removeObject(item.outputs[0])
    let restored = try #require(try session.restore(item.outputs[0]))
    #expect(restored.source == .backup(2))
    #expect(try kept.text("a.json") == "{\"n\": 1}")
    #expect(try kept.text(try #require(restored.kept)) == "also garbage")
  }

  @Test func `an asset comes from the superseded store`() throws {
    let first = try kept.commit("x", ["a.bin": "one"], in: session)
    try kept.commit("x", ["a.bin": "two"], input: "2", in: session)
    #expect(session.reader.canRestore(first))
    try lose("a.bin")
    #expect(try session.restore(first.outputs[0])?.source == .superseded)
    #expect(try kept.text("a.bin") == "one")
  }

  @Test func `a kept copy of the right size and other bytes is no copy`() throws {
    let first = try kept.commit("x", ["a.bin": "one", "b.json": "{\"n\": 1}"], in: session)
    try kept.commit("x", ["a.bin": "two", "b.json": "{\"n\": 2}"], input: "2", in: session)
    let store = try kept.project.control("superseded")
    let name = first.outputs[0].content.description
    try store.remove(name)
    try store.createFile(name, mode: 0o600).writeAll(Array("\0\0\0".utf8))
    #expect(!session.reader.canRestore(first))
    #expect(!session.reader.canBringBack(first.outputs[0]))
    #expect(try session.restore(first.outputs[0]) == nil)
    #expect(try kept.text("a.bin") == "two")
  }

  @Test func `an object that went bad is replaced when its document is kept again`() throws {
    let item = try kept.commit("x", ["a.json": "{\"n\": 1}"], in: session)
    let objects = try kept.project.state().folder("objects")
    let name = item.outputs[0].content.description
    try objects.remove(name)
    try objects.createFile(name, mode: 0o600).writeAll([UInt8](repeating: 0, count: 8))
    #expect(!session.reader.canBringBack(item.outputs[0]))
    try session.objects.keep(Array("{\"n\": 1}".utf8), digest: item.outputs[0].content)
    #expect(session.reader.canBringBack(item.outputs[0]))
  }

  @Test func `what nothing can bring back changes nothing`() throws {
    let item = try kept.commit("x", ["a.bin": "one"], in: session)
    try kept.put("damaged", at: "a.bin")
    #expect(try session.restore(item.outputs[0]) == nil)
    #expect(try kept.text("a.bin") == "damaged")
    #expect(try kept.names().allSatisfy { !$0.contains("corrupt") })
  }

  @Test func `the metadata of a new project can come back`() throws {
    let before = try #require(try kept.text("metadata.json"))
    try kept.put("\0\0garbage", at: "metadata.json")
    let path = try #require(ProjectPath("metadata.json"))
    let output = try #require(session.withState { $0.files[path] })
    let restored = try #require(try session.restore(output))
    #expect(restored.source == .object)
    #expect(try kept.text("metadata.json") == before)
    #expect(try kept.text(try #require(restored.kept)) == "\0\0garbage")
  }

  @Test func `a project's own pipeline is recorded too`() throws {
    let id = try #require(ProjectID("own"))
    let pipeline: JSONValue = ["kind": "pipeline", "version": "1.0", "stages": []]
    let project = try kept.workspace.createProject(id: id, title: "O", pipeline: pipeline)
    let (session, report) = try ProjectSession.open(project, command: "test", patience: .none)
    #expect(report.isEmpty)
    let path = try #require(ProjectPath("pipeline.json"))
    try project.tree.root.remove("pipeline.json")
    #expect(try session.restoreRecorded(path))
    #expect(try project.json(path)?["stages"] == [])
  }
}
