import CutroomModel
import Glibc
import MediaFixtures
import Testing

@testable import MediaMaker

/// Photographs of one picture whose Exif data has each of the eight orientations.
@Suite struct FrameTurnTests {
  /// Where the point that is shown at a place stands in the file (Exif 2.32, 4.6.4).
  private func source(_ orientation: Int, _ x: Int, _ y: Int, of stored: Bitmap) -> (Int, Int) {
    let (right, bottom) = (stored.width - 1, stored.height - 1)
    return switch orientation {
    case 2: (right - x, y)
    case 3: (right - x, bottom - y)
    case 4: (x, bottom - y)
    case 5: (y, x)
    case 6: (y, bottom - x)
    case 7: (right - y, bottom - x)
    case 8: (right - y, x)
    default: (x, y)
    }
  }

  @Test(arguments: 1...8)
  func `a photograph is shown as its camera was held`(orientation: Int) async throws {
    let card = try await bytes(of: .testCard)
    let stored = try picture(card)
    let shown = try picture(card, orientation: orientation)
    let isSideways = orientation > 4
    try #require(shown.width == (isSideways ? stored.height : stored.width))
    try #require(shown.height == (isSideways ? stored.width : stored.height))
    var wrong = 0
    for y in 0..<shown.height {
      for x in 0..<shown.width {
        let (column, row) = source(orientation, x, y, of: stored)
        let (here, there) = ((y * shown.width + x) * 3, (row * stored.width + column) * 3)
        if shown.bytes[here..<here + 3] != stored.bytes[there..<there + 3] { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  private func bytes(of fixture: Fixture) async throws -> [UInt8] {
    try await withFixture(fixture) { input, _ in try contents(of: input) }
  }

  /// The picture as it is shown; nil writes no Exif data.
  private func picture(_ jpeg: [UInt8], orientation: Int? = nil) throws -> Bitmap {
    var jpeg = jpeg
    if let orientation {
      let exif = Array("Exif".utf8) + [0, 0] + exifOrientation(UInt8(orientation), isLittle: false)
      jpeg.insert(contentsOf: [0xFF, 0xE1, 0, UInt8(2 + exif.count)] + exif, at: 2)
    }
    let file = try scratchFile()
    defer { close(file) }
    try #require(write(file, jpeg, jpeg.count) == jpeg.count)
    let largest = PictureSize(width: 320, height: 320)
    return try Thumbnail.picture(of: file, timeUs: 0, largest: largest)
  }
}
