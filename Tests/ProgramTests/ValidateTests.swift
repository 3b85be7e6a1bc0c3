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
    let tiny = try TinyWorkspace(isDone: true)
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

  @Test func `fixes are shown, done, and can be undone`() throws {
    let tiny = try TinyWorkspace(isDone: true)
    let script = try tiny.text(tiny.script)
    try tiny.write("{ half", to: tiny.script)
    let name = String(tiny.script.dropFirst("\(project)/".count))
    // A document that cannot be read comes back on the way into any command that holds the lock.
    let shown = try tiny.answer("validate", "tiny", "--fix", "--dry-run")
    #expect(shown["fixes"]?.array != nil)
    _ = try tiny.answer("validate", "tiny", "--fix")
    #expect(try tiny.text(tiny.script) == script)
    let kept = try tiny.names(in: "\(project)/scripts", containing: ".corrupt-")
    #expect(kept.count == 1)
    #expect(try tiny.text("\(project)/scripts/\(try #require(kept.first))") == "{ half")
    let rules = rules(try tiny.answer("validate", "tiny"))
    #expect(rules == ["corrupt-copy"], "\(rules) \(name)")
  }

  @Test func `a rewritten document gets its recorded bytes back, with a backup`() throws {
    let tiny = try TinyWorkspace(isDone: true)
    let timeline = try tiny.text("\(project)/timeline.json")
    let narrow = String(
      decoding: JSONWriter.canonical(try JSONReader.read(Array(timeline.utf8))),
      as: UTF8.self
    )
    try tiny.write(narrow, to: "\(project)/timeline.json")
    let shown = try tiny.cutroom("validate", "tiny", "--fix", "--dry-run")
    #expect(shown.output.contains("would give timeline.json its recorded bytes"))
    #expect(try tiny.text("\(project)/timeline.json") == narrow)
    let fixed = try tiny.cutroom("validate", "tiny", "--fix")
    #expect(fixed.output.contains("fixed: give timeline.json its recorded bytes"))
    #expect(fixed.status == .exited(0), "\(fixed.output)")
    #expect(try tiny.text("\(project)/timeline.json") == timeline)
    #expect(try tiny.text("\(project)/timeline.json.backup.1") == narrow)
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
      mkdir ../out && cp -a \(project) ../out/copy && rm -r ../out/copy/.cutroom ../out/copy/logs
      cp library/pictures/*.jpg ../out/ && head -c 3000 ../out/grass.jpg > ../out/half.jpg
      find ../out | sort > ../before
      cd / && "$cutroom" validate "$OLDPWD/../out/copy" && ! "$cutroom" validate "$OLDPWD/../out/"
      cd "$OLDPWD" && find ../out | sort | cmp - ../before
      """
    )
    #expect(shown.status == .exited(0), "\(shown.output)\(shown.error)")
    #expect(shown.output.contains("half.jpg"), "\(shown.output)")
    #expect(shown.error.contains("copy: 0 errors"), "\(shown.error)")
    let fix = try tiny.cutroom("validate", "./library", "--fix")
    #expect(fix.status == .exited(2))
  }

  @Test func `a quick look is no report that a render goes by`() throws {
    let tiny = try TinyWorkspace(isDone: true)
    let pictures = try tiny.names(in: "\(project)/assets/images", containing: ".jpg")
    let picture = "\(project)/assets/images/\(try #require(pictures.first))"
    // As many bytes as before, and all of them wrong.
    let spoilt = try tiny.shell("truncate -r \(picture) zeros && cp zeros \(picture)")
    try #require(spoilt.status == .exited(0), "\(spoilt.error)")
    #expect(try tiny.answer("validate", "tiny", "--quick")["valid"] == true)
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
    try tiny.write(strict.replacing("publish", with: "strict"), to: "pipeline.json")
    #expect(try tiny.cutroom("render", "tiny").status == .exited(2))
  }
}

private enum Tracing {
  static let isPossible: Bool = {
    let probe = try? BuiltProgram.run("/usr/bin/strace", ["-o", "/dev/null", "true"], in: "/")
    return probe?.status == .exited(0)
  }()
}

/// Which files validation opens.
@Suite(.enabled(if: Tracing.isPossible, "not run: strace cannot trace here"))
struct ValidateReadingTests {
  /// The files of the workspace that a validation opened, and how often each.
  private func opened(_ tiny: TinyWorkspace, _ options: String) throws -> [String: Int] {
    let trace = try tiny.shell(
      "strace -f -y -qq -o trace -e trace=openat2 \"$cutroom\" validate tiny \(options)"
    )
    try #require(trace.status == .exited(0), "\(trace.error)")
    var counts: [String: Int] = [:]
    for line in try tiny.text("trace").split(separator: "\n") where line.contains(" = ") {
      guard !line.contains("O_DIRECTORY"), !line.contains("O_CREAT"), line.hasSuffix(">"),
        let path = line.split(separator: "<").last?.dropLast(),
        let place = path.firstRange(of: "/tiny/")
      else { continue }
      counts[String(path[place.upperBound...]), default: 0] += 1
    }
    return counts
  }

  /// A project that was checked when all of its files were old enough to be trusted.
  private func checked() throws -> TinyWorkspace {
    let tiny = try TinyWorkspace(isDone: true)
    let once = try tiny.shell(
      "until [ -e \(tiny.project)/.cutroom/verdict ]; do \"$cutroom\" validate tiny || exit; done"
    )
    try #require(once.status == .exited(0), "\(once.error)")
    return tiny
  }

  @Test(.timeLimit(.minutes(1)))
  func `a quick check of what is unchanged opens its memory and nothing else`() throws {
    let tiny = try checked()
    #expect(try opened(tiny, "--quick") == [".cutroom/verdict": 1])
  }

  @Test func `a second check reads each document once and no asset`() throws {
    let tiny = try checked()
    let counts = try opened(tiny, "")
    let documents = counts.filter { !$0.key.hasPrefix(".cutroom/") && $0.key != "metadata.json" }
    #expect(documents.count > 10, "\(counts)")
    #expect(documents.keys.allSatisfy { $0.hasSuffix(".json") }, "\(documents)")
    #expect(documents["assets/audio"] == nil)
  }
}
