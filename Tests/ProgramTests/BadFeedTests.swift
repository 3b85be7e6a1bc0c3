import CutroomSystem
import Testing

/// Feeds that are none, and titles that say nothing.
@Suite struct BadFeedTests {
  let tiny: TinyWorkspace

  init() throws { tiny = try TinyWorkspace(isDone: false) }

  @Test(arguments: [
    ("<!DOCTYPE html><html><body><p>News</p></body></html>", "this is a web page, not a feed"),
    (
      "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel>&x;</channel></rss>",
      "points outside or expands without bound"
    ),
    ("", "the file is empty"),
    ("<rss version=\"2.0\"><channel><item><title>Cut", "line 1"),
  ])
  func `a file that is no feed fails alone and names itself`(text: String, words: String) throws {
    try tiny.write(text, to: "feeds/bad.xml")
    let run = try tiny.cutroom("run", "tiny", "--until", "discover")
    #expect(run.status == .exited(0))
    #expect(run.error.contains("feeds/bad.xml"))
    #expect(run.error.contains(words), "\(run.error)")
    _ = try tiny.shell("rm feeds/tiny.xml")
    let alone = try tiny.cutroom("run", "tiny", "--until", "discover")
    #expect(alone.status == .exited(8))
    #expect(alone.error.contains(words))
  }

  @Test func `a title of emoji alone gives way to the first words`() throws {
    try tiny.edit("feeds/tiny.xml", "Grass after rain", "🌱🌧️🎉")
    let run = try tiny.cutroom("run", "tiny", "--until", "narration")
    #expect(run.status == .exited(0), "\(run.error)")
    let discovered = try tiny.text("\(tiny.project)/topics/discovered.json")
    #expect(discovered.contains("\"title\": \"Green grass drinks the rain\""))
  }

  @Test func `a library of broken files is left out file by file`() throws {
    _ = try tiny.shell(
      """
      cd library/pictures
      head -c 9000 /dev/urandom > grass-noise.jpg
      : > grass-empty.jpg
      head -c 9000 flowers.jpg > flowers-half.jpg
      mkfifo grass-pipe.jpg
      ln -s /etc/passwd grass-link.jpg
      head -c 60000 ../clips/rain.mp4 > ../clips/rain-half.mp4
      truncate -s 300M ../clips/rain-zeros.mp4
      echo '{ bad' > news.json
      """
    )
    let run = try tiny.cutroom("run", "tiny", "--until", "timeline")
    #expect(run.status == .exited(0), "\(run.error)")
    for file in ["clips/rain-half.mp4", "pictures/grass-noise.jpg", "pictures/grass-empty.jpg"] {
      #expect(run.error.contains("media/match: library/\(file): "), "\(file): \(run.error)")
    }
    #expect(run.error.contains("library/pictures/news.json is left out"))
    #expect(try tiny.cutroom("validate", "tiny").status == .exited(0))
  }
}
