import Testing

@testable import MediaProbe

@Suite struct AudioSpecificConfigTests {
  @Test(arguments: [
    [0x12, 0x10], [0x11, 0x90], [0x12, 0x08], [0x13, 0x88, 0x56, 0xE5, 0x00],
    [0x12, 0x08, 0x56, 0xE5, 0x00],
  ])
  func `sound that is not doubled comes out as it is told`(bytes: [UInt8]) {
    #expect(AudioSpecificConfig(bytes)?.isPlain == true)
  }

  @Test(arguments: [
    // Said to be doubled: behind the mark, and by the object type.
    [0x13, 0x88, 0x56, 0xE5, 0xA0], [0x2B, 0x92, 0x08, 0x00],
    // Said with the same rate, and with an extension of another kind.
    [0x12, 0x08, 0x56, 0xE5, 0xA0], [0x12, 0x08, 0x56, 0xF6, 0x00],
    // Not said, at rates that are doubled: mono and stereo.
    [0x13, 0x88], [0x13, 0x10],
    // Channels that a table of their own lists, and more than two.
    [0x12, 0x00], [0x12, 0x30],
  ])
  func `of other sound only a decoder knows`(bytes: [UInt8]) {
    #expect(AudioSpecificConfig(bytes)?.isPlain == false)
  }

  @Test func `type, rate and channels are read`() throws {
    let config = try #require(AudioSpecificConfig([0x13, 0x88]))
    #expect(config.objectType == 2)
    #expect(config.sampleRate == 22_050)
    #expect(config.channels == 1)
    #expect(AudioSpecificConfig([0x17, 0x80, 0x56, 0x22, 0x08])?.sampleRate == 44_100)
  }

  @Test(arguments: [[], [0x12], [0x16, 0x88]])
  func `what is cut off or has no rate is none`(bytes: [UInt8]) {
    #expect(AudioSpecificConfig(bytes) == nil)
  }
}
