import CutroomModel
import Testing

@testable import MediaProbe

@Suite struct SoundSignalTests {
  /// A second of samples at 1000 a second.
  private func second(_ value: Float) -> [Float] { [Float](repeating: value, count: 1000) }

  private func silences(_ chunks: [[Float]], channels: Int = 1) -> [TimeSpan] {
    var meter = SilenceMeter()
    var startUs: Int64 = 0
    for chunk in chunks {
      meter.add(chunk, channels: channels, startUs: startUs, rate: 1000)
      startUs += Int64(chunk.count / channels) * 1000
    }
    return meter.spans(endUs: startUs)
  }

  @Test func `silence is found across chunks, to the sample`() {
    let quiet = [Float](repeating: 0.0009, count: 300)
    let spans = silences([second(0.5), quiet, quiet + [0.002], second(0), second(0.5)])
    #expect(
      spans == [
        TimeSpan(startUs: 1_000_000, durationUs: 600_000),
        TimeSpan(startUs: 1_601_000, durationUs: 1_000_000),
      ]
    )
  }

  @Test func `a pause of less than half a second is none`() {
    #expect(silences([second(0.5), [Float](repeating: 0, count: 499), second(0.5)]) == [])
    #expect(silences([second(0.5), [Float](repeating: 0, count: 500), second(0.5)]).count == 1)
  }

  @Test func `one channel that sounds is no silence`() {
    let oneSided = (0..<2000).map { $0 % 2 == 0 ? Float(0) : 0.5 }
    #expect(silences([oneSided], channels: 2) == [])
    #expect(silences([second(0) + second(0)], channels: 2).map(\.durationUs) == [1_000_000])
  }

  private func clipped(_ samples: [[Float]], channels: Int = 1) -> Int {
    var meter = ClippingMeter()
    for chunk in samples { meter.add(chunk, channels: channels, fullScale: 1) }
    return meter.clipped
  }

  @Test func `four samples at full scale in a row are clipping, three are a peak`() {
    #expect(clipped([[0, 1, 1, 1, 0]]) == 0)
    #expect(clipped([[0, 1, 1, 1, 1, 0]]) == 4)
    #expect(clipped([[0, 1, 1], [1, 1.2, 0, -1, -1, -1, -1, -1]]) == 9)
  }

  @Test func `swinging from one end to the other is no clipping`() {
    #expect(clipped([[1, -1, 1, -1, 1, -1, 1, -1]]) == 0)
  }

  @Test func `channels are counted each by itself`() {
    #expect(clipped([[1, 0, 1, 0, 1, 0, 1, 0]], channels: 2) == 4)
    #expect(clipped([[1, 1, 1, 1]], channels: 2) == 0)
  }

  @Test func `padding behind an edit list's end is not played`() {
    var trim = EndTrim(end: 5)
    #expect(trim.pass([1, 1, 2, 2, 3, 3], channels: 2) == [1, 1, 2, 2, 3, 3])
    #expect(trim.pass([4, 4, 5, 5, 6, 6], channels: 2) == [4, 4, 5, 5])
    #expect(trim.pass([7, 7], channels: 2) == [])
    #expect(trim.played == 5)
  }

  @Test func `more than padding behind the end is let through, in order`() {
    var trim = EndTrim(end: 2)
    let samples = (0..<5000).map { Float($0) }
    #expect(trim.pass(Array(samples[..<1000]), channels: 1) == [0, 1])
    #expect(trim.pass(Array(samples[1000...]), channels: 1) == Array(samples[2...]))
    #expect(trim.pass([9], channels: 1) == [9])
    #expect(trim.played == 5001)
  }

  @Test func `of endless stretches only as many as are wanted take memory`() {
    var collector = SpanCollector(shortestUs: 1, most: 3)
    var most = 0
    for place in 0..<1000 {
      let start = Int64(place) * 100
      collector.note(true, from: start)
      collector.end(at: start + (place % 300 == 299 ? 50 : 1))
      most = max(most, collector.spans.count)
    }
    #expect(most < 6)
    #expect(collector.spans.longest(3).map(\.startUs) == [29_900, 59_900, 89_900])
  }

  @Test func `of many stretches the longest are kept, in their order`() {
    let spans = (0..<10).map { TimeSpan(startUs: Int64($0) * 100, durationUs: Int64($0 * 7 % 10)) }
    #expect(spans.longest(3).map(\.durationUs) == [7, 8, 9])
    #expect(spans.longest(10) == spans)
  }
}
