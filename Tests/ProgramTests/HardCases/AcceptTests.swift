import CutroomModel
import CutroomSystem
import Testing

/// Files of a finished project that a person replaced, and then accepted.
@Suite struct AcceptTests {
  let tiny: TinyWorkspace

  init() throws { tiny = try TinyWorkspace(isDone: true) }

  @Test func `accepted music stays in the record with its sidecar`() throws {
    try replace("assets/music/hum.mp3", "-f lavfi -i sine=f=330:d=9 -c:a libmp3lame -ac 2")
    try accept("music")
    try expectRenderable()
    _ = try tiny.shell("rm \(tiny.project)/assets/music/hum.mp3")
    #expect(try tiny.pending().first == "music/music")
  }

  @Test func `a picture and a take that were replaced are rendered once they are accepted`() throws
  {
    let picture = try #require(
      try tiny.names(in: "\(tiny.project)/assets/images", containing: ".jpg").first
    )
    try replace("assets/images/\(picture)", "-f lavfi -i testsrc2=s=480x480 -frames:v 1")
    let segment = "grass-after-rain-f6431cab-02"
    try replace("assets/audio/\(segment).mp3", "-f lavfi -i sine=f=440:d=4 -c:a libmp3lame -ac 1")
    try accept("media")
    try accept("narration/\(segment)")
    try expectRenderable()
    let hash = try tiny.shell("sha256sum < \(tiny.project)/assets/images/\(picture)")
    let timeline = try tiny.text("\(tiny.project)/timeline.json")
    #expect(timeline.contains(hash.output.prefix(64)))
    let sidecar = "assets/images/\(picture.dropLast(4)).metadata.json"
    #expect(try tiny.text("\(tiny.project)/\(sidecar)").contains("\"rights\": {}"))
    let said = try tiny.cutroom("validate", "tiny").output
    #expect(said.contains("licence-missing") && said.contains(sidecar))
    #expect(said.contains("Leave it, or have it made again"))
  }

  @Test
  func `what was accepted is asked about where it is gone or has changed, and comes back fresh`()
    throws
  {
    let segment = "grass-after-rain-f6431cab-02"
    let take = "\(tiny.project)/assets/audio/\(segment).mp3"
    try replace("assets/audio/\(segment).mp3", "-f lavfi -i sine=f=440:d=4 -c:a libmp3lame -ac 1")
    try accept("narration/\(segment)")
    try expectRenderable()
    for (line, words) in [
      ("mv \(take) kept.mp3", "its output was accepted, and is gone"),
      ("head -c 20000 kept.mp3 > \(take)", "its output was accepted, and has other bytes since"),
    ] {
      _ = try tiny.shell(line)
      let run = try tiny.cutroom("run", "tiny")
      #expect(run.status == .exited(6), "\(run.error)")
      #expect(run.error.contains("narration/\(segment) waits: \(words)"), "\(run.error)")
      #expect(run.error.contains("--item \(segment) --force"))
      let stages = try #require(try tiny.answer("status", "tiny")["stages"]?.array)
      #expect(stages.first { $0["id"] == "narration" }?["awaiting"] == 1)
    }
    _ = try tiny.shell("cp kept.mp3 \(take)")
    #expect(try tiny.pending() == [])
  }

  @Test func `a choice takes back what was accepted of the one before`() throws {
    let topic = "grass-after-rain-f6431cab"
    let file = "\(tiny.project)/topics/selected.json"
    #expect(try tiny.cutroom("select", "tiny", topic).status == .exited(0))
    #expect(try tiny.cutroom("run", "tiny", "--until", "select").status == .exited(0))
    let chosen = try tiny.text(file)
    try tiny.edit(file, "\"title\": \"", "\"title\": \"My ")
    try accept("select")
    #expect(try tiny.cutroom("select", "tiny", topic).status == .exited(0))
    #expect(try tiny.cutroom("run", "tiny", "--until", "select").status == .exited(0))
    #expect(try tiny.text(file) == chosen)
  }

  @Test func `an empty library is no library in which nothing fits`() throws {
    _ = try tiny.shell("mv library elsewhere")
    let run = try tiny.cutroom("run", "tiny", "--from", "media")
    #expect(run.status == .exited(8), "\(run.error)")
    #expect(run.error.contains("the library folder library has no file any more"))
    _ = try tiny.shell("mkdir library")
    #expect(try tiny.cutroom("run", "tiny", "--from", "media").status == .exited(8))
    _ = try tiny.shell("rmdir library && mv elsewhere library")
    #expect(try tiny.cutroom("run", "tiny").status == .exited(0))
    #expect(try tiny.pending() == [])
  }

  @Test func `a picture of another kind under the old name is refused`() throws {
    let picture = try #require(
      try tiny.names(in: "\(tiny.project)/assets/images", containing: ".jpg").first
    )
    try replace(
      "assets/images/\(picture)",
      "-f lavfi -i testsrc2=s=480x480 -frames:v 1 -c:v png -f image2"
    )
    let refused = try tiny.cutroom("accept", "tiny", "media")
    #expect(refused.status == .exited(8))
    #expect(refused.error.contains("its name says .jpg, its content is .png"))
  }

  @Test func `what nothing could use is refused, and nothing is recorded`() throws {
    let topic = "grass-after-rain-f6431cab"
    try tiny.edit(tiny.script, "\"topicId\"", "\"topic\"")
    let script = try tiny.cutroom("accept", "tiny", "script/\(topic)")
    #expect(script.status == .exited(8), "\(script.error)")
    #expect(script.error.contains("scripts/\(topic).json: the document has no member \"topicId\""))
    try tiny.edit(tiny.script, "\"topic\"", "\"topicId\"")
    try tiny.edit(tiny.script, "\(topic)-02", "\(topic)-01")
    let twice = try tiny.cutroom("accept", "tiny", "script/\(topic)")
    #expect(twice.status == .exited(8))
    #expect(twice.error.contains("the segment id \(topic)-01 stands twice"), "\(twice.error)")
    #expect(
      try tiny.cutroom("backup", "restore", "tiny", "scripts/\(topic).json", "--recorded").status
        == .exited(0)
    )
    let take = "assets/audio/\(topic)-02.mp3"
    try tiny.write("garbage", to: "\(tiny.project)/\(take)")
    let garbage = try tiny.cutroom("accept", "tiny", "narration")
    #expect(garbage.status == .exited(8), "\(garbage.error)")
    #expect(garbage.error.contains(take))
    let command = "cutroom run tiny --stage narration --item \(topic)-02 --force"
    #expect(garbage.error.contains(command))
    #expect(try tiny.pending().contains("narration/\(topic)-02"))
  }

  @Test func `what is merely cut off can be kept`() throws {
    let take = "assets/audio/grass-after-rain-f6431cab-02.mp3"
    _ = try tiny.shell("truncate -s 5000 \(tiny.project)/\(take)")
    try accept("narration")
    try expectRenderable()
  }

  /// Puts another file that ffmpeg makes in the place of one of the project's.
  private func replace(_ file: String, _ making: String) throws {
    let target = "\(tiny.project)/\(file)"
    let suffix = file.split(separator: ".").last ?? ""
    let made = try tiny.shell(
      "test -f \(target) && ffmpeg -nostdin -v error -y \(making) -bitexact new.\(suffix)"
        + " && mv new.\(suffix) \(target)"
    )
    try #require(made.status == .exited(0), "\(made.error)")
  }

  private func accept(_ item: String) throws {
    let outcome = try tiny.cutroom("accept", "tiny", item, "--reason", "mine")
    try #require(outcome.status == .exited(0), "\(outcome.error)")
  }

  /// A run brings everything else up to date, and the whole then holds.
  private func expectRenderable() throws {
    let run = try tiny.cutroom("run", "tiny")
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(try tiny.pending() == [])
    let validate = try tiny.cutroom("validate", "tiny")
    #expect(validate.status == .exited(0), "\(validate.output)")
  }
}
