import CutroomModel
import Testing

@testable import MediaProbe

@Suite struct HeaderDisagreementTests {
  private func code(
    header: Int64?,
    measured: Int64,
    untrimmed: Int64? = nil,
    start: Int64 = 0,
    end: Int64? = nil,
    frame: Int64 = 40_000
  ) -> String? {
    HeaderDisagreement(
      headerUs: header,
      measuredUs: measured,
      untrimmedUs: untrimmed ?? measured,
      startUs: start,
      endUs: end ?? start + measured,
      frameUs: frame
    ).warning?.code
  }

  @Test func `less than a frame is no disagreement`() {
    #expect(code(header: 10_000_000, measured: 10_039_998) == nil)
    #expect(code(header: 10_000_000, measured: 9_960_002) == nil)
    #expect(code(header: 10_000_000, measured: 9_960_000) == "duration-differs")
  }

  @Test func `rounding to milliseconds is none either`() {
    #expect(code(header: 10_000_000, measured: 10_002_000, frame: 0) == nil)
    #expect(code(header: 10_000_000, measured: 10_002_001, frame: 0) == "duration-differs")
  }

  @Test func `each reason has a name`() {
    #expect(code(header: nil, measured: 1) == "no-duration")
    #expect(code(header: 2_424_000, measured: 2_370_000, untrimmed: 2_420_000) == "encoder-padding")
    #expect(code(header: 6_500_000, measured: 5_000_000, start: 1_500_000) == "late-start")
    #expect(code(header: 6_500_000, measured: 5_000_000, start: -1_500_000) == "duration-differs")
    #expect(code(header: 2_700_000, measured: 2_000_000, end: 2_743_000) == "late-start")
    #expect(code(header: 41_492_000, measured: 60_020_000) == "duration-differs")
    let extreme = code(header: .max, measured: .min, untrimmed: .min, end: 0)
    #expect(extreme == "duration-differs")
  }
}
