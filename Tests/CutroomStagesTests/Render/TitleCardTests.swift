import CutroomModel
import CutroomStages
import CutroomSystem
import Testing

@Suite struct TitleCardTests {
  private let studio: Studio

  init() throws { studio = try Studio() }

  @Test(arguments: [
    "A quiet morning in the dunes", "😀🌸", "سماء زرقاء", "雨の日の庭", "{\\b1}brace\\N", "",
    String(repeating: "very long ", count: 100),
  ])
  func `any text becomes a card of the asked size, always the same`(text: String) throws {
    let design = TitleCardDesign(text: text, width: 640, height: 360)
    let folders = [try studio.attempt(), try studio.attempt()]
    for folder in folders { try TitleCard(studio.ffmpeg).draw(design, to: "card.jpg", in: folder) }
    let stream = try #require(try studio.probe("card.jpg", in: folders[0]).streams.first)
    #expect(stream.codecName == "mjpeg")
    #expect(stream.width == 640)
    #expect(stream.height == 360)
    let bytes = try folders.map { try $0.openFile("card.jpg").readAll(limit: 1 << 24) }
    #expect(bytes[0] == bytes[1])
    #expect(try folders[0].names() == ["card.jpg"])
  }

  @Test func `the words are drawn in white`() throws {
    let folder = try studio.attempt()
    let design = TitleCardDesign(text: "White words", width: 640, height: 360)
    try TitleCard(studio.ffmpeg).draw(design, to: "card.jpg", in: folder)
    let pixels = try studio.pixels(of: "card.jpg", frame: 0, in: folder)
    #expect(pixels.filter { $0 > 220 }.count > 500)
  }

  @Test func `the installed fonts are asked for their characters`() throws {
    let coverage = try #require(
      InstalledFonts.coverage(
        environment: Studio.environment,
        folder: studio.project,
        cancellation: studio.cancellation,
        killSwitch: studio.cancellation
      ),
      "fontconfig is not installed"
    )
    #expect(coverage.missing(in: "Plain words, äöü.") == [])
    #expect(coverage.missing(in: "\u{E0FF9}\u{10FFFD}x") == ["\u{10FFFD}"])
  }
}
