import CutroomModel
import Testing

@Suite struct NearNamesTests {
  let names = ["status", "validate", "demo", "demo-2", "garden-tour"]

  @Test(arguments: [
    ("statsu", ["status"]),
    ("Validate", ["validate"]),
    ("garden", ["garden-tour"]),
    ("dmeo", ["demo"]),
    ("xyz", []),
    ("", []),
  ])
  func `slips and beginnings find a name, anything else does not`(
    written: String,
    near: [String]
  ) {
    #expect(NearNames.of(written, among: names) == near)
  }

  @Test func `a very long name costs little and finds nothing`() {
    #expect(NearNames.of(String(repeating: "a", count: 100_000), among: names) == [])
  }
}
