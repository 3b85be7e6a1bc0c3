import CutroomModel
import Glibc
import MediaFixtures
import MediaMaker
import MediaProbe
import Testing

@Suite struct MP3WriterTests {
  @Test(arguments: MP3Writer.sampleRates, [1, 2])
  func `a player gives back exactly the samples put in`(rate: Int, channels: Int) throws {
    let file = try scratchFile()
    defer { close(file) }
    let count = rate * 3 / 2 + 77
    try writeTone(to: file, rate: rate, channels: channels, count: count)
    let heard = try Verifier.decodedAudio(
      descriptor: file,
      size: size(of: file),
      deadlineMs: 10_000
    )
    #expect(heard.samples == Int64(count))
    #expect(heard.sampleRate == rate)
    #expect(heard.channels == channels)
    #expect(heard.errors == 0)
  }

  @Test func `equal samples give equal bytes`() throws {
    let one = try scratchFile()
    let other = try scratchFile()
    defer { for file in [one, other] { close(file) } }
    try writeTone(to: one, rate: 44_100, channels: 2, count: 50_000)
    try writeTone(to: other, rate: 44_100, channels: 2, count: 50_000)
    #expect(try contents(of: one) == contents(of: other))
    #expect(try contents(of: one).count > 4000)
  }

  @Test func `what was in the file before is gone`() throws {
    let file = try scratchFile()
    let fresh = try scratchFile()
    defer { for file in [file, fresh] { close(file) } }
    let junk = [UInt8](repeating: 0x55, count: 1 << 20)
    #expect(write(file, junk, junk.count) == junk.count)
    try writeTone(to: file, rate: 22_050, channels: 1, count: 1000)
    try writeTone(to: fresh, rate: 22_050, channels: 1, count: 1000)
    #expect(try contents(of: file) == contents(of: fresh))
  }

  @Test func `an output that takes no bytes is reported`() throws {
    let full = open("/dev/full", O_RDWR | O_CLOEXEC)
    defer { close(full) }
    let failure = #expect(throws: WorkerFailure.self) {
      try writeTone(to: full, rate: 22_050, channels: 1, count: 100_000)
    }
    #expect(failure?.code == .unwritable)
  }

  @Test func `a rate that mp3 does not have is refused`() throws {
    let file = try scratchFile()
    defer { close(file) }
    let failure = #expect(throws: WorkerFailure.self) {
      try MP3Writer(to: file, sampleRate: 96_000, channels: 1, quality: 2)
    }
    #expect(failure?.code == .badSettings)
  }

  @Test(arguments: [
    (Fixture.narrationWav, Int64(2_370_000)), (.flac, 2_370_000), (.vbrXing, 60_000_000),
  ])
  func `other sound files keep their length`(fixture: Fixture, durationUs: Int64) async throws {
    let output = try scratchFile()
    defer { close(output) }
    try await withFixture(fixture) { input, _ in
      try AudioEncoding.encode(from: input, to: output, channels: 2, quality: 4)
    }
    let heard = try Verifier.decodedAudio(
      descriptor: output,
      size: size(of: output),
      deadlineMs: 60_000
    )
    #expect(abs(heard.durationUs - durationUs) <= 27_000)
  }

  private func writeTone(to file: CInt, rate: Int, channels: Int, count: Int) throws {
    let writer = try MP3Writer(to: file, sampleRate: rate, channels: channels, quality: 2)
    let samples = (0..<count * channels).map { index in
      Int16(8000 * sin(Double(index / channels) * 440 * 2 * .pi / Double(rate)))
    }
    // In uneven blocks, as a decoder hands them over.
    for start in stride(from: 0, to: samples.count, by: 1002) {
      let block = samples[start..<min(start + 1002, samples.count)]
      try Array(block).withUnsafeBufferPointer { try writer.write($0) }
    }
    try writer.finish()
  }
}
