/// An EBML element; its size is written in eight bytes, and `claiming` lies about it.
func element(_ id: UInt64, _ content: [UInt8], claiming size: UInt64? = nil) -> [UInt8] {
  let length = (64 - id.leadingZeroBitCount + 7) / 8
  return join(big(id, length), big((size ?? UInt64(content.count)) | 1 << 56, 8), content)
}

/// Every bit of a size set: its end is not known.
let unknownSize: UInt64 = (1 << 56) - 1

func element(_ id: UInt64, number: UInt64) -> [UInt8] { element(id, big(number, 8)) }

func element(_ id: UInt64, text: String) -> [UInt8] { element(id, ascii(text)) }

/// A Matroska file of sound.
struct Matroska {
  var tracks = 1
  /// Elements of the segment's information besides its clock.
  var information: [UInt8] = []
  /// Elements of each track besides the plain ones.
  var trackDetails: [UInt8] = []
  /// Elements of the segment between its tracks and its sound.
  var after: [UInt8] = []
  var cluster = Matroska.plainCluster
  var segmentSize: UInt64?

  static let plainCluster = element(
    0x1F43_B675,
    join(element(0xE7, number: 0), element(0xA3, join([0x81, 0, 0, 0x80], zeros(64))))
  )

  var bytes: [UInt8] {
    let header = join(
      element(0x4282, text: "matroska"),
      element(0x4287, number: 4),
      element(0x4285, number: 2)
    )
    let clock = join(
      element(0x2AD7B1, number: 1_000_000),
      element(0x4D80, text: "x"),
      element(0x5741, text: "x")
    )
    let content = join(
      element(0x1549_A966, join(clock, information)),
      element(0x1654_AE6B, repeated(tracks) { track(UInt64($0 + 1)) }),
      after,
      cluster
    )
    let segment = element(0x1853_8067, content, claiming: segmentSize)
    return join(element(0x1A45_DFA3, header), segment)
  }

  private func track(_ number: UInt64) -> [UInt8] {
    let rate = element(0xB5, big((44_100.0).bitPattern, 8))
    let sound = join(rate, element(0x9F, number: 1), element(0x6264, number: 16))
    let plain = join(
      element(0xD7, number: number),
      element(0x73C5, number: number),
      element(0x83, number: 2),
      element(0x86, text: "A_PCM/INT/LIT"),
      element(0xE1, sound)
    )
    return element(0xAE, join(plain, trackDetails))
  }
}
