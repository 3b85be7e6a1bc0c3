/// What the sequence parameter set of an H.264 stream says: ITU-T H.264, 7.3.2.1.
struct SequenceParameters: Equatable {
  var profile = 0
  var constraints = 0
  var level = 0
  var chromaFormat = 1
  var bitDepth = 8
  /// Nil where the stream does not say.
  var isFullRange: Bool?
  /// Nil where the stream does not say.
  var colours: Colours?
  /// Frames only; else single fields may be coded, and their order is told elsewhere.
  var isProgressive = true
  /// Nil where the stream does not say.
  var chromaLocation: Int?
  var sampleAspect: (Int, Int)? { aspect.map { ($0.width, $0.height) } }
  private var aspect: Aspect?

  /// ITU-T H.273 code points; 2 is "unspecified".
  struct Colours: Equatable {
    let primaries: Int
    let transfer: Int
    let matrix: Int
  }

  private struct Aspect: Equatable {
    var width: Int
    var height: Int
  }

  /// Reads the first set of an avcC record; nil when there is none or it does not make sense.
  init?(record: [UInt8]) {
    guard record.count > 8, record[0] == 1, record[5] & 0x1F > 0 else { return nil }
    let length = Int(record.bigEndian(at: 6, count: 2))
    guard length > 4, 8 + length <= record.count, record[8] & 0x1F == 7 else { return nil }
    self.init(payload: Self.unescaped(record[9..<(8 + length)]))
  }

  private init?(payload: [UInt8]) {
    var reader = BitReader(payload)
    profile = reader.bits(8)
    constraints = reader.bits(8)
    level = reader.bits(8)
    _ = reader.unsigned()
    if Self.hasChromaFormat(profile) { readChroma(&reader) }
    skipOrder(&reader)
    readSize(&reader)
    if reader.flag() { readUsability(&reader) }
    guard !reader.isExhausted, (0...3).contains(chromaFormat) else { return nil }
  }

  // MARK: -

  private static func hasChromaFormat(_ profile: Int) -> Bool {
    [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135].contains(profile)
  }

  private mutating func readChroma(_ reader: inout BitReader) {
    chromaFormat = reader.unsigned()
    if chromaFormat == 3 { _ = reader.flag() }
    bitDepth = 8 + min(reader.unsigned(), 8)
    _ = reader.unsigned()
    _ = reader.flag()
    guard reader.flag() else { return }
    for list in 0..<(chromaFormat == 3 ? 12 : 8) where reader.flag() {
      skipScalingList(&reader, count: list < 6 ? 16 : 64)
    }
  }

  private func skipScalingList(_ reader: inout BitReader, count: Int) {
    var last = 8
    var next = 8
    for _ in 0..<count where !reader.isExhausted {
      if next != 0 { next = (last + reader.signed()) & 0xFF }
      if next != 0 { last = next }
    }
  }

  /// Frame numbers and picture order.
  private func skipOrder(_ reader: inout BitReader) {
    _ = reader.unsigned()
    switch reader.unsigned() {
    case 0: _ = reader.unsigned()
    case 1:
      _ = reader.flag()
      _ = reader.signed()
      _ = reader.signed()
      for _ in 0..<min(reader.unsigned(), 255) where !reader.isExhausted { _ = reader.signed() }
    default: break
    }
    _ = reader.unsigned()
    _ = reader.flag()
  }

  private mutating func readSize(_ reader: inout BitReader) {
    _ = reader.unsigned()
    _ = reader.unsigned()
    isProgressive = reader.flag()
    if !isProgressive { _ = reader.flag() }
    _ = reader.flag()
    if reader.flag() { for _ in 0..<4 { _ = reader.unsigned() } }
  }

  /// Video usability information, as far as colours go: annex E.
  private mutating func readUsability(_ reader: inout BitReader) {
    if reader.flag() { readAspect(&reader) }
    if reader.flag() { _ = reader.flag() }
    if reader.flag() { readColours(&reader) }
    // The code points count from 0, which is also what silence means.
    chromaLocation = reader.flag() ? min(reader.unsigned(), 5) : 0
  }

  private mutating func readColours(_ reader: inout BitReader) {
    _ = reader.bits(3)
    isFullRange = reader.flag()
    guard reader.flag() else { return }
    colours = Colours(
      primaries: reader.bits(8),
      transfer: reader.bits(8),
      matrix: reader.bits(8)
    )
  }

  private mutating func readAspect(_ reader: inout BitReader) {
    let code = reader.bits(8)
    if code == 255 {
      aspect = Aspect(width: reader.bits(16), height: reader.bits(16))
    } else if Self.aspects.indices.contains(code - 1) {
      let (width, height) = Self.aspects[code - 1]
      aspect = Aspect(width: width, height: height)
    }
  }

  private static let aspects = [
    (1, 1), (12, 11), (10, 11), (16, 11), (40, 33), (24, 11), (20, 11), (32, 11), (80, 33),
    (18, 11), (15, 11), (64, 33), (160, 99), (4, 3), (3, 2), (2, 1),
  ]

  /// Takes out the bytes that keep start codes from appearing in a payload.
  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var zeros = 0
    for byte in bytes {
      if zeros >= 2, byte == 3 {
        zeros = 0
        continue
      }
      zeros = byte == 0 ? zeros + 1 : 0
      result.append(byte)
    }
    return result
  }
}
