import CutroomModel
import Glibc
import MediaFixtures
import MediaProbe
import Testing

@Suite struct HostileInputTests {
  @Test(arguments: [
    (Fixture.zero, ProbeFailure.Code.empty), (.html, .html), (.json, .json),
    (.playlist, .playlist), (.concatList, .playlist), (.sessionDescription, .playlist),
    (.tinyMp3, .damaged), (.randomBytes, .notMedia),
  ])
  func `what is no media is named for what it is`(
    fixture: Fixture,
    code: ProbeFailure.Code
  ) async throws {
    #expect(try await failure(fixture)?.code == code)
  }

  @Test func `a playlist behind binary bytes is still refused`() async throws {
    // Comments with control characters defeat a look for text; the whitelist does not care.
    var text = Array("#EXTM3U\n#\u{1}\u{2}\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n".utf8)
    text += Array(try await MediaFixtures.shared.path(.faststart).utf8)
    text += Array("\n#EXT-X-ENDLIST\n".utf8)
    let failure = try probeFailure(ofBytes: text)
    #expect(failure?.code == .formatNotAllowed)
  }

  @Test func `an mp4 with bytes changed at random never stops the program`() async throws {
    let original = try withFile(try await MediaFixtures.shared.path(.hdr)) { descriptor, size in
      [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
        count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, 0))
      }
    }
    var random = SeededNumbers(state: 7)
    var answers = 0
    for _ in 0..<150 {
      var bytes = original
      for _ in 0..<20 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255,
          using: &random
        )
      }
      if random.next() % 3 == 0 { bytes.removeLast(bytes.count / 3) }
      _ = try probeFailure(ofBytes: bytes)
      answers += 1
    }
    #expect(answers == 150)
  }

  @Test func `a deadline in the past ends a probe at once`() async throws {
    try await withFixture(.faststart) { descriptor, size in
      let error = #expect(throws: ProbeFailure.self) {
        try Prober.probe(
          descriptor: descriptor,
          size: size,
          options: ProbeOptions(deadlineMs: -1)
        )
      }
      #expect(error?.code == .timedOut)
    }
  }

  @Test func `a descriptor that cannot be read is unreadable, not empty`() throws {
    let error = #expect(throws: ProbeFailure.self) {
      try Prober.probe(descriptor: -1, size: 1000)
    }
    #expect(error?.code == .unreadable)
  }

  @Test func `the descriptor's own offset stays where it was`() async throws {
    try await withFixture(.faststart) { descriptor, size in
      lseek(descriptor, 123, SEEK_SET)
      _ = try Prober.probe(descriptor: descriptor, size: size)
      #expect(lseek(descriptor, 0, SEEK_CUR) == 123)
    }
  }

  private func probeFailure(ofBytes bytes: [UInt8]) throws -> ProbeFailure? {
    let file = try #require(tmpfile())
    defer { fclose(file) }
    try #require(write(fileno(file), bytes, bytes.count) == bytes.count)
    do throws(ProbeFailure) {
      _ = try Prober.probe(descriptor: fileno(file), size: Int64(bytes.count))
      return nil
    } catch {
      return error
    }
  }
}

/// The same numbers in every run, so that a failure can be seen again.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
