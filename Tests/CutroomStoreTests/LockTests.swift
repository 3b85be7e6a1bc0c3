import CutroomModel
import CutroomSystem
import Glibc
import Testing

@testable import CutroomStore

@Suite struct LockTests {
  let kept: KeptProject

  init() throws { kept = try KeptProject() }

  private func open(_ patience: ProjectLock.Patience) throws -> ProjectSession {
    try ProjectSession.open(kept.project, command: "second p", patience: patience).session
  }

  @Test func `a second writer is told who has the lock`() throws {
    let (session, _) = try ProjectSession.open(
      kept.project,
      command: "run p",
      patience: .none
    )
    let error = #expect(throws: StoreError.self) { try open(.none) }
    guard case .lockBusy(let holder?)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(holder.pid == ThisProcess.pid)
    #expect(holder.command == "run p")
    #expect(holder.host == ThisProcess.hostName)
    #expect(try ProjectLock.currentHolder(kept.project) == holder)
    try session.close()
  }

  @Test func `waiting ends with the patience`() throws {
    let session = try open(.none)
    let start = SystemClock.real.monotonic()
    #expect(throws: StoreError.self) { try open(.milliseconds(60)) }
    #expect(SystemClock.real.monotonic() - start >= 60_000_000)
    try session.close()
  }

  @Test(.timeLimit(.minutes(1)))
  func `who waits gets the lock when its holder lets go, and was told once`() throws {
    var session: ProjectSession? = try open(.none)
    let (project, isOpen) = (kept.project, Mailbox<Bool>())
    let announced = Locked(0)
    let waiting = Mailbox<Bool>()
    let thread = try WorkThread {
      let opened = try? ProjectSession.open(
        project,
        command: "waits",
        patience: .endless,
        waiting: { _ in
          announced.withLock { $0 += 1 }
          waiting.post(true)
        }
      )
      isOpen.post(opened != nil)
    }
    _ = waiting.take()
    try session?.close()
    session = nil
    #expect(isOpen.take() == true)
    thread.join()
    #expect(announced.withLock { $0 } == 1)
  }

  @Test(.timeLimit(.minutes(1)))
  func `one of eight threads at a time is the writer`() throws {
    let (project, inside, most, done) = (kept.project, Locked(0), Locked(0), Locked(0))
    let threads = try (0..<8).map { _ in
      try WorkThread {
        for _ in 0..<3 {
          guard
            let (session, _) = try? ProjectSession.open(
              project,
              command: "x",
              patience: .endless
            )
          else { continue }
          let now = inside.withLock {
            $0 += 1
            return $0
          }
          most.withLock { $0 = max($0, now) }
          inside.withLock { $0 -= 1 }
          if (try? session.close()) != nil { done.withLock { $0 += 1 } }
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(most.withLock { $0 } == 1)
    #expect(done.withLock { $0 } == 24)
  }

  @Test func `an end without a goodbye is seen, and its leftovers swept`() throws {
    do {
      let session = try open(.none)
      try kept.commit("a", ["out/a.txt": "a"], in: session)
      _ = try kept.finished("b", ["out/b.txt": "half"])
      try kept.put("half", at: "scripts/.ct-0123456789abcdef.tmp")
      try kept.put("half", at: ".cutroom/.ct-0123456789abcdef.bak")
    }
    #expect(try ProjectLock.isPredecessorDead(kept.project))
    let report = try kept.recover()
    #expect(report.sweptLeftovers == 3)
    #expect(try kept.leftovers() == [])
    #expect(try kept.text("out/a.txt") == "a")
    #expect(try !ProjectLock.isPredecessorDead(kept.project))
    #expect(try kept.recover().isEmpty)
  }

  @Test func `a peaceful end leaves nothing to mend`() throws {
    try kept.work { _ = try kept.commit("a", ["out/a.txt": "a"], in: $0) }
    #expect(try !ProjectLock.isPredecessorDead(kept.project))
    #expect(try ProjectLock.currentHolder(kept.project) == nil)
    #expect(try kept.recover().isEmpty)
  }

  /// Another process that has the lock until it is killed.
  private func holder() throws -> ChildProcess {
    let lock = try kept.project.state().join("lock")
    try kept.project.state().openAppending("lock", mode: 0o600).close()
    let pipe = try Pipe()
    let nothing = try Descriptor.openForReading("/dev/null")
    let child = try ChildProcess(
      program: "/usr/bin/flock",
      arguments: ["flock", "--no-fork", lock, "sh", "-c", "echo; exec sleep 600"],
      environment: ["PATH=/usr/bin:/bin"],
      mappings: [(nothing.raw, 0), (pipe.writing.raw, 1)]
    )
    var byte: UInt8 = 0
    #expect(read(pipe.reading.raw, &byte, 1) == 1)
    return child
  }

  @Test(.timeLimit(.minutes(1)))
  func `a lock of another process is respected, and free when it is killed`() throws {
    let child = try holder()
    #expect(throws: StoreError.self) { try open(.none) }
    child.signal(SIGKILL)
    _ = try child.wait()
    try open(.milliseconds(20_000)).close()
  }

  @Test(.timeLimit(.minutes(1)))
  func `a holder that is stopped still holds, whatever the clock says`() throws {
    let child = try holder()
    child.signal(SIGSTOP)
    for days in [1, -2, 400] as [Int64] {
      kept.letPass(days: days)
      #expect(throws: StoreError.self) { try open(.none) }
    }
    child.signal(SIGKILL)
    _ = try child.wait()
    try open(.milliseconds(20_000)).close()
  }
}
