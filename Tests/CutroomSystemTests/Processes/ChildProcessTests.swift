import CutroomSystem
import Glibc
import Testing

@Suite struct ChildProcessTests {
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func output() throws -> Descriptor { try scratch.folder.createFile("out", mode: 0o600) }

  @Test func `a child sees only the descriptors it was given`() throws {
    let output = try output()
    let open = try (0..<5).map { _ in try Folder.open("/tmp") }
    let child = try start(["ls", "/proc/self/fd"], output: output.raw)
    #expect(try child.wait().isSuccess)
    // 3 is the folder that ls itself reads.
    #expect(try scratch.read("out") == "0\n1\n2\n3\n")
    #expect(open.count == 5)
  }

  @Test func `how a child ended is told`() throws {
    let output = try output()
    #expect(try start(["sh", "-c", "exit 7"], output: output.raw).wait() == .exited(7))
    let killed = try start(["sh", "-c", "kill -9 $$"], output: output.raw)
    #expect(try killed.wait() == .signalled(SIGKILL))
  }

  @Test func `a program that is not there cannot be started`() throws {
    let output = try output()
    let error = #expect(throws: SystemError.self) {
      try start(["no-such-program"], output: output.raw)
    }
    #expect(error?.code == .noSuchFile)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a child dies with the thread that started it`() throws {
    let output = try output()
    let raw = output.raw
    let started = Locked<ChildProcess?>(nil)
    let thread = try WorkThread {
      let child = try? start(["sleep", "600"], output: raw)
      started.withLock { $0 = child }
    }
    thread.join()
    let child = try #require(started.withLock { $0 })
    #expect(try child.wait() == .signalled(SIGKILL))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a signal reaches the whole group`() throws {
    let pipe = try Pipe()
    let child = try start(["sh", "-c", "sleep 600 & echo $!; wait"], output: pipe.writing.raw)
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(pipe.reading.raw, &bytes, bytes.count)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    let grandchild = try #require(Int32(text.split(separator: "\n").first ?? ""))
    child.signal(SIGKILL)
    #expect(try child.wait() == .signalled(SIGKILL))
    // Nobody of this process is told of a grandchild's end; the time limit ends a wait in vain.
    while !isDead(grandchild) { _ = try Waiting.poll([], milliseconds: 5) }
  }

  @Test(.timeLimit(.minutes(1)))
  func `survivors are found by their environment, and gone when this returns`() throws {
    let output = try output()
    let mark = "CUTROOM_PROJECT=/test/\(RandomName.hex(12))"
    let pipe = try Pipe()
    let asleep = ["sh", "-c", "echo; exec sleep 600"]
    let marked = try start(asleep, environment: [mark], output: pipe.writing.raw)
    // Before it runs, /proc has no environment of a program to show.
    var byte: UInt8 = 0
    #expect(read(pipe.reading.raw, &byte, 1) == 1)
    let other = try start(["sleep", "600"], environment: [mark + "x"], output: output.raw)
    #expect(try ProcessTable.killAll(withEnvironment: mark) == [marked.pid])
    #expect(isDead(marked.pid))
    #expect(!isDead(other.pid))
    other.signal(SIGKILL)
    marked.signal(SIGKILL)
    #expect(try marked.wait() == .signalled(SIGKILL))
    _ = try other.wait()
  }

  /// Whether nothing but an exit status is left of a process.
  private func isDead(_ pid: Int32) -> Bool {
    guard let file = try? Folder.open("/proc").openFile("\(pid)/stat"),
      let bytes = try? file.readAll(limit: 4096)
    else { return true }
    let state = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.dropFirst().first
    return state == "Z" || state == "X"
  }
}
