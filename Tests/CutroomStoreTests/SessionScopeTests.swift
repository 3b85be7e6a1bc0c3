import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

/// That a session ends however its work ends.
@Suite struct SessionScopeTests {
  struct Stop: Error {}
  let kept: KeptProject

  init() throws { kept = try KeptProject() }

  private func work<Result>(_ body: (ProjectSession) throws -> Result) throws -> Result {
    try ProjectSession.withSession(of: kept.project, command: "t", patience: .none) { session, _ in
      try body(session)
    }
  }

  @Test func `what throws in the middle leaves no sign, and what was done before is indexed`()
    throws
  {
    #expect(throws: Stop.self) {
      try work { session in
        try kept.commit("a", ["a.txt": "a"], in: session)
        throw Stop()
      }
    }
    #expect(try !ProjectLock.isPredecessorDead(kept.project))
    #expect(try ProjectLock.currentHolder(kept.project) == nil)
    let ledger = try ProjectLedger.load(kept.project)
    #expect(!ledger.isIndexMissing && !ledger.isIndexBehind)
    #expect(ledger.state.itemCount == 1)
    #expect(try kept.recover().isEmpty)
  }

  @Test func `a session that its work has ended is not ended again`() throws {
    try work { session in
      _ = try session.moveToTrash()
    }
    #expect(try kept.workspace.trash().map(\.id.description) == ["p"])
    #expect(try kept.workspace.projectIDs().isEmpty)
    let deleted = try #require(try kept.workspace.trash().first)
    _ = try kept.workspace.undelete(deleted)
  }

  @Test func `a commit that failed half-way keeps the sign for the next command`() throws {
    // A file stands where the output's folder is to be.
    try kept.put("in the way", at: "out")
    #expect(throws: (any Error).self) {
      try work { try kept.commit("a", ["out/a.txt": "a"], in: $0) }
    }
    #expect(try ProjectLock.isPredecessorDead(kept.project))
    try kept.project.tree.root.remove("out")
    #expect(try kept.recover().rolledForward == [ItemKey(stage: "stage", item: "a")])
    #expect(try kept.text("out/a.txt") == "a")
  }
}
