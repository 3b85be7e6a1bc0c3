import CutroomModel
import Testing

@testable import MediaProbe

@Suite struct PictureSignalTests {
  private func grid(_ value: UInt8, count: Int = 1000) -> LumaGrid {
    LumaGrid([UInt8](repeating: value, count: count))
  }

  /// A grid in which the first `bright` places have another value.
  private func grid(_ value: UInt8, bright: Int, of other: UInt8) -> LumaGrid {
    let dark = [UInt8](repeating: value, count: 1000 - bright)
    return LumaGrid([UInt8](repeating: other, count: bright) + dark)
  }

  @Test func `black is as dark as video counts it, a few bright places allowed`() {
    #expect(grid(16).isBlack)
    #expect(grid(37).isBlack)
    #expect(!grid(38).isBlack)
    #expect(grid(16, bright: 20, of: 235).isBlack)
    #expect(!grid(16, bright: 21, of: 235).isBlack)
    #expect(!LumaGrid([26, 26], isFullRange: true).isBlack)
    #expect(LumaGrid([25, 25], isFullRange: true).isBlack)
  }

  @Test func `nothing is seen only where next to nothing is brighter than black`() {
    #expect(grid(17).isEmpty)
    #expect(!grid(18).isEmpty)
    #expect(grid(16, bright: 1, of: 235).isEmpty)
    #expect(!grid(16, bright: 2, of: 235).isEmpty)
    #expect(LumaGrid([1, 0], isFullRange: true).isEmpty)
    #expect(!LumaGrid([2, 2], isFullRange: true).isEmpty)
  }

  @Test func `an eye sees a slight change everywhere or a clear one somewhere`() {
    #expect(!grid(100).differsVisibly(from: grid(100)))
    #expect(grid(100).differsVisibly(from: grid(101)))
    #expect(!grid(100, bright: 2, of: 200).differsVisibly(from: grid(100)))
    #expect(grid(100, bright: 3, of: 200).differsVisibly(from: grid(100)))
    #expect(!grid(100, bright: 50, of: 104).differsVisibly(from: grid(100)))
    #expect(grid(100).differsVisibly(from: grid(100, count: 999)))
  }

  private func frozen(_ values: [UInt8]) -> [TimeSpan] {
    var meter = FreezeMeter()
    for (second, value) in values.enumerated() {
      meter.add(grid(value), at: Int64(second) * 1_000_000)
    }
    return meter.spans(endUs: Int64(values.count) * 1_000_000)
  }

  @Test func `a stretch of equal pictures is frozen from its first to the end of its last`() {
    #expect(
      frozen([1, 50, 50, 50, 90]) == [TimeSpan(startUs: 1_000_000, durationUs: 3_000_000)]
    )
    #expect(frozen([1, 1]) == [TimeSpan(startUs: 0, durationUs: 2_000_000)])
    #expect(frozen([1, 5, 9, 13]) == [])
  }

  @Test func `what creeps is not frozen although no picture differs much from the last`() {
    var meter = FreezeMeter()
    for frame in 0..<100 {
      // One place in a hundred brightens in each picture, far too little to see at once.
      meter.add(grid(100, bright: frame * 2, of: 140), at: Int64(frame) * 100_000)
    }
    #expect(meter.spans(endUs: 10_000_000) == [])
  }

  @Test func `a stretch that is too short, or runs backwards, is none`() {
    var collector = SpanCollector(shortestUs: 500, most: 10)
    collector.note(true, from: 0)
    collector.note(true, from: 300)
    collector.note(false, from: 499)
    collector.note(true, from: 1000)
    collector.end(at: 200)
    collector.note(true, from: 2000)
    collector.end(at: 2500)
    collector.end(at: 9000)
    #expect(collector.spans == [TimeSpan(startUs: 2000, durationUs: 500)])
  }
}
