/// The start of a VP9 key frame: VP9 bitstream specification, 6.2.
struct Vp9Header: Equatable {
  let profile: Int
  let bitDepth: Int
  let colorSpace: Int
  let isFullRange: Bool
  let subsamplesWidth: Bool
  let subsamplesHeight: Bool

  /// Nil when `bytes` are no key frame that is shown.
  init?(_ bytes: [UInt8]) {
    var reader = BitReader(bytes)
    guard reader.bits(2) == 2 else { return nil }
    profile = reader.bits(1) | reader.bits(1) << 1
    if profile == 3, reader.flag() { return nil }
    let isRepeat = reader.flag()
    let isDependent = reader.flag()
    _ = reader.bits(2)
    guard !isRepeat, !isDependent, reader.bits(24) == 0x49_83_42 else { return nil }
    bitDepth = profile < 2 ? 8 : (reader.flag() ? 12 : 10)
    colorSpace = reader.bits(3)
    let hasLayout = profile == 1 || profile == 3
    if colorSpace == 7 {
      (isFullRange, subsamplesWidth, subsamplesHeight) = (true, false, false)
      if !hasLayout { return nil }
    } else {
      isFullRange = reader.flag()
      subsamplesWidth = hasLayout ? reader.flag() : true
      subsamplesHeight = hasLayout ? reader.flag() : true
    }
    if reader.isExhausted { return nil }
  }
}
