import CutroomModel
import CutroomSystem
import Glibc
import Testing

@testable import CutroomStore

/// What a session's end removes, and what it must not.
@Suite struct SweepingTests {
  let kept: KeptProject

  init() throws { kept = try KeptProject() }

  private func objects() throws -> Int { try kept.names(".cutroom/objects").count }
  private func superseded() throws -> Int { try kept.project.control("superseded").names().count }

  private func commit(_ number: Int, backupDays: Int = 7) throws {
    try ProjectSession.withSession(
      of: kept.project,
      command: "test",
      patience: .none,
      keeping: Keeping(backupDays: backupDays)
    ) { session, _ in
      try kept.commit(
        "x",
        ["a.json": "{\"n\": \(number)}", "a.bin": "\(number)"],
        input: "\(number)",
        in: session
      )
    }
  }

  @Test(arguments: [1, 365])
  func `how long backups are kept has no say in what was replaced`(backupDays: Int) throws {
    for number in 1...3 { try commit(number, backupDays: backupDays) }
    kept.letPass(days: 6)
    try commit(4, backupDays: backupDays)
    #expect(try superseded() == 3)
    #expect(try objects() == 5)
    kept.letPass(days: 8)
    try commit(5, backupDays: backupDays)
    // Here every file was made today, and the clock alone is two weeks on.
    #expect(try superseded() == 0)
    #expect(try objects() == 3)
  }

  @Test func `what was replaced stays a week`() throws {
    for number in 1...3 { try commit(number) }
    kept.letPass(days: 6)
    try commit(4)
    #expect(try superseded() == 3)
    // Four versions, and the project's metadata.
    #expect(try objects() == 5)
  }

  @Test func `after a week it goes, and what is current stays`() throws {
    for number in 1...3 { try commit(number) }
    kept.letPass(days: 8)
    try commit(4)
    // What the last commit replaced was current until now.
    #expect(try objects() == 3)
    let item = try #require(try kept.state()[ItemKey(stage: "stage", item: "x")])
    let reader = ProjectReader(kept.project, memo: try ProjectLedger.load(kept.project).memo)
    #expect(item.outputs.filter { $0.path.isJSON }.allSatisfy { reader.canBringBack($0) })
    #expect(try kept.names(".cutroom/objects").contains(objectOfMetadata()))
  }

  @Test func `a session that commits nothing sweeps nothing`() throws {
    for number in 1...3 { try commit(number) }
    kept.letPass(days: 30)
    try kept.session().close()
    #expect(try superseded() == 2)
    #expect(try objects() == 4)
  }

  @Test func `nothing of somebody else's is swept`() throws {
    try commit(1)
    let folder = try #require(try kept.project.tree.folder(".cutroom/objects"))
    try folder.createFile("notes.txt", mode: 0o600).close()
    kept.letPass(days: 30)
    try commit(2)
    #expect(try folder.names().contains("notes.txt"))
  }

  @Test func `what a command could not take back is swept by the next one`() throws {
    try kept.work { session in
      #expect(throws: SystemError.self) {
        try session.changing {
          try kept.project.tree.root.createFile(FileWriter.temporaryName(), mode: 0o600).close()
          throw SystemError(call: "unlink", code: EACCES, path: nil)
        }
      }
    }
    #expect(try ProjectLock.isPredecessorDead(kept.project))
    #expect(try kept.recover().sweptLeftovers == 1)
    #expect(try kept.leftovers() == [])
    #expect(try !ProjectLock.isPredecessorDead(kept.project))
  }

  @Test func `a judgement of an output is no reason to sweep`() throws {
    let session = try kept.session()
    let path = try #require(ProjectPath("a.txt"))
    #expect(throws: OutputFault.self) { try session.changing { throw OutputFault.missing(path) } }
    try session.close()
    #expect(try !ProjectLock.isPredecessorDead(kept.project))
  }

  private func objectOfMetadata() throws -> String {
    let path = try #require(ProjectPath("metadata.json"))
    return try #require(try kept.state().files[path]).content.description
  }
}
