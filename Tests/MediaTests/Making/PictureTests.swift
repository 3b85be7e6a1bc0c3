import CutroomModel
import Glibc
import MediaFixtures
import MediaProbe
import Testing

@testable import MediaMaker

@Suite struct PictureTests {
  @Test(arguments: [
    (Fixture.faststart, 160, 90), (.rotated, 90, 160), (.anamorphic, 160, 90), (.redJpeg, 160, 80),
    (.webm, 160, 90), (.gif, 64, 64), (.uprightPhoto, 90, 160),
  ])
  func `a thumbnail has the shape that is shown`(
    fixture: Fixture,
    width: Int,
    height: Int
  ) async throws {
    let size = try await thumbnail(of: fixture, largest: PictureSize(width: 160, height: 160)).size
    #expect(size == PictureSize(width: width, height: height))
  }

  @Test func `a thumbnail is the jpeg that its size says`() async throws {
    let (size, bytes) = try await thumbnail(of: .anamorphic)
    #expect(bytes.starts(with: [0xFF, 0xD8, 0xFF]))
    let file = try scratchFile()
    defer { close(file) }
    #expect(write(file, bytes, bytes.count) == bytes.count)
    let facts = try Prober.probe(descriptor: file, size: Int64(bytes.count)).cutroom
    #expect(facts.displayWidth == size.width)
    #expect(facts.displayHeight == size.height)
    #expect(facts.kind == .image)
  }

  @Test func `equal frames give equal bytes, other frames others`() async throws {
    let one = try await thumbnail(of: .faststart, timeUs: 3_000_000).bytes
    let again = try await thumbnail(of: .faststart, timeUs: 3_000_000).bytes
    let later = try await thumbnail(of: .faststart, timeUs: 3_100_000).bytes
    #expect(one == again)
    #expect(one != later)
  }

  @Test func `a time after the end gives the last frame`() async throws {
    let last = try await thumbnail(of: .faststart, timeUs: 9_966_667).bytes
    #expect(try await thumbnail(of: .faststart, timeUs: 3_600_000_000).bytes == last)
  }

  @Test(arguments: [Fixture.html, .playlist, .tinyMp3, .randomBytes, .zero, .vbrXing])
  func `what has no picture has no thumbnail`(fixture: Fixture) async throws {
    let failure = await #expect(throws: WorkerFailure.self) { try await thumbnail(of: fixture) }
    let codes: [WorkerFailure.Code?] = [.undecodable, .noPicture]
    #expect(codes.contains(failure?.code))
  }

  @Test func `a waveform shows where sound and silence are`() {
    var peaks = Peaks()
    let loud = (0..<10_000).map { $0 % 2 == 0 ? Int16.max : .min }
    for part in [loud, [Int16](repeating: 0, count: 10_000)] {
      part.withUnsafeBufferPointer { peaks.append($0) }
    }
    peaks.close()
    let bitmap = WaveformPicture.draw(peaks, size: PictureSize(width: 80, height: 21))
    let heights = (0..<80).map { x in
      (0..<21).count { y in bitmap.bytes[(y * 80 + x) * 4 + 3] == 0xFF }
    }
    // Bars of three points and a gap; one bar may hold the change.
    #expect(heights[..<36].elementsEqual((0..<36).map { $0 % 4 == 3 ? 0 : 21 }))
    #expect(heights[44...].elementsEqual((44..<80).map { $0 % 4 == 3 ? 0 : 1 }))
  }

  @Test func `a waveform is a png, the same for the same sound`() async throws {
    let first = try await waveform(of: .noise)
    #expect(first.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try await waveform(of: .noise) == first)
    #expect(try await waveform(of: .narrationWav) != first)
  }

  private func thumbnail(
    of fixture: Fixture,
    timeUs: Int64 = 0,
    largest: PictureSize = PictureSize(width: 320, height: 320)
  ) async throws -> (size: PictureSize, bytes: [UInt8]) {
    let output = try scratchFile()
    defer { close(output) }
    let size = try await withFixture(fixture) { input, _ in
      try Thumbnail.make(from: input, to: output, timeUs: timeUs, largest: largest)
    }
    return (size, try contents(of: output))
  }

  private func waveform(of fixture: Fixture) async throws -> [UInt8] {
    let output = try scratchFile()
    defer { close(output) }
    try await withFixture(fixture) { input, _ in
      try WaveformPicture.make(from: input, to: output, size: PictureSize(width: 400, height: 60))
    }
    return try contents(of: output)
  }
}
