/// How AAC is coded: what the AudioSpecificConfig of ISO/IEC 14496-3 says of it, 1.6.2.1.
struct AudioSpecificConfig: Equatable {
  /// Whether the sound is doubled in rate by band replication (SBR), which HE-AAC does.
  enum Doubling: Equatable {
    /// Nothing is said of it, so the coded sound itself may bring it.
    case untold
    case none
    case some
  }

  private static let rates = [
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350,
  ]
  /// Where nothing is said of doubling, only lower rates are doubled.
  private static let highestDoubled = 24_000

  let objectType: Int
  let sampleRate: Int
  /// The number of channels where it is 1 or 2; else 0.
  let channels: Int
  let doubling: Doubling

  /// Nil where it is cut off or has a rate that no table holds.
  init?(_ bytes: [UInt8]) {
    var reader = BitReader(bytes)
    objectType = reader.bits(5)
    let index = reader.bits(4)
    let isListed = Self.rates.indices.contains(index)
    sampleRate = index == 15 ? reader.bits(24) : isListed ? Self.rates[index] : 0
    let configuration = reader.bits(4)
    guard !reader.isExhausted, sampleRate > 0 else { return nil }
    channels = (1...2).contains(configuration) ? configuration : 0
    let read = index == 15 ? 37 : 13
    doubling = Self.doubling(&reader, left: bytes.count * 8 - read)
  }

  /// Whether what comes out has the rate and the channels that are told.
  ///
  /// 1 to 4 are the plain object types. HE-AAC of one channel may come out as two.
  var isPlain: Bool {
    guard (1...4).contains(objectType), channels > 0 else { return false }
    return switch doubling {
    case .none: true
    case .some: false
    case .untold: sampleRate > Self.highestDoubled
    }
  }

  /// Looks for the mark behind which a config that older players understand, too, tells of SBR.
  private static func doubling(_ reader: inout BitReader, left: Int) -> Doubling {
    var left = left
    var seen = 0
    var count = 0
    while left > 0, count < 11 || seen != 0x2B7 {
      seen = (seen << 1 | reader.bits(1)) & 0x7FF
      count += 1
      left -= 1
    }
    guard count >= 11, seen == 0x2B7, left >= 6 else { return .untold }
    // What else is extended, such as BSAC, may bring channels.
    guard reader.bits(5) == 5 else { return .some }
    return reader.flag() ? .some : .none
  }
}
