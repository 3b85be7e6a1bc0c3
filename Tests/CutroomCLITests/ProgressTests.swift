import CutroomCLI
import Testing

@Suite struct ProgressTests {
  let second: Int64 = 1_000_000_000

  func model(_ changes: [(Int64, ProgressChange)]) -> ProgressModel {
    var model = ProgressModel()
    for (at, change) in changes { model.apply(change, at: at * second) }
    return model
  }

  @Test func `time left follows the pace of what was really run`() throws {
    let model = model([
      (0, .planned(stage: "narration", items: 10)),
      (0, .cached(stage: "narration", items: 4)),
      (1, .started(stage: "narration", item: "a")),
      (3, .done(stage: "narration", item: "a", milliseconds: 2000)),
      (3, .started(stage: "narration", item: "b")),
      (4, .advanced(stage: "narration", item: "b", fraction: 0.5)),
    ])
    let stage = try #require(model.stages.first)
    // 1.5 items in 3 seconds; 4.5 are left.
    #expect(stage.secondsLeft(at: 4 * second) == 9)
    #expect(stage.fraction == 0.55)
  }

  @Test func `nothing is said of the time left before there is a pace`() {
    let model = model([
      (0, .planned(stage: "render", items: 1)),
      (0, .started(stage: "render", item: "video")),
    ])
    #expect(model.stages[0].secondsLeft(at: 30 * second) == nil)
  }

  @Test func `a stage whose items are heard of in steps grows`() {
    let model = model([
      (0, .planned(stage: "media", items: 2)),
      (0, .cached(stage: "media", items: 2)),
      (1, .planned(stage: "media", items: 1)),
    ])
    #expect(!model.stages[0].isComplete)
    #expect(model.stages[0].total == 3)
  }

  @Test func `a fraction that is nonsense moves nothing backwards or beyond the end`() {
    var model = model([
      (0, .planned(stage: "a", items: 1)), (0, .started(stage: "a", item: "x")),
      (0, .advanced(stage: "a", item: "x", fraction: 0.5)),
    ])
    for fraction in [Double.nan, -1, 0.2] {
      model.apply(.advanced(stage: "a", item: "x", fraction: fraction), at: 0)
      #expect(model.stages[0].fraction == 0.5)
    }
    model.apply(.advanced(stage: "a", item: "x", fraction: .infinity), at: 0)
    #expect(model.stages[0].fraction == 0.5)
    model.apply(.advanced(stage: "a", item: "x", fraction: 7), at: 0)
    #expect(model.stages[0].fraction == 1)
  }

  var busy: ProgressModel {
    model([
      (0, .planned(stage: "narration-of-everything-there-is-to-say", items: 1200)),
      (0, .cached(stage: "narration-of-everything-there-is-to-say", items: 345)),
      (0, .planned(stage: "映像素材", items: 20)),
      (0, .started(stage: "映像素材", item: "花")),
      (0, .advanced(stage: "映像素材", item: "花", fraction: 0.4)),
      (0, .started(stage: "narration-of-everything-there-is-to-say", item: "a")),
      (9, .failed(stage: "narration-of-everything-there-is-to-say", item: "a", message: "no")),
      (9, .started(stage: "unknown", item: "x")),
    ])
  }

  @Test(arguments: [20, 30, 40, 41, 60, 80, 200])
  func `no line reaches the terminal's last column`(columns: Int) {
    let frame = ProgressFrame(columns: columns, usesColour: false)
    let lines = frame.live(busy, at: 30 * second) + busy.stages.map { frame.closing($0, in: busy) }
    #expect(lines.count == 6)
    for line in lines { #expect(DisplayWidth.of(line) < columns, "\(line)") }
  }

  @Test func `at 40 columns a stage shows its name, a bar and its counts`() {
    let frame = ProgressFrame(columns: 40, usesColour: false)
    let model = model([
      (0, .planned(stage: "narration", items: 9)),
      (0, .started(stage: "narration", item: "a")),
      (6, .done(stage: "narration", item: "a", milliseconds: 6000)),
      (6, .started(stage: "narration", item: "b")),
      (6, .advanced(stage: "narration", item: "b", fraction: 0.5)),
    ])
    #expect(frame.live(model, at: 12 * second) == ["narration  [=>        ]  1/9  1:00 left"])
  }

  @Test func `colour changes no width`() {
    let plain = ProgressFrame(columns: 60, usesColour: false).live(busy, at: 30 * second)
    let coloured = ProgressFrame(columns: 60, usesColour: true).live(busy, at: 30 * second)
    #expect(coloured != plain)
    let stripped = coloured.map { line in
      ["\u{1B}[31m", "\u{1B}[32m", "\u{1B}[0m"].reduce(line) { $0.replacing($1, with: "") }
    }
    #expect(stripped == plain)
  }

  @Test func `a frame climbs over the rows of the one before it, also when those were broken`() {
    var area = LiveArea()
    #expect(
      area.replace(lasting: [], live: ["abcd", "efgh"], columns: 10)
        == "abcd\u{1B}[K\nefgh\u{1B}[K\n"
    )
    #expect(area.replace(lasting: [], live: ["abcd", "efgh"], columns: 10) == "")
    #expect(area.replace(lasting: ["x"], live: ["ij"], columns: 3).hasPrefix("\u{1B}[4A\r"))
    #expect(area.replace(lasting: [], live: [], columns: 10) == "\u{1B}[1A\r\u{1B}[J")
    #expect(area.replace(lasting: ["end"], live: [], columns: 10) == "end\u{1B}[K\n")
  }

  @Test(arguments: [
    ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("❤\u{FE0F}", 2), ("🇩🇪", 2),
    ("한글", 4), ("ＡＢ", 4), ("", 0),
  ])
  func `text takes the columns that a terminal gives it`(text: String, columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test func `what would move the cursor is written out`() {
    #expect("a\u{1B}[2Jb\n\u{202E}c".printable == "a\\u{1b}[2Jb\\n\\u{202e}c")
    #expect("Schöne Grüße 🎬".printable == "Schöne Grüße 🎬")
  }
}
