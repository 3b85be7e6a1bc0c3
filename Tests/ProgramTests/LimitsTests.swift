import CutroomModel
import CutroomSystem
import Testing

@Suite struct LimitsTests {
  let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
  }

  func limits(_ words: String...) throws -> BuiltProgram.Outcome {
    try BuiltProgram.cutroom(["limits"] + words, in: place.path)
  }

  /// Of an account whose requests were sent a moment ago, and one whose hour is over.
  func writeBook() throws {
    let now = Instant(microseconds: SystemClock.real.now())
    let before = now.adding(seconds: -4000)
    let sent: JSONValue = [before.iso8601, now.iso8601].reduce(into: [:]) { $0[$1] = 3 }
    let book: JSONValue = [
      "version": "1.0", "kind": "rate-limits",
      "clock": ["at": .string(now.iso8601), "boot": "1", "sinceStartUs": 0],
      "accounts": [
        [
          "provider": "pexels", "key": "57dea1a32edba0f6", "limits": ["hour": 200],
          "sent": ["hour": sent], "months": [:],
        ]
      ],
    ]
    let text = String(decoding: JSONWriter.document(book), as: UTF8.self)
    try place.write(text, to: "cache/rate-limits.json")
  }

  @Test func `where nothing was counted that is said, and nothing is made`() throws {
    let outcome = try limits()
    #expect(outcome.status == .exited(0) && outcome.output == "")
    #expect(outcome.error == "cutroom: no request to a provider was counted yet\n")
    let answer = try JSONReader.read(Array(limits("--json").output.utf8))
    #expect(answer["providers"] == [] && answer["damagedLines"] == 0)
    #expect(try Folder.open("\(place.path)/cache").names() == [])
  }

  @Test func `what is left is told to people and programs`() throws {
    try writeBook()
    let answer = try JSONReader.read(Array(limits("--json").output.utf8))
    let pexels = try #require(answer["providers"]?.array?.first)
    let hour = try #require(pexels["limits"]?.array?.first)
    #expect(pexels["key"] == "57dea1a32edba0f6" && hour["per"] == "hour")
    #expect(hour["requests"] == 200 && hour["left"] == 197 && hour["used"] == 3)
    #expect(hour["moreAt"] == hour["allAt"] && hour["moreAt"] != .null)
    let text = try limits().output
    #expect(text.contains("pexels  57dea1a32edba0f6  per hour    197 of 200 left  all at 2"))
    #expect(text.contains("this month  0 requests"))
  }

  @Test func `a count is forgotten when asked, and no other`() throws {
    try writeBook()
    let unknown = try limits("--reset", "pexel")
    #expect(unknown.status == .exited(2))
    #expect(unknown.error.contains("Did you mean pexels?"))
    #expect(try limits("--reset", "pexels").status == .exited(0))
    let answer = try JSONReader.read(Array(limits("--json").output.utf8))
    #expect(answer["providers"] == [])
  }

  @Test func `a count that is damaged is put aside, and that is said from then on`() throws {
    try place.write("{", to: "cache/rate-limits.json")
    #expect(try limits().status == .exited(0))
    let names = try Folder.open("\(place.path)/cache").names()
    #expect(names.contains { $0.hasPrefix("rate-limits.json.corrupt-") })
    let again = try limits()
    #expect(again.status == .exited(0))
    #expect(again.error.contains("was damaged"))
  }
}
