import Testing

@testable import CutroomModel

@Suite struct AmountsTests {
  @Test(
    arguments: [
      (10 << 30, "10 GiB"), (1 << 29, "0.5 GiB"), (53_687_091, "0.05 GiB"), (0, "0 GiB"),
      (1_342_177_280, "1.25 GiB"),
    ] as [(Int64, String)]
  )
  func `a limit is told in the unit in which it is set`(bytes: Int64, text: String) {
    #expect(Amounts.gibibytes(bytes) == text)
  }

  @Test(
    arguments: [
      (999, "999 B"), (1200, "1.2 kB"), (34_000_000, "34 MB"), (9_960_000_000, "10 GB"),
    ] as [(Int64, String)]
  )
  func `bytes are told with at most three digits`(bytes: Int64, text: String) {
    #expect(Amounts.bytes(bytes) == text)
  }
}
