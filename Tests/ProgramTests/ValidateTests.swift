import CutroomModel
import CutroomSystem
import Testing

/// `cutroom validate` as a person types it.
@Suite struct ValidateTests {
  private let project = "public/projects/tiny"

  private func rules(_ answer: JSONValue, _ member: String = "findings") -> [String] {
    (answer[member]?.array ?? []).compactMap { $0["rule"]?.string }.sorted()
  }

  /// A finished project with a warning: a picture without its licence.
  private func unlicensed() throws -> (tiny: TinyWorkspace, sidecar: String) {
    let tiny = try TinyWorkspace(isDone: true)
    let sidecars = try tiny.names(in: "\(project)/assets/images", containing: ".metadata.json")
    let sidecar = try #require(
      try sidecars.first { try tiny.text("\(project)/assets/images/\($0)").contains("CC0-1.0") }
    )
    try tiny.edit("\(project)/assets/images/\(sidecar)", "\"CC0-1.0\"", "\"\"")
    return (tiny, "assets/images/\(sidecar)")
  }

  @Test func `a quick answer is that of the check before it, until something changes`() throws {
    let tiny = try TinyWorkspace.checked()
    let whole = try tiny.answer("validate", "tiny")
    #expect(whole["findings"] == [])
    #expect(whole["depth"] == "normal")
    #expect(whole["profile"] == "standard")
    let quick = try tiny.answer("validate", "tiny", "--quick")
    #expect(quick["findings"] == [])
    #expect(quick["depth"] == "quick")
    try tiny.edit(tiny.script, "\"segments\"", "\"pieces\"")
    let after = try tiny.cutroom("validate", "tiny", "--quick")
    #expect(after.status == .exited(4))
    #expect(after.output.contains("error document-invalid  scripts/"))
  }

  @Test func `a warning is waived with a reason, and taken back`() throws {
    let (tiny, sidecar) = try unlicensed()
    #expect(rules(try tiny.answer("validate", "tiny")).contains("licence-missing"))
    let waived = try tiny.answer(
      "validate",
      "tiny",
      "--waive",
      "licence-missing:\(sidecar)",
      "--reason",
      "our own",
      "--until",
      "2099-12-31"
    )
    #expect(!rules(waived).contains("licence-missing"))
    #expect(waived["waived"]?.array?.first?["reason"] == "our own")
    #expect(waived["waived"]?.array?.first?["until"] == "2099-12-31")
    let told = try tiny.cutroom("validate", "tiny", "--quick")
    #expect(told.output.contains("waived licence-missing  \(sidecar)"))
    #expect(told.output.contains("our own (until 2099-12-31)"))
    #expect(told.error.contains("1 waived"))
    let publish = try tiny.cutroom("validate", "tiny", "--profile", "publish")
    #expect(publish.status == .exited(4))
    let back = try tiny.answer("validate", "tiny", "--unwaive", "licence-missing:\(sidecar)")
    #expect(rules(back).contains("licence-missing"))
    #expect(
      try tiny.answer("validate", "tiny", "--unwaive", "licence-missing")["error"]?["code"]
        == "no-waiver"
    )
    #expect(try tiny.text("\(project)/waivers.json").contains("\"kind\": \"waivers\""))
    #expect(rules(try tiny.answer("validate", "tiny")).contains("document-modified"))
  }

  @Test func `a waiver of nothing that was found is told to be one`() throws {
    let (tiny, sidecar) = try unlicensed()
    let waive = ["validate", "tiny", "--reason", "x", "--waive"]
    let idle = try BuiltProgram.cutroom(waive + ["hdr-in-sdr:assets/videos/*"], in: tiny.path)
    #expect(
      idle.error.contains(
        "the waiver of hdr-in-sdr:assets/videos/* is kept, and covers no warning of this check"
      ),
      "\(idle.error)"
    )
    let used = try BuiltProgram.cutroom(waive + ["licence-missing:\(sidecar)"], in: tiny.path)
    #expect(!used.error.contains("covers no warning"), "\(used.error)")
  }

  @Test func `a waiver that somebody edited keeps what is not known of it`() throws {
    let tiny = try TinyWorkspace(isDone: true)
    _ = try tiny.answer("validate", "tiny", "--waive", "orphan-file", "--reason", "one")
    try tiny.edit(
      "\(project)/waivers.json",
      "\"reason\": \"one\"",
      "\"by\": 7, \"reason\": \"one\""
    )
    _ = try tiny.answer("validate", "tiny", "--waive", "hdr-in-sdr", "--reason", "two")
    let text = try tiny.text("\(project)/waivers.json")
    #expect(text.contains("\"by\": 7"))
    #expect(text.contains("\"two\""))
  }

  @Test(arguments: [
    (["--waive", "orphan-file"], "--waive needs a --reason"),
    (["--waive", "orphan-flie", "--reason", "x"], "there is no rule \"orphan-flie\""),
    (["--waive", "media-missing", "--reason", "x"], "an error, which cannot be waived"),
    (["--waive", "orphan-file:../*", "--reason", "x"], "\"../*\" names nothing in a project"),
    (["--reason", "x"], "--reason and --until go with --waive"),
    (["--waive", "hdr-in-sdr", "--reason", "x", "--until", "tomorrow"], "must be a date"),
    (["--quick", "--deep"], "--quick and --deep exclude each other"),
    (["--dry-run"], "--dry-run goes with --fix"),
    (["--profile", "strict"], "must be one of: draft, standard, publish"),
  ])
  func `options that do not go together are refused`(options: [String], words: String) throws {
    let tiny = try TinyWorkspace(isDone: false)
    let outcome = try BuiltProgram.cutroom(["validate", "tiny"] + options, in: tiny.path)
    #expect(outcome.status == .exited(2))
    #expect(outcome.error.contains(words), "\(outcome.error)")
    #expect(try tiny.names(in: project, containing: "waivers") == [])
  }

  @Test func `work that is out of date is told, and by what`() throws {
    let tiny = try TinyWorkspace(isDone: true)
    try tiny.edit(tiny.script, "\"role\": \"outro\"", "\"role\": \"body\"")
    let answer = try tiny.answer("validate", "tiny")
    let stale = (answer["findings"]?.array ?? []).filter { $0["rule"] == "stage-stale" }
    #expect(!stale.isEmpty, "\(answer)")
    #expect(stale.allSatisfy { $0["severity"] == "warning" })
    let publish = try tiny.answer("validate", "tiny", "--profile", "publish")
    #expect(publish["valid"] == false)
  }

  @Test func `a folder is judged from anywhere, and nothing is written to it`() throws {
    let tiny = try TinyWorkspace(isDone: true)
    let shown = try tiny.shell(
      """
      mkdir ../out && cp -a \(project) ../out/copy
      cp library/pictures/*.jpg ../out/ && head -c 3000 ../out/grass.jpg > ../out/half.jpg
      sum() { find ../out -type f -print0 | sort -z | xargs -0 sha256sum; }
      sum > ../before
      cd / && "$cutroom" validate "$OLDPWD/../out/copy" && ! "$cutroom" validate "$OLDPWD/../out/"
      cd "$OLDPWD" && sum | cmp - ../before
      """
    )
    #expect(shown.status == .exited(0), "\(shown.output)\(shown.error)")
    #expect(shown.output.contains("half.jpg"), "\(shown.output)")
    #expect(shown.error.contains("copy: 0 errors"), "\(shown.error)")
    for option in ["--fix", "--quick"] {
      #expect(try tiny.cutroom("validate", "./library", option).status == .exited(2), "\(option)")
    }
  }

  @Test func `a quick look is no report that a render goes by`() throws {
    let tiny = try TinyWorkspace(isDone: true)
    let pictures = try tiny.names(in: "\(project)/assets/images", containing: ".jpg")
    let picture = "\(project)/assets/images/\(try #require(pictures.first))"
    // As many bytes as before, and all of them wrong.
    let spoilt = try tiny.shell("truncate -r \(picture) zeros && cp zeros \(picture)")
    try #require(spoilt.status == .exited(0), "\(spoilt.error)")
    let quick = try tiny.answer("validate", "tiny", "--quick")
    #expect(quick["valid"] == true)
    // It has not looked, and says so.
    #expect(rules(quick).contains("media-unchecked"), "\(quick)")
    let strict = try tiny.cutroom("validate", "tiny", "--quick", "--profile", "publish")
    #expect(strict.status == .exited(4))
    let render = try tiny.cutroom("run", "tiny", "--stage", "render", "--force")
    #expect(render.status == .exited(4), "\(render.error)")
  }

  @Test func `settings say how strictly the stage judges, too`() throws {
    let (tiny, _) = try unlicensed()
    #expect(try tiny.cutroom("render", "tiny").status == .exited(0))
    let pipeline = try tiny.text("pipeline.json")
    let strict = pipeline.replacing(
      "\"settings\": {",
      with: "\"settings\": {\"validation\": {\"profile\": \"publish\"},"
    )
    try #require(strict != pipeline)
    try tiny.write(strict, to: "pipeline.json")
    #expect(try tiny.cutroom("validate", "tiny").status == .exited(4))
    #expect(try tiny.cutroom("render", "tiny").status == .exited(4))
    // What a milder profile let through is no word for this one.
    let alone = try tiny.cutroom("run", "tiny", "--stage", "render", "--force")
    #expect(alone.status == .exited(4))
    #expect(alone.error.contains("judged by the profile standard"), "\(alone.error)")
    try tiny.write(strict.replacing("publish", with: "strict"), to: "pipeline.json")
    #expect(try tiny.cutroom("render", "tiny").status == .exited(2))
  }
}
