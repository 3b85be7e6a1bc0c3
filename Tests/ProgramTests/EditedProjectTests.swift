import CutroomModel
import CutroomSystem
import Glibc
import Testing

/// A finished project that somebody touches, moves, edits or breaks.
@Suite struct EditedProjectTests {
  let tiny: TinyWorkspace

  init() throws { tiny = try TinyWorkspace(isDone: true) }

  @Test func `touching, re-indenting and moving everything makes nothing stale`() throws {
    _ = try tiny.shell(
      """
      find . -type f -exec touch {} +
      find \(tiny.project) -name '*.json' -not -path '*/.cutroom/*' -exec python3 -c '
      import json, sys
      for name in sys.argv[1:]:
        value = json.load(open(name))
        json.dump(dict(reversed(value.items())), open(name, "w"), indent=7)' {} +
      mkdir moved && mv $(ls -A | grep -v moved) moved
      """
    )
    let plan = try BuiltProgram.cutroom(["plan", "tiny"], in: "\(tiny.path)/moved")
    #expect(plan.status == .exited(0))
    #expect(plan.error.contains("0 to do, 20 fresh"))
  }

  @Test func `an edited segment makes its own chain stale, and says why`() throws {
    try tiny.edit(tiny.script, "Green grass drinks the rain.", "Green grass drinks warm rain.")
    #expect(
      try tiny.pending() == [
        "tags/grass-after-rain-f6431cab-02", "tags/assemble", "media/match",
        "narration/grass-after-rain-f6431cab-02", "timeline/timeline", "validate/validate",
        "render/video",
      ]
    )
    let plan = try tiny.cutroom("plan", "tiny")
    let change = "\"Green grass drinks the rain.\" → \"Green grass drinks warm rain.\""
    #expect(plan.output.contains(change))
  }

  @Test func `a hand edit is kept, shown, and decided on when its topic changes`() throws {
    try tiny.edit(tiny.script, "Source: Tiny News.", "From Tiny News.")
    #expect(try tiny.cutroom("run", "tiny", "--until", "script").status == .exited(0))
    #expect(try tiny.cutroom("status", "tiny").output.contains("1/1 fresh, 1 modified"))
    try tiny.edit("feeds/tiny.xml", "Yellow flowers", "Red flowers")
    let run = try tiny.cutroom("run", "tiny", "--until", "script")
    #expect(run.status == .exited(6))
    #expect(run.error.contains("its output was edited by hand"))
    #expect(try tiny.text(tiny.script).contains("From Tiny News."))
    let item = "script/grass-after-rain-f6431cab"
    #expect(try tiny.cutroom("accept", "tiny", item).status == .exited(0))
    #expect(try tiny.cutroom("run", "tiny", "--until", "script").status == .exited(0))
    #expect(try tiny.text(tiny.script).contains("From Tiny News."))
    try tiny.edit("feeds/tiny.xml", "Red flowers", "Blue flowers")
    let again = try tiny.cutroom("run", "tiny", "--until", "script")
    #expect(again.status == .exited(6))
    #expect(again.error.contains("its output was accepted, and what it is made from has changed"))
    #expect(try tiny.text(tiny.script).contains("From Tiny News."))
  }

  @Test func `a file that an editor has half written is left to the editor`() throws {
    let edited = try tiny.text(tiny.script)
      .replacing("Source: Tiny News.", with: "From Tiny News.")
    let file = Glibc.open("\(tiny.path)/\(tiny.script)", O_WRONLY | O_TRUNC)
    try #require(file >= 0)
    let bytes = Array(edited.utf8)
    #expect(Glibc.write(file, bytes, 200) == 200)
    for command in ["status", "plan", "validate", "run"] {
      _ = try tiny.cutroom(command, "tiny")
    }
    #expect(Glibc.write(file, Array(bytes[200...]), bytes.count - 200) == bytes.count - 200)
    Glibc.close(file)
    #expect(try tiny.text(tiny.script) == edited)
    #expect(try tiny.cutroom("status", "tiny").output.contains("1/1 fresh, 1 modified"))
    #expect(try tiny.names(in: "\(tiny.project)/scripts", containing: ".corrupt-") == [])
  }

  @Test(arguments: ["timeline.json", "metadata.json", "topics/refined.json", "scripts/tags.json"])
  func `garbage in a document brings the recorded one back and keeps the bytes`(file: String) throws
  {
    let path = "\(tiny.project)/\(file)"
    let recorded = try tiny.text(path)
    try tiny.write("{ garbage", to: path)
    let status = try tiny.cutroom("status", "tiny")
    #expect(status.status == .exited(0))
    #expect(status.error.contains("brought \(file) back as it was recorded"))
    #expect(try tiny.text(path) == recorded)
    let cut = path.lastIndex(of: "/") ?? path.startIndex
    let kept = try tiny.names(in: String(path[..<cut]), containing: ".corrupt-")
    #expect(kept.count == 1)
    #expect(try tiny.text("\(path[..<cut])/\(kept.first ?? "")") == "{ garbage")
    #expect(try tiny.pending() == [])
  }

  @Test func `a typo in a second edit costs that edit alone, and one line says all of it`() throws {
    try tiny.edit(tiny.script, "Source: Tiny News.", "From Tiny News.")
    #expect(try tiny.cutroom("run", "tiny").status == .exited(0))
    let used = try tiny.text(tiny.script)
    try tiny.edit(tiny.script, "\"kind\": \"script\"", "\"kind\" \"script\"")
    let status = try tiny.cutroom("status", "tiny")
    #expect(try tiny.text(tiny.script) == used)
    let name = "scripts/grass-after-rain-f6431cab.json"
    let line = try #require(
      status.error.split(separator: "\n").first { $0.contains("brought \(name) back") }
    )
    #expect(line.contains("back as it counted last; what stood there"))
    #expect(line.contains(try Regex("\\(\(name):[0-9]+:[0-9]+: .+\\) is kept as \(name).corrupt-")))
    #expect(try tiny.pending() == [])
    let restore = ["backup", "restore", "tiny", name, "--recorded"]
    #expect(try BuiltProgram.cutroom(restore, in: tiny.path).status == .exited(0))
    #expect(try tiny.text(tiny.script).contains("Source: Tiny News."))
  }

  @Test(arguments: ["timeline.json", "metadata.json", "topics/discovered.json"])
  func `a document of a newer cutroom is refused with 7 and left alone`(file: String) throws {
    let path = "\(tiny.project)/\(file)"
    try tiny.edit(path, "\"version\": \"1.0\"", "\"version\": \"2.0\"")
    let newer = try tiny.text(path)
    let run = try tiny.cutroom("run", "tiny")
    #expect(run.status == .exited(7))
    #expect(run.error.contains("\(file) is of format version 2.0"))
    #expect(try tiny.text(path) == newer)
  }

  @Test func `an asset cut in half is an error that names file and rule`() throws {
    let take = "assets/audio/grass-after-rain-f6431cab-02.mp3"
    let cut = try tiny.shell("truncate -s 5000 \(tiny.project)/\(take)")
    #expect(cut.status == .exited(0))
    let validate = try tiny.cutroom("validate", "tiny")
    #expect(validate.status == .exited(4))
    #expect(validate.output.contains("error media-truncated  \(take)"))
    #expect(validate.output.contains("error asset-damaged  \(take)"))
    #expect(try tiny.cutroom("run", "tiny", "--until", "narration").status == .exited(0))
    #expect(try tiny.cutroom("validate", "tiny").status == .exited(0))
  }

  @Test func `a project of version 0.9 migrates and nothing becomes stale`() throws {
    let old = try tiny.shell(
      """
      find \(tiny.project) -name '*.json' -not -path '*/.cutroom/*' -exec python3 -c '
      import json, sys
      for name in sys.argv[1:]:
        value = json.load(open(name))
        value.pop("kind")
        value["timestamp"] = value.pop("createdAt", "2026-01-01T00:00:00Z")
        value["version"] = "0.9"
        json.dump(value, open(name, "w"))' {} +
      """
    )
    #expect(old.status == .exited(0))
    #expect(try tiny.pending() == [])
    #expect(try tiny.cutroom("migrate", "tiny").status == .exited(0))
    #expect(try tiny.text(tiny.script).contains("\"version\": \"1.0\""))
    #expect(try tiny.pending() == [])
  }

  @Test func `a document made again keeps what only its owner knows, and its mode`() throws {
    let tags = "\(tiny.project)/scripts/tags.json"
    try tiny.edit(tags, "\"kind\": \"tags\"", "\"kind\": \"tags\", \"mine\": {\"a\": 1}")
    _ = try tiny.shell("chmod 640 \(tags)")
    let run = try tiny.cutroom("run", "tiny", "--stage", "tags", "--item", "assemble", "--force")
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(try tiny.text(tags).contains("\"mine\":"))
    #expect(try tiny.shell("stat -c %a \(tags)").output == "640\n")
  }

  @Test func `what no record names is not made again unasked, and can be accepted`() throws {
    _ = try tiny.shell("rm -r \(tiny.project)/.cutroom")
    let before = try tiny.text(tiny.script)
    let run = try tiny.cutroom("run", "tiny", "--until", "script")
    #expect(run.status == .exited(6))
    #expect(run.error.contains("no record says who made it"))
    for stage in ["discover", "select", "refine", "script"] {
      #expect(try tiny.cutroom("accept", "tiny", stage).status == .exited(0))
    }
    #expect(try tiny.cutroom("run", "tiny", "--until", "script").status == .exited(0))
    #expect(try tiny.text(tiny.script) == before)
  }
}
