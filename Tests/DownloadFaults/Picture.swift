import CacheTrials
import CutroomModel
import CutroomStore

/// A picture of noise in a format without compression: every byte of it counts.
struct Picture {
  let bytes: [UInt8]
  let digest: Digest

  init(width: Int, height: Int, seed: UInt64) {
    let rows = (width * 3 + 3) / 4 * 4 * height
    func little(_ number: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    let file: [UInt8] = Array("BM".utf8) + little(54 + rows, 4) + little(0, 4) + little(54, 4)
    let facts = little(40, 4) + little(width, 4) + little(height, 4) + little(1, 2) + little(24, 2)
    let rest = little(0, 4) + little(rows, 4) + little(2835, 4) + little(2835, 4) + little(0, 8)
    var chance = Chance(seed: seed)
    bytes = file + facts + rest + (0..<rows).map { _ in UInt8(chance.below(256)) }
    digest = Digest(sha256: bytes)
  }
}
