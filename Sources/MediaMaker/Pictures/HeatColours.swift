/// Colours from dark to bright whose lightness grows evenly, so that they also read in grey.
enum HeatColours {
  private static let stops: [[Int]] = [
    [0x0B, 0x0D, 0x12], [0x2A, 0x2B, 0x6E], [0x8A, 0x2E, 0x82], [0xE2, 0x5F, 0x4A],
    [0xFB, 0xEB, 0xA0],
  ]

  private static let table: [[UInt8]] = (0...255).map { level in
    let place = level * (stops.count - 1)
    let (stop, rest) = min(place, 255 * (stops.count - 1) - 1).quotientAndRemainder(dividingBy: 255)
    return zip(stops[stop], stops[stop + 1]).map { UInt8($0 + ($1 - $0) * rest / 255) } + [0xFF]
  }

  /// Red, green, blue and full cover.
  static func of(_ level: UInt8) -> [UInt8] { table[Int(level)] }
}
