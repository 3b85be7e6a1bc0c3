import CutroomModel
import CutroomSystem
import Glibc
import Testing

@testable import CutroomStore

/// When facts stand for content.
@Suite struct FileMemoTests {
  let kept: KeptProject
  let now: Locked<Int64>
  let memo: FileMemo

  init() throws {
    kept = try KeptProject()
    let now = Locked<Int64>(SystemClock.real.now())
    self.now = now
    memo = FileMemo(clock: SystemClock(now: { now.withLock { $0 } }, monotonic: { 0 }))
  }

  private func path(_ text: String) throws -> ProjectPath { try #require(ProjectPath(text)) }

  private func look(_ file: String) throws -> Digest? {
    try memo.look(at: path(file), in: kept.project.tree).digest
  }

  private func passSeconds(_ seconds: Int64) { now.withLock { $0 += seconds * 1_000_000 } }

  /// Writes other bytes into the same file and sets its times back, as within one tick.
  private func editUnseen(_ text: String, at file: String) throws -> Bool {
    let before = try #require(try kept.project.tree.facts(path(file)))
    let folder = try #require(try kept.project.tree.folder(""))
    let raw = openat(folder.raw, file, O_WRONLY)
    try Descriptor(owning: raw).writeAll(Array(text.utf8))
    var times = [timespec(), timespec()]
    for index in 0..<2 {
      times[index].tv_sec = Int(before.modified / 1_000_000_000)
      times[index].tv_nsec = Int(before.modified % 1_000_000_000)
    }
    return utimensat(folder.raw, file, times, 0) == 0
  }

  @Test func `a touched file keeps its digest`() throws {
    try kept.put("bytes", at: "a.txt")
    let before = try look("a.txt")
    utimensat(kept.project.tree.root.raw, "a.txt", nil, 0)
    #expect(try look("a.txt") == before)
    #expect(before == Digest(sha256: Array("bytes".utf8)))
  }

  @Test func `an edit of the same size is seen`() throws {
    try kept.put("one", at: "a.txt")
    passSeconds(10)
    _ = try look("a.txt")
    try kept.put("two", at: "a.txt")
    #expect(try look("a.txt") == Digest(sha256: Array("two".utf8)))
  }

  @Test func `young facts are not trusted, old ones are`() throws {
    try kept.put("bytes", at: "a.txt")
    _ = try look("a.txt")
    #expect(memo.entries["a.txt"]?.isTrusted == false)
    passSeconds(10)
    _ = try look("a.txt")
    #expect(memo.entries["a.txt"]?.isTrusted == true)
  }

  @Test func `bytes that were young when hashed are hashed again before they are trusted`() throws {
    try kept.put("one", at: "a.txt")
    _ = try look("a.txt")
    let entry = try #require(memo.entries["a.txt"])
    try #require(try editUnseen("two", at: "a.txt"))
    // As if the change time had not moved on: one tick of a coarse clock.
    let facts = try #require(try kept.project.tree.facts(path("a.txt")))
    memo.remember(
      try path("a.txt"),
      facts: facts,
      content: entry.content,
      value: nil,
      lookedAt: entry.lookedAt
    )
    passSeconds(10)
    let settled = settled()
    #expect(settled["a.txt"]?.content == Digest(sha256: Array("two".utf8)))
    #expect(settled["a.txt"]?.isTrusted == true)
  }

  /// The entries as they are saved.
  private func settled() -> FileTable {
    var entries = FileTable()
    memo.settle(in: kept.project.tree) { entries = $0 }
    return entries
  }

  @Test func `what could not be saved is to be saved still`() throws {
    try kept.put("bytes", at: "a.txt")
    _ = try look("a.txt")
    #expect(throws: SystemError.self) {
      try memo.settle(in: kept.project.tree) { _ in throw SystemError(call: "write", code: 28) }
    }
    #expect(memo.isChanged)
    _ = settled()
    #expect(!memo.isChanged)
  }

  @Test func `a file that only its renaming made young is not read again`() throws {
    try kept.put("bytes", at: "a.txt")
    let long = [
      timespec(tv_sec: 1_700_000_000, tv_nsec: 0), timespec(tv_sec: 1_700_000_000, tv_nsec: 0),
    ]
    try #require(utimensat(kept.project.tree.root.raw, "a.txt", long, 0) == 0)
    let facts = try #require(try kept.project.tree.facts(path("a.txt")))
    // What no reading could give shows that there was none.
    let claimed = Digest(sha256: Array("hashed before the rename".utf8))
    memo.remember(
      try path("a.txt"),
      facts: facts,
      content: claimed,
      value: nil,
      lookedAt: facts.changed
    )
    #expect(memo.entries["a.txt"]?.isTrusted == false)
    passSeconds(10)
    let settled = settled()["a.txt"]
    #expect(settled?.content == claimed)
    #expect(settled?.isTrusted == true)
  }

  @Test func `JSON is compared by value, anything else by bytes`() throws {
    try kept.put("{\"a\": 1, \"b\": 2}", at: "a.json")
    let before = try look("a.json")
    try kept.put("{ \"b\":2,\n\"a\":1.0 }", at: "a.json")
    #expect(try look("a.json") == before)
    try kept.put("{\"a\": 1, \"b\": 3}", at: "a.json")
    #expect(try look("a.json") != before)
  }

  @Test func `what is no regular file, or no JSON, is unreadable and says why`() throws {
    symlink("/etc/passwd", kept.project.tree.root.join("link.txt"))
    mkfifo(kept.project.tree.root.join("pipe.json"), 0o600)
    try kept.put("{", at: "bad.json")
    for file in ["link.txt", "pipe.json", "bad.json"] {
      guard case .unreadable = try memo.look(at: path(file), in: kept.project.tree) else {
        Issue.record("\(file) was read")
        continue
      }
    }
    #expect(try memo.look(at: path("none.txt"), in: kept.project.tree) == .missing)
  }

  @Test func `a folder removed and made anew is seen with its new files`() throws {
    let tree = kept.project.tree
    try kept.put("old", at: "out/a.txt")
    #expect(try look("out/a.txt") != nil)
    try tree.root.removeTree("out")
    #expect(try look("out/a.txt") == nil)
    try tree.root.makeFolder("out").createFile("a.txt", mode: 0o644).writeAll(Array("new".utf8))
    #expect(try look("out/a.txt") == Digest(sha256: Array("new".utf8)))
    #expect(try tree.files(matching: #require(PathPattern("out/*"))).count == 1)
    try tree.root.removeTree("out")
    let made = try tree.makeFolder("out")
    try made.createFile("b.txt", mode: 0o644).close()
    #expect(try tree.root.folder("out").names() == ["b.txt"])
  }
}
