import BuiltPrograms
import CutroomModel
import CutroomSystem
import Glibc
import MediaFixtures
import Testing

@testable import CutroomWorkers

@Suite struct ReplacementTests: ~Copyable {
  let workers = MediaWorkers(atOnce: 1, folder: builtPrograms)

  deinit { workers.close() }

  @Test(arguments: [MediaWorkers.Kind.probe, .make])
  func `a crash is reported with its file, and the next request is served`(
    kind: MediaWorkers.Kind
  ) throws {
    let failure = try end(.crash, kind: kind)
    #expect(failure?.code == .workerCrashed)
    #expect(failure?.file == "/etc/hostname")
    #expect(failure?.message.contains("Segmentation fault") == true)
    #expect(try isServing(kind))
  }

  @Test(arguments: [MediaWorkers.Kind.probe, .make])
  func `a worker that hangs is ended at the deadline and replaced`(
    kind: MediaWorkers.Kind
  ) throws {
    let start = ContinuousClock.now
    let failure = try end(.hang, kind: kind, deadline: .milliseconds(300))
    #expect(failure?.code == .timeout)
    #expect(failure?.file == "/etc/hostname")
    #expect(.now - start < .seconds(30))
    #expect(try isServing(kind))
  }

  @Test(arguments: [MediaWorkers.Kind.probe, .make])
  func `a worker that burns its processor time is ended by the kernel`(
    kind: MediaWorkers.Kind
  ) throws {
    let failure = try end(.burnProcessor, kind: kind, deadline: .seconds(300))
    #expect(failure?.code == .timeout)
    #expect(failure?.message.contains("processor time") == true)
    #expect(try isServing(kind))
  }

  @Test func `a worker that answers nonsense is replaced`() throws {
    let failure = try end(.nonsense, kind: .probe)
    #expect(failure?.code == .unreadableAnswer)
    #expect(try isServing(.probe))
  }

  @Test func `a worker killed while idle goes unnoticed`() async throws {
    let scratch = try scratchFile()
    let request = SelfCheckRequest(path: "/etc/hostname")
    let worker = try workers.selfCheck(request, writing: scratch).pid
    kill(worker, SIGKILL)
    let file = try await open(.redPng)
    let facts = try workers.probe(file, path: "red.png")
    #expect(facts.cutroom.kind == .image)
  }

  @Test func `a missing program is named`() throws {
    let lost = MediaWorkers(atOnce: 1, folder: WorkerPrograms.missing)
    let file = try scratchFile()
    let failure = failure { _ = try lost.probe(file, path: "x.mp4") }
    #expect(failure?.code == .programMissing)
    #expect(failure?.message.contains("/nonexistent/cutroom-media") == true)
  }

  @Test func `closed workers answer nothing and leave no process`() throws {
    let closing = MediaWorkers(atOnce: 2, folder: builtPrograms)
    let file = try scratchFile()
    let request = SelfCheckRequest(path: "/etc/hostname")
    _ = try closing.selfCheck(request, writing: file)
    closing.close()
    let failure = failure { _ = try closing.selfCheck(request, writing: file) }
    #expect(failure?.code == .closed)
  }

  @Test(arguments: [MediaWorkers.Kind.probe, .make])
  func `a busy worker dies with the thread that started it`(kind: MediaWorkers.Kind) throws {
    let closing = MediaWorkers(atOnce: 1, folder: builtPrograms)
    var ends: [CInt] = [-1, -1]
    try check("pipe") { pipe(&ends) }
    let reading = Descriptor(owning: ends[0])
    let writing = ends[1]
    let outcome = Locked<WorkerFailure?>(nil)
    let asking = try WorkThread {
      let file = Descriptor(owning: writing)
      let hanging = SelfCheckRequest(path: "/etc/hostname", ending: .hang)
      let seen = failure {
        _ = try closing.selfCheck(hanging, writing: file, kind: kind, deadline: .seconds(60))
      }
      outcome.withLock { $0 = seen }
    }
    var byte: UInt8 = 0
    // A byte says that the worker hangs; the end, that no process has the pipe open any more.
    #expect(read(reading.raw, &byte, 1) == 1)
    closing.close()
    #expect(read(reading.raw, &byte, 1) == 0)
    asking.join()
    #expect(outcome.withLock { $0 }?.code == .closed)
  }

