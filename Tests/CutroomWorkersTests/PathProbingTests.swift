import BuiltPrograms
import CutroomModel
import CutroomSystem
import CutroomWorkers
import Glibc
import MediaFixtures
import Testing

@Suite struct PathProbingTests: ~Copyable {
  let workers = MediaWorkers(atOnce: 2, folder: builtPrograms)

  deinit { workers.close() }

  @Test(arguments: ["/nonexistent.mp4", "/tmp", "/dev/zero"])
  func `what is no regular file is unreadable`(path: String) {
    let failure = #expect(throws: ProbeFailure.self) { try workers.probe(path: path) }
    #expect(failure?.code == .unreadable)
  }

  @Test func `what is no media says what it is`() async throws {
    let page = try await MediaFixtures.shared.path(.html)
    let failure = #expect(throws: ProbeFailure.self) { try workers.probe(path: page) }
    #expect(failure?.code == .html)
  }

  @Test func `a deep probe decodes the file and measures it`() async throws {
    let path = try await MediaFixtures.shared.path(.narrationMp3)
    let facts = try workers.probe(path: path, deep: true).cutroom
    #expect(facts.decodeErrors == 0)
    #expect(facts.sound?.loudness != nil)
    #expect(facts.picture == nil)
    #expect(facts.durationUs == 2_370_000)
    #expect(facts.durationSource == .decoded)
    #expect(facts.spans.map(\.durationUs) == [2_370_000])
    let plain = try workers.probe(path: path).cutroom
    #expect(plain.decodeErrors == nil)
    #expect(plain.durationSource == .packets)
    #expect(plain.sound == nil)
  }

  @Test func `samples that are more than a frame from their packets are told so`() async throws {
    let path = try await MediaFixtures.shared.path(.windowsMedia)
    let plain = try workers.probe(path: path).cutroom
    let facts = try workers.probe(path: path, deep: true).cutroom
    let (packets, samples) = (try #require(plain.durationUs), try #require(facts.durationUs))
    #expect(packets - samples > 30_000)
    #expect(facts.durationSource == .decoded)
    #expect(facts.warnings.contains { $0.code == "samples-differ" })
    #expect(!plain.warnings.contains { $0.code == "samples-differ" })
  }

  @Test func `what breaks while it is decoded is counted`() async throws {
    let path = try await MediaFixtures.shared.path(.bitRot)
    let facts = try workers.probe(path: path, deep: true).cutroom
    #expect((facts.decodeErrors ?? 0) > 0)
    #expect(facts.picture != nil)
    #expect(facts.durationSource == .packets)
  }

  @Test func `what cannot be taken apart is not as long as the samples that come of it`()
    async throws
  {
    let path = try await MediaFixtures.shared.path(.unframedAac)
    let facts = try workers.probe(path: path, deep: true).cutroom
    #expect((facts.decodeErrors ?? 0) > 0)
    #expect(facts.durationSource == .stream)
  }

  @Test func `a line of fewer bytes than its pixels seem to take is not read beyond`() async throws
  {
    let path = try await MediaFixtures.shared.path(.packedLuma)
    let facts = try workers.probe(path: path, deep: true).cutroom
    #expect(facts.decodeErrors == 0)
    #expect(!facts.warnings.contains { $0.code == ProbeWarning.notDecoded })
    #expect(facts.picture == nil)
  }

  @Test func `sixty-four turned pictures have an answer, shortened`() async throws {
    let path = try await MediaFixtures.shared.path(.manyTurned)
    let facts = try workers.probe(path: path)
    #expect(facts.streams.count == 64)
    #expect(facts.cutroom.warnings.contains { $0.code == "answer-cut" })
    #expect(facts.cutroom.rotation == 90)
  }

  @Test func `the digest of a file is that of its bytes`() async throws {
    let path = try await MediaFixtures.shared.path(.redPng)
    let file = try Descriptor.openForReading(path)
    let digest = Digest(bytes: try file.sha256())?.description
    #expect(try workers.probe(path: path, hash: true).cutroom.sha256 == digest)
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
}
