import CutroomModel
import CutroomStore
import CutroomSystem
import Testing

/// What a session's end removes of trash and logs.
@Suite struct HousekeepingTests {
  let kept: KeptProject

  init() throws { kept = try KeptProject() }

  private func commit(_ number: Int, keeping: Keeping = Keeping()) throws {
    let session = try ProjectSession.open(
      kept.project,
      command: "test",
      patience: .none,
      keeping: keeping
    ).session
    let run = RunName.make(at: kept.project.clock.now())
    let record = RunRecord(
      id: run,
      command: "run",
      pid: 1,
      host: "here",
      startedAt: 0,
      selection: [:]
    )
    try session.record([.runStarted(record)], durable: false)
    let log = try kept.project.control("logs/\(run)").createFile("x.log", mode: 0o600)
    try log.writeAll([0x0A])
    try kept.commit("x", ["a.bin": "\(number)"], input: "\(number)", in: session)
    try session.record([.runFinished(run: run, outcome: "done", at: 0)], durable: false)
    try session.close()
  }

  private func logs() throws -> Int { try kept.project.control("logs").names().count }
  private func trash() throws -> [String] { try kept.project.control("trash").names() }

  @Test func `logs of old runs go, those of the last runs stay`() throws {
    for number in 1...5 { try commit(number, keeping: Keeping(logRuns: 2)) }
    #expect(try logs() == 5)
    kept.letPass(days: 6)
    try commit(6, keeping: Keeping(logRuns: 2))
    #expect(try logs() == 6)
    kept.letPass(days: 2)
    try commit(7, keeping: Keeping(logRuns: 2))
    #expect(try logs() == 2)
    kept.letPass(days: 300)
    try commit(8, keeping: Keeping(logRuns: 2))
    #expect(try logs() == 2)
  }

  @Test func `what is not a run's log stays`() throws {
    try commit(1)
    let logs = try kept.project.control("logs")
    try logs.createFile("notes", mode: 0o600).close()
    _ = try logs.makeFolder("rest-of-mine")
    kept.letPass(days: 300)
    for number in 2...23 { try commit(number) }
    #expect(try logs.names().contains("notes"))
    #expect(try logs.names().contains("rest-of-mine"))
  }

  @Test func `damaged bytes leave the trash after their days`() throws {
    try commit(1)
    try kept.put("damage", at: "a.bin")
    try commit(2)
    #expect(try trash().count == 1)
    kept.letPass(days: 29)
    try commit(3)
    #expect(try trash().count == 1)
    kept.letPass(days: 2)
    try commit(4)
    #expect(try trash().isEmpty)
  }

  @Test func `a deleted project leaves the trash when another one is worked on`() throws {
    let other = try kept.workspace.createProject(id: #require(ProjectID("q")), title: "Q")
    let session = try ProjectSession.open(other, command: "t", patience: .none).session
    _ = try session.moveToTrash()
    kept.letPass(days: 29)
    try commit(1)
    #expect(try kept.workspace.trash().map(\.id.description) == ["q"])
    kept.letPass(days: 2)
    try commit(2)
    #expect(try kept.workspace.trash().isEmpty)
  }

  @Test func `names in the trash that are not the store's stay`() throws {
    let trash = try kept.project.control("trash")
    for name in ["mine.txt", "20200101-x", "project-x"] {
      try trash.createFile(name, mode: 0o600).close()
    }
    kept.letPass(days: 300)
    try commit(1)
    #expect(try trash.names() == ["20200101-x", "mine.txt", "project-x"])
  }

  @Test func `a clock that was set back loses nothing`() throws {
    try commit(1)
    kept.letPass(days: -4000)
    try commit(2)
    try commit(1)
    let item = try #require(try kept.state()[ItemKey(stage: "stage", item: "x")])
    #expect(try kept.text("a.bin") == "1")
    #expect(item.fingerprint == kept.fingerprint("1"))
    #expect(try logs() == 3)
    kept.letPass(days: 4000)
    try commit(3)
    #expect(try kept.text("a.bin") == "3")
  }
}
