import CutroomModel
import Glibc
import MediaFixtures
import MediaProbe
import Testing

@testable import MediaMaker

@Suite struct ContactSheetTests {
  @Test(arguments: [
    (Fixture.faststart, Int64(10_000_000), 1300, 740), (.rotated, 10_000_000, 560, 980),
    (.webm, 5_000_000, 1300, 740), (.faststartHalf, 10_000_000, 1300, 740),
    (.redJpeg, 0, 208, 108),
  ])
  func `a sheet has a cell for each frame, shaped as it is shown`(
    fixture: Fixture,
    durationUs: Int64,
    width: Int,
    height: Int
  ) async throws {
    let (size, bytes) = try await sheet(of: fixture, durationUs: durationUs)
    #expect(size.width == width)
    // Of half a file half the frames are there.
    #expect(fixture == .faststartHalf ? size.height < height : size.height == height)
    let file = try scratchFile()
    defer { close(file) }
    #expect(write(file, bytes, bytes.count) == bytes.count)
    let facts = try Prober.probe(descriptor: file, size: Int64(bytes.count)).cutroom
    #expect(facts.kind == .image)
    #expect(facts.displayWidth == size.width)
    #expect(facts.displayHeight == size.height)
  }

  @Test func `moments lie in the middle of equal parts`() {
    #expect(ContactSheet.moments(durationUs: 8, count: 4) == [1, 3, 5, 7])
    #expect(ContactSheet.moments(durationUs: 0, count: 16) == [0])
    #expect(ContactSheet.moments(durationUs: .max, count: 2).allSatisfy { $0 > 0 })
  }

  @Test func `a video of a few frames shows each once`() async throws {
    let (size, _) = try await sheet(of: .gif, durationUs: 1_000_000)
    // Five frames in rows of four.
    #expect(size == PictureSize(width: 4 * 68 + 4, height: 2 * 68 + 4))
  }

  @Test func `each frame carries its time`() {
    let black = Bitmap(width: 100, height: 60, layout: .rgb)
    let shots = [0, 61_500_000].map { ContactSheet.Shot(bitmap: black, timeUs: $0) }
    let sheet = ContactSheet.arrange(shots, cell: black, columns: 2)
    let other = ContactSheet.arrange(
      [shots[0], ContactSheet.Shot(bitmap: black, timeUs: 71_500_000)],
      cell: black,
      columns: 2
    )
    #expect(lit(sheet, x: 4..<104) > 20)
    #expect(lit(sheet, x: 108..<208) > lit(sheet, x: 4..<104))
    #expect(sheet.bytes != other.bytes)
  }

  @Test(arguments: [Fixture.html, .playlist, .tinyMp3, .zero, .vbrXing])
  func `what has no picture has no sheet`(fixture: Fixture) async throws {
    let failure = await #expect(throws: WorkerFailure.self) {
      try await sheet(of: fixture, durationUs: 1_000_000)
    }
    let codes: [WorkerFailure.Code?] = [.undecodable, .noPicture]
    #expect(codes.contains(failure?.code))
  }

  @Test func `a sheet that nobody could look at is refused`() async throws {
    let request = ContactSheetRequest(durationUs: 1, columns: 1000, rows: 1000)
    let output = try scratchFile()
    defer { close(output) }
    let failure = await #expect(throws: WorkerFailure.self) {
      try await withFixture(.faststart) { input, _ in
        try ContactSheet.make(from: input, to: output, request)
      }
    }
    #expect(failure?.code == .badSettings)
  }

  private func sheet(
    of fixture: Fixture,
    durationUs: Int64
  ) async throws -> (size: PictureSize, bytes: [UInt8]) {
    let output = try scratchFile()
    defer { close(output) }
    let size = try await withFixture(fixture) { input, _ in
      try ContactSheet.make(from: input, to: output, ContactSheetRequest(durationUs: durationUs))
    }
    return (size, try contents(of: output))
  }

  /// Points of the label's colour.
  private func lit(_ bitmap: Bitmap, x columns: Range<Int>) -> Int {
    (0..<bitmap.height).reduce(0) { count, y in
      count + columns.count { bitmap.bytes[(y * bitmap.width + $0) * 3] == 0xF2 }
    }
  }
}
