import CutroomModel
import CutroomSystem
import CutroomWorkers
import Glibc
import MediaFixtures
import Testing

@Suite struct ProbeAllTests: ~Copyable {
  let workers = MediaWorkers(atOnce: 2, folder: builtPrograms)

  deinit { workers.close() }

  @Test func `answers come in the order of the arguments, failures among them`() async throws {
    let fixtures = MediaFixtures.shared
    let mp4 = try await fixtures.path(.faststart)
    let mp3 = try await fixtures.path(.vbrXing)
    let page = try await fixtures.path(.html)
    let some = [mp4, "/nonexistent.mp4", mp3, page, "/tmp", "/dev/zero"]
    let paths = Array(repeating: some, count: 10).flatMap(\.self)
    var answers: [ProbeAnswer] = []
    workers.probeAll(paths) { answers.append($0) }
    #expect(answers.map(\.path) == paths)
    for answer in answers {
      switch answer.path {
      case mp4: #expect(try answer.result.get().cutroom.kind == .video)
      case mp3: #expect(try answer.result.get().cutroom.kind == .audio)
      case page: #expect(code(answer) == .html)
      default: #expect(code(answer) == .unreadable)
      }
    }
  }

  @Test func `the digest of a file is that of its bytes`() async throws {
    let path = try await MediaFixtures.shared.path(.redPng)
    let file = try Descriptor.openForReading(path)
    let digest = Digest(bytes: try file.sha256())?.description
    #expect(try workers.probe(path: path, hash: true).cutroom.sha256 == digest)
  }

  @Test func `no path is no answer`() {
    workers.probeAll([]) { _ in Issue.record("an answer to nothing") }
  }

  @Test func `many threads share few workers`() async throws {
    let path = try await MediaFixtures.shared.path(.narrationMp3)
    let counted = Locked(0)
    let workers = workers
    let threads = try (0..<8).map { _ in
      try WorkThread {
        for _ in 0..<5 where (try? workers.probe(path: path))?.cutroom.kind == .audio {
          counted.withLock { $0 += 1 }
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(counted.withLock { $0 } == 40)
  }

  private func code(_ answer: ProbeAnswer) -> ProbeFailure.Code? {
    guard case .failure(let failure) = answer.result else { return nil }
    return failure.code
  }
}
