import CutroomModel
import FoundationEssentials
import Testing

@Suite struct FrameRateTests {
  @Test(arguments: [
    (Int64(0), Int64(0)), (16_666, 0), (16_667, 1), (33_333, 1), (50_000, 2), (1_000_000, 30),
    (-16_667, -1), (-16_666, 0),
  ])
  func `a position goes to the nearest frame, halves upward`(position: Int64, frame: Int64) throws {
    let rate = try #require(FrameRate(30, 1))
    #expect(rate.frame(atMicroseconds: position) == frame)
  }

  @Test func `frames become microseconds and milliseconds and come back`() throws {
    let rate = try #require(FrameRate(30_000, 1001))
    #expect(rate.microseconds(atFrame: 30_000) == 1_001_000_000)
    #expect(rate.milliseconds(atFrame: 1) == 33)
    for frame in Int64(0)..<2000 {
      #expect(rate.frame(atMicroseconds: rate.microseconds(atFrame: frame)) == frame)
      #expect(rate.frame(atMilliseconds: rate.milliseconds(atFrame: frame)) == frame)
    }
  }

  @Test func `five hundred segments placed by their sums drift by less than a frame`() throws {
    let rate = try #require(FrameRate(25, 1))
    var end: Int64 = 0
    var frames: Int64 = 0
    for _ in 0..<500 {
      let start = rate.frame(atMicroseconds: end)
      end += 2_370_333
      frames += rate.frame(atMicroseconds: end) - start
    }
    #expect(abs(rate.microseconds(atFrame: frames) - end) <= 20_000)
  }

  @Test func `frames that cover a length are never too few`() throws {
    let rate = try #require(FrameRate(30, 1))
    #expect(rate.framesCovering(microseconds: 0) == 0)
    #expect(rate.framesCovering(microseconds: 1) == 1)
    #expect(rate.framesCovering(microseconds: 33_333) == 1)
    #expect(rate.framesCovering(microseconds: 33_334) == 2)
  }

  @Test func `huge positions are clamped, never a trap`() throws {
    let rate = try #require(FrameRate(.max, 1))
    #expect(rate.frame(atMicroseconds: .max) == .max)
    #expect(rate.frame(atMicroseconds: .min) == .min)
    #expect(try #require(FrameRate(1, .max)).microseconds(atFrame: .max) == .max)
    #expect(Int64.max.scaled(by: .max, over: 0) == 0)
  }

  @Test func `a fraction is kept in lowest terms with its sign on top`() {
    #expect(Rational(60, -2) == Rational(-30, 1))
    #expect(Rational(1, 0) == nil)
    #expect(Rational(.min, 1) == nil)
    #expect(FrameRate(0, 1) == nil)
    #expect(FrameRate(-30, 1) == nil)
  }

  @Test func `a frame rate is an object of num and den in JSON`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let encoded = try encoder.encode(FrameRate(30_000, 1001))
    #expect(String(decoding: encoded, as: UTF8.self) == #"{"den":1001,"num":30000}"#)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(FrameRate.self, from: Array(#"{"num":0,"den":1}"#.utf8).data)
    }
  }
}

extension [UInt8] {
  fileprivate var data: Data { Data(self) }
}