  @Test(.timeLimit(.minutes(1)), arguments: [MediaWorkers.Kind.probe, .make])
  func `a request that is called off ends at once, and its worker with it`(
    kind: MediaWorkers.Kind
  ) throws {
    var ends: [CInt] = [-1, -1]
    try check("pipe") { pipe(&ends) }
    let reading = Descriptor(owning: ends[0])
    let writing = ends[1]
    let cancellation = try Cancellation()
    let stoppable = workers.stopped(by: cancellation)
    let outcomes = Locked<[WorkerFailure.Code?]>([])
    let pool = kind == .make ? workers.pools.makers : workers.pools.probers
    let file = try scratchFile().release()
    let asking = try WorkThread {
      let pipe = Descriptor(owning: writing)
      let hanging = SelfCheckRequest(path: "/etc/hostname", ending: .hang)
      let seen = failure {
        _ = try stoppable.selfCheck(hanging, writing: pipe, kind: kind, deadline: .seconds(600))
      }
      outcomes.withLock { $0.append(seen?.code) }
    }
    var byte: UInt8 = 0
    #expect(read(reading.raw, &byte, 1) == 1)
    // There is one worker, and it is busy: this one waits for its turn.
    let waiting = try WorkThread {
      let file = Descriptor(owning: file)
      let request = SelfCheckRequest(path: "/etc/hostname")
      let seen = failure { _ = try stoppable.selfCheck(request, writing: file, kind: kind) }
      outcomes.withLock { $0.append(seen?.code) }
    }
    let limit = ContinuousClock.now + .seconds(30)
    while pool.waitingCalls == 0, .now < limit { _ = try Waiting.poll([], milliseconds: 5) }
    #expect(pool.waitingCalls == 1)
    cancellation.cancel()
    asking.join()
    waiting.join()
    #expect(outcomes.withLock { $0 } == [.cancelled, .cancelled])
    #expect(pool.waitingCalls == 0)
    // The end of the pipe says that no process has it open any more.
    #expect(read(reading.raw, &byte, 1) == 0)
    #expect(try isServing(kind))
  }

  @Test func `workers killed under load cost at most the requests they held`() async throws {
    let pool = MediaWorkers(atOnce: 3, folder: builtPrograms)
    let path = try await MediaFixtures.shared.path(.narrationMp3)
    let outcomes = Locked<[String: Int]>([:])
    let probing: @Sendable () -> Void = {
      for _ in 0..<40 {
        let outcome: String
        do throws(ProbeFailure) {
          outcome = try pool.probe(path: path).cutroom.kind.rawValue
        } catch {
          outcome = error.code.rawValue
        }
        outcomes.withLock { $0[outcome, default: 0] += 1 }
      }
    }
    let threads = try (0..<4).map { _ in try WorkThread(probing) }
    let scratch = try scratchFile()
    let request = SelfCheckRequest(path: "/etc/hostname")
    for _ in 0..<15 {
      if let check = try? pool.selfCheck(request, writing: scratch) { kill(check.pid, SIGKILL) }
    }
    for thread in threads { thread.join() }
    let counts = outcomes.withLock { $0 }
    #expect(Set(counts.keys).isSubset(of: ["audio", "worker-crashed"]))
    #expect(counts.values.reduce(0, +) == 160)
    #expect(counts["audio", default: 0] >= 145)
    pool.close()
  }

  private func end(
    _ ending: SelfCheckRequest.Ending,
    kind: MediaWorkers.Kind,
    deadline: Duration = .seconds(60)
  ) throws -> WorkerFailure? {
    let file = try scratchFile()
    let request = SelfCheckRequest(path: "/etc/hostname", ending: ending)
    return failure {
      _ = try workers.selfCheck(request, writing: file, kind: kind, deadline: deadline)
    }
  }

  private func isServing(_ kind: MediaWorkers.Kind) throws -> Bool {
    let file = try scratchFile()
    let request = SelfCheckRequest(path: "/etc/hostname")
    let check = try workers.selfCheck(
      request,
      writing: file,
      kind: kind,
      deadline: .seconds(300)
    )
    return check.openFile == EPERM
  }
}
