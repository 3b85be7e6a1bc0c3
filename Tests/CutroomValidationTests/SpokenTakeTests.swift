import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomValidation
import CutroomWorkers
import Testing

@Suite struct SpokenTakeTests {
  @Test(arguments: [
    "On 3 May 2026 a dune in Namibia moved 12.5 m, i.e. 40% more than in 2025.",
    "Dr. Smith's well-known (and much-quoted) paper: see https://example.org/dunes?id=7 for £5.",
    "Ladybirds — beetles, really — eat 50 aphids/day… 🐞 that's “a lot”!",
    "Über den Dünen weht naïve Café-Luft: 20 °C, 1,000 km²; New York's wind e.g. at 9:30 a.m.",
    "SAND. Sand? sand; and sand, & sand + sand = 2x sand.",
  ])
  func `a take that the voice spoke agrees with its text and its length`(
    _ text: String
  ) async throws {
    var small = try await SmallProject()
    small.script.segments[0].text = text
    let project = try ProjectOnDisk(small)
    let name = "assets/audio/dunes-01.mp3"
    let folder = try #require(try project.project.tree.folder("assets/audio"))
    try folder.remove("dunes-01.mp3")
    let output = try folder.createFile("dunes-01.mp3", mode: 0o666)
    let audio = try workers.speak(SpeechText.tokens(text), voice: "en-us", to: output)
    try project.put(
      "assets/audio/dunes-01.timestamps.json",
      Timestamps(
        engine: "espeak-ng",
        segmentId: "dunes-01",
        file: name,
        sha256: Digest(hash: try output.sha256()),
        durationUs: audio.durationUs,
        text: text,
        words: audio.words.map {
          Timestamps.Word(text: $0.text, startMs: Int64($0.startMs), endMs: Int64($0.endMs))
        },
        areWordsEstimated: false
      )
    )
    // The timeline still has the old take: its faults are not what this is about.
    let others = ["sample-rate-mix"]  // the other take is no voice's
    let findings = try project.check().findings.filter {
      !$0.path.hasPrefix("timeline.json") && !others.contains($0.rule)
    }
    #expect(findings.filter { $0.rule != "hash-mismatch" } == [])
    #expect(findings.allSatisfy { $0.message.hasPrefix("timeline.json") }, "\(findings)")
  }
}
