import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

/// Death after each step of a commit: what the next command finds, and what it makes of it.
@Suite struct CommitProtocolTests {
  let kept: KeptProject
  static let old = ["out/a.txt": "old a", "out/b.json": "{\"n\": 1}"]
  static let new = ["out/a.txt": "new a", "out/b.json": "{\"n\": 2}"]

  init() throws { kept = try KeptProject() }

  /// The old outputs committed in peace, the new ones whole in their attempt folder.
  private func prepare() throws -> (session: ProjectSession, item: FinishedItem, source: Tree) {
    try kept.work { _ = try kept.commit("x", Self.old, in: $0) }
    let session = try kept.session()
    let finished = try kept.finished("x", Self.new, input: "2")
    return (session, finished, Tree(try kept.attempt(finished)))
  }

  private func expectNew(_ report: RecoveryReport) throws {
    #expect(report.rolledForward == [ItemKey(stage: "stage", item: "x")])
    try expectFiles(Self.new)
    let item = try #require(try kept.state()[ItemKey(stage: "stage", item: "x")])
    #expect(item.fingerprint == kept.fingerprint("2"))
    #expect(try kept.text("out/b.json.backup.1") == "{\"n\": 1}")
    #expect(try kept.text("out/b.json.backup.2") == nil)
    #expect(try kept.leftovers() == [])
    #expect(try kept.recover().isEmpty)
    try expectFiles(Self.new)
    // What was replaced is kept for a return.
    let old = Digest(sha256: Array("old a".utf8)).description
    #expect(try kept.project.control("superseded").names() == [old])
  }

  private func expectFiles(_ files: [String: String]) throws {
    for (path, text) in files { #expect(try kept.text(path) == text) }
  }

  @Test func `before anything is recorded the attempt is dropped and the old outputs stay`() throws
  {
    do {
      let (session, finished, _) = try prepare()
      let started = StartedItem(key: finished.key, run: "r1", attempt: finished.attempt, at: 1)
      try session.record([.started(started)], durable: true)
    }
    let report = try kept.recover()
    #expect(report.sweptLeftovers == 1)
    #expect(report.rolledForward.isEmpty)
    try expectFiles(Self.old)
    #expect(try kept.leftovers() == [])
    #expect(
      try kept.state()[ItemKey(stage: "stage", item: "x")]?.fingerprint == kept.fingerprint("1")
    )
  }

  @Test func `once produced, the item is rolled forward`() throws {
    do {
      let (session, finished, _) = try prepare()
      _ = try kept.produce(finished, in: session)
    }
    try expectNew(try kept.recover())
  }

  @Test func `what an earlier build left in the attempt's folder is rolled forward too`() throws {
    do {
      let (session, finished, _) = try prepare()
      _ = try kept.produce(finished, in: session)
      try kept.project.control("attempts").rename(
        ProjectSession.readyName(finished.attempt, 0),
        to: "a.txt",
        in: kept.attempt(finished).folder("out")
      )
    }
    let preview = try kept.project.previewRepair()
    #expect(preview.rolledForward == [ItemKey(stage: "stage", item: "x")])
    #expect(preview.leftovers == [])
    try expectNew(try kept.recover())
  }

  @Test func `a first output in place is no obstacle for the second`() throws {
    do {
      let (session, finished, source) = try prepare()
      var item = try kept.produce(finished, in: session)
      item.outputs.removeLast()
      try session.place(item, from: source, attempt: finished.attempt)
    }
    try expectNew(try kept.recover())
  }

  @Test func `a document rotated but not yet renamed loses no generation`() throws {
    do {
      let (session, finished, _) = try prepare()
      _ = try kept.produce(finished, in: session)
      let out = try #require(try kept.project.tree.folder("out"))
      try FileWriter(folder: out).rotate("b.json", .init(generations: 3))
    }
    try expectNew(try kept.recover())
  }

  @Test func `with everything in place only the record was missing`() throws {
    do {
      let (session, finished, source) = try prepare()
      let item = try kept.produce(finished, in: session)
      try session.place(item, from: source, attempt: finished.attempt)
    }
    try expectNew(try kept.recover())
  }

