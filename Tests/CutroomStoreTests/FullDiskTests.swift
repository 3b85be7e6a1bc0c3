import CutroomModel
import CutroomSystem
import Glibc
import Testing

@testable import CutroomStore

/// A disk that takes no more: a limit on file sizes gives the same short writes, in a process of
/// its own.
@Suite struct FullDiskTests {
  @Test func `a record that does not fit is taken back, and the next one counts`() async {
    await #expect(processExitsWith: .success) {
      let kept = try KeptProject()
      try kept.work { session in
        try kept.commit("a", ["a.txt": "a"], in: session)
        let length = try session.journal.length()
        let key = ItemKey(stage: "stage", item: "a")
        let error = FileSizeLimit.error(UInt(length) + 10) {
          try session.record([.forgotten(key)], durable: true)
        }
        #expect((error as? SystemError)?.code == .fileTooLarge)
        #expect(try session.journal.length() == length)
        #expect(session.item(key) != nil)
        try kept.commit("b", ["b.txt": "b"], in: session)
      }
      #expect(try kept.state().items["stage"]?.count == 2)
      #expect(try kept.recover().isEmpty)
    }
  }

  @Test func `a commit that finds no room loses nothing, and the next session goes on`() async {
    await #expect(processExitsWith: .success) {
      let kept = try KeptProject()
      do {
        let session = try kept.session()
        try kept.commit("a", ["a.json": "{\"n\": 1}"], in: session)
        let finished = try kept.finished("a", ["a.json": "{\"n\": 2}"], input: "2")
        let length = try session.journal.length()
        let attempt = try kept.attempt(finished)
        let error = FileSizeLimit.error(UInt(length) + 10) {
          _ = try session.commit(finished, attempt: attempt)
        }
        #expect(error != nil)
        #expect(try kept.text("a.json") == "{\"n\": 1}")
      }
      _ = try kept.recover()
      let key = ItemKey(stage: "stage", item: "a")
      #expect(try kept.state()[key]?.fingerprint == kept.fingerprint("1"))
      #expect(try kept.text("a.json") == "{\"n\": 1}")
      #expect(try kept.leftovers() == [])
    }
  }

  @Test func `a reserve that has bytes loses them and keeps its blocks`() throws {
    func reserve() throws -> stat {
      var status = stat()
      try #require(stat(kept.project.state().join(Headroom.name), &status) == 0)
      return status
    }
    let kept = try KeptProject()
    try kept.put(String(repeating: "\0", count: 128 << 10), at: ".cutroom/\(Headroom.name)")
    // Once with the bytes of an earlier build, then as this one left it.
    for _ in 1...2 {
      try kept.work { try kept.commit("a", ["a.txt": "a"], in: $0) }
      #expect(try reserve().st_size == 0)
      #expect(try reserve().st_blocks >= 256)
    }
  }

  @Test func `a document that does not fit leaves the old one and no temporary`() async {
    await #expect(processExitsWith: .success) {
      let kept = try KeptProject()
      let folder = kept.project.tree.root
      let before = try folder.names()
      let error = FileSizeLimit.error(100) {
        try FileWriter(folder: folder).replace(
          "metadata.json",
          bytes: [UInt8](repeating: 0x20, count: 4096),
          mode: 0o666,
          rotation: .init(generations: 3)
        )
      }
      guard case .unwritable("write", _, isDurable: .no)? = error as? StoreError else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(try folder.names() == before)
      #expect(try kept.json("metadata.json")?["title"] == "P")
    }
  }
}

private enum FileSizeLimit {
  /// What `body` throws while no file of this process may grow beyond `bytes`.
  ///
  /// Nothing else is done meanwhile: the tests' own report may be such a file.
  static func error(_ bytes: UInt, _ body: () throws -> Void) -> (any Error)? {
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit()
    guard getrlimit(CInt(RLIMIT_FSIZE.rawValue), &limit) == 0 else { return nil }
    var low = limit
    low.rlim_cur = rlim_t(bytes)
    guard setrlimit(CInt(RLIMIT_FSIZE.rawValue), &low) == 0 else { return nil }
    defer { setrlimit(CInt(RLIMIT_FSIZE.rawValue), &limit) }
    do {
      try body()
      return nil
    } catch { return error }
  }
}