  @Test func `a recovery that died in its turn is done again`() throws {
    do {
      let (session, finished, source) = try prepare()
      var item = try kept.produce(finished, in: session)
      item.outputs.removeFirst()
      try session.place(item, from: source, attempt: finished.attempt)
    }
    do {
      // Rolled forward, and dead before it could end.
      let (session, report) = try ProjectSession.open(
        kept.project,
        command: "dies",
        patience: .none
      )
      #expect(report.rolledForward.count == 1)
      _ = session
    }
    #expect(try kept.recover().rolledForward.isEmpty)
    try expectFiles(Self.new)
  }

  @Test func `a document whose attempt is gone comes from its object`() throws {
    do {
      let session = try kept.session()
      let finished = try kept.finished("x", ["out/b.json": "{\"n\": 2}"], input: "2")
      _ = try kept.produce(finished, in: session)
      try kept.project.control("attempts").removeTree(finished.attempt)
    }
    #expect(try kept.recover().rolledForward.count == 1)
    #expect(try kept.text("out/b.json") == "{\"n\": 2}")
  }

  @Test func `an asset whose attempt is gone is given up and said so`() throws {
    do {
      let session = try kept.session()
      let finished = try kept.finished("x", ["out/a.txt": "a"], input: "2")
      _ = try kept.produce(finished, in: session)
      let attempts = try kept.project.control("attempts")
      try attempts.removeTree(finished.attempt)
      try attempts.remove(ProjectSession.readyName(finished.attempt, 0))
    }
    let report = try kept.recover()
    #expect(report.discarded == [ItemKey(stage: "stage", item: "x")])
    let failure = try kept.state().failures[ItemKey(stage: "stage", item: "x")]
    #expect(failure?.failure.code == "commit-lost")
    #expect(failure?.failure.isRetryable == true)
    #expect(try kept.recover().isEmpty)
  }

  @Test func `a commit that fails half-way keeps its attempt for the next session`() throws {
    let files = ["a.txt": "a", "deep/b.json": "{\"n\": 2}"]
    // A file where a folder must go: the second output cannot be put in its place.
    try kept.put("in the way", at: "deep")
    try kept.work { session in
      let finished = try kept.finished("x", files)
      let attempt = try kept.attempt(finished)
      #expect(throws: (any Error).self) { try session.commit(finished, attempt: attempt) }
      #expect(session.isUnfinished(finished.key, attempt: finished.attempt))
    }
    #expect(try kept.text("a.txt") == "a")
    try kept.project.tree.root.remove("deep")
    #expect(try kept.recover().rolledForward.count == 1)
    try expectFiles(files)
    #expect(try kept.leftovers() == [])
  }

  @Test func `a missing, empty-named or odd output is told before anything changes`() throws {
    let (session, finished, _) = try prepare()
    try kept.attempt(finished).folder("out").remove("a.txt")
    #expect(throws: OutputFault.self) {
      try session.commit(finished, attempt: kept.attempt(finished))
    }
    _ = try kept.attempt(finished).folder("out").makeFolder("a.txt")
    #expect(throws: OutputFault.self) {
      try session.commit(finished, attempt: kept.attempt(finished))
    }
    let bad = try kept.finished("x", ["out/b.json": "{"], input: "3")
    #expect(throws: OutputFault.self) { try session.commit(bad, attempt: kept.attempt(bad)) }
    try expectFiles(Self.old)
    #expect(session.withState { $0.produced.isEmpty })
  }

  @Test func `a value that is there already, in another writing, stays as it is`() throws {
    let session = try kept.session()
    try kept.commit("x", ["out/b.json": "{\"n\": 1, \"m\": 2}"], in: session)
    try kept.put("{\"m\":2,\"n\":1}", at: "out/b.json")
    try kept.commit("x", ["out/b.json": "{\n  \"m\": 2,\n  \"n\": 1\n}\n"], input: "2", in: session)
    #expect(try kept.text("out/b.json") == "{\"m\":2,\"n\":1}")
    #expect(try kept.names("out") == ["b.json"])
  }

  @Test func `an asset that somebody changed goes to the trash before it is replaced`() throws {
    let session = try kept.session()
    try kept.commit("x", ["out/a.txt": "one"], in: session)
    try kept.put("by hand", at: "out/a.txt")
    try kept.commit("x", ["out/a.txt": "two"], input: "2", in: session)
    let trash = try kept.project.control("trash")
    let name = try #require(try trash.names().first)
    #expect(name.hasSuffix("-a.txt"))
    let bytes = try trash.openFile(name).readAll(limit: 100)
    #expect(String(decoding: bytes, as: UTF8.self) == "by hand")
  }
}
