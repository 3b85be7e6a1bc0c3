import CutroomModel
import CutroomSystem
import Testing

/// Runs side by side, stopped, with parts that are missing, and with selections that name nothing.
@Suite struct RunningTests {
  let tiny: TinyWorkspace

  init() throws { tiny = try TinyWorkspace(isDone: false) }

  /// How often the journal has a record of a type for each item.
  func records(_ type: String) throws -> [String: Int] {
    let journal = try tiny.text("\(tiny.project)/.cutroom/journal.jsonl")
    var counts: [String: Int] = [:]
    for line in journal.split(separator: "\n") {
      let record = try JSONReader.read(Array(line.utf8))
      guard record["type"]?.string == type, let item = record["item"]?.string else { continue }
      counts["\(record["stage"]?.string ?? "")/\(item)", default: 0] += 1
    }
    return counts
  }

  func pipeline(_ stages: String) throws {
    try tiny.write(
      "{\"kind\": \"pipeline\", \"version\": \"1.0\", \"stages\": [\(stages)]}",
      to: "pipeline.json"
    )
  }

  @Test func `two runs at once do every item once`() throws {
    let both = try tiny.shell(
      """
      "$cutroom" run tiny --until timeline & one=$!
      "$cutroom" run tiny --until timeline & two=$!
      wait $one && wait $two
      """
    )
    #expect(both.status == .exited(0), "\(both.error)")
    let committed = try records("committed")
    #expect(committed.count == 18)
    #expect(Set(committed.values) == [1])
    #expect(try records("started") == committed)
  }

  @Test(arguments: [("INT", 130), ("TERM", 143), ("HUP", 143)])
  func `a signal leaves nothing half and no child behind`(signal: String, code: CInt) throws {
    try pipeline(
      """
      {"id": "a", "run": ["sh", "-c", "echo a > $1", "sh", "${output}"], "outputs": ["a.txt"]},
      {"id": "b", "needs": ["a"], "outputs": ["b.txt"],
       "run": ["sh", "-c", "echo half > $1; echo $$ > ${workspace}/ready; exec sleep 100", "sh",
               "${output}"]}
      """
    )
    let run = try tiny.shell(
      """
      set -m
      mkfifo ready && exec 9<>ready
      "$cutroom" run tiny & run=$!
      read -r -t 30 -u 9 child
      kill -\(signal) $run
      wait $run; code=$?
      kill -0 $child 2> /dev/null && echo "the child lives"
      exit $code
      """
    )
    #expect(run.status == .exited(code), "\(run.error)")
    #expect(run.output == "")
    #expect(run.error.contains("go on with: cutroom resume tiny"))
    #expect(!run.error.contains("failed"))
    #expect(try tiny.names(in: ".cutroom/tiny/attempts", containing: "") == [])
    #expect(try tiny.names(in: tiny.project, containing: ".txt") == ["a.txt"])
    let status = try tiny.answer("status", "tiny")
    #expect(status["stages"]?.array?.map { $0["state"]?.string } == ["fresh", "stale"])
  }

  @Test func `what needs a failed stage is blocked by it, and the rest goes on`() throws {
    try pipeline(
      """
      {"id": "bad", "run": ["no-such-program"], "outputs": ["bad.txt"]},
      {"id": "sox", "run": ["sox", "--version"], "needs": ["bad"]},
      {"id": "good", "run": ["sh", "-c", "echo > $1", "sh", "${output}"], "outputs": ["good.txt"]}
      """
    )
    let run = try tiny.cutroom("run", "tiny", "--keep-going")
    #expect(run.status == .exited(8))
    #expect(run.error.contains("bad/main failed (tool-missing): the program no-such-program"))
    #expect(run.error.contains("sox/main is blocked by bad/main"))
    #expect(try records("committed").keys.sorted() == ["good/main"])
    let answer = try tiny.answer("run", "tiny")
    #expect(answer["error"]?["code"] == "tool-missing")
  }

  @Test func `what a program says cannot steer the terminal`() throws {
    try pipeline("{\"id\": \"a\", \"run\": [\"printf\", \"a\\u001b[2Jb\\n%d\", \"x\"]}")
    for command in ["run", "explain"] {
      let arguments = [command, "tiny"] + (command == "run" ? [] : ["a"])
      let outcome = try BuiltProgram.cutroom(arguments, in: tiny.path)
      let text = outcome.output + outcome.error
      #expect(text.contains("a\\u{1b}[2Jb"), "\(text)")
      #expect(!text.contains("\u{1B}"))
    }
  }

  @Test func `a missing ffmpeg is named with its package`() throws {
    let run = try tiny.shell("PATH=/nowhere \"$cutroom\" run tiny --until music")
    #expect(run.status == .exited(8))
    #expect(run.error.contains("ffmpeg is not installed; install the package ffmpeg"))
  }

  @Test(arguments: [
    (["--stage", "rendr"], "there is no stage \"rendr\""),
    (["--item", "nope", "--stage", "discover"], "there is no item \"nope\""),
    (["--from", "render", "--until", "discover"], "no stage is left between"),
    (["--jobs", "0"], "--jobs must be a whole number from 1 to 256"),
    (["--lock-timeout", "5y"], "--lock-timeout must be a time"),
    (["--lock-timeout", "99999999999999999h"], "--lock-timeout must be a time"),
    (["--lock-timeout", "8761h"], "a year at most"),
    (["--jobs", "99999999999999999999"], "--jobs must be a whole number from 1 to 256"),
  ])
  func `a selection that names nothing is refused`(options: [String], words: String) throws {
    let run = try BuiltProgram.cutroom(["run", "tiny"] + options, in: tiny.path)
    #expect(run.status == .exited(2))
    #expect(run.error.contains(words), "\(run.error)")
    #expect(try records("started").isEmpty)
  }

  @Test func `a saved plan is run exactly, and refused once the world has moved`() throws {
    try pipeline(
      """
      {"id": "a", "run": ["sh", "-c", "echo a > $1", "sh", "${output}"], "outputs": ["a.txt"]},
      {"id": "b", "run": ["sh", "-c", "echo b > $1", "sh", "${output}"], "outputs": ["b.txt"]}
      """
    )
    #expect(try tiny.cutroom("run", "tiny", "--stage", "a").status == .exited(0))
    _ = try tiny.shell("\"$cutroom\" plan tiny --json > plan.json")
    #expect(try tiny.cutroom("run", "tiny", "--plan", "plan.json").status == .exited(0))
    #expect(try records("committed") == ["a/main": 1, "b/main": 1])
    #expect(try tiny.cutroom("run", "tiny", "--plan", "plan.json").status == .exited(3))
    try tiny.write(
      """
      {"version": "1.0", "projectId": "tiny",
       "items": [{"stage": "x", "item": "y", "action": "run", "fingerprint": "zz"}]}
      """,
      to: "plan.json"
    )
    #expect(try tiny.cutroom("run", "tiny", "--plan", "plan.json").status == .exited(8))
  }

  @Test func `a plan whose stage is gone is not gone on with`() throws {
    try pipeline("{\"id\": \"a\", \"run\": [\"false\"], \"outputs\": [\"a.txt\"]}")
    _ = try tiny.shell("\"$cutroom\" plan tiny --json > plan.json")
    #expect(try tiny.cutroom("run", "tiny", "--plan", "plan.json").status == .exited(1))
    try pipeline("{\"id\": \"b\", \"run\": [\"false\"], \"outputs\": [\"b.txt\"]}")
    let resumed = try tiny.cutroom("resume", "tiny")
    #expect(resumed.status == .exited(2))
    #expect(resumed.error.contains("there is no stage \"a\""), "\(resumed.error)")
  }

  @Test(.timeLimit(.minutes(1)))
  func `a killed run of a plan goes on with what the plan lists`() throws {
    try pipeline(
      """
      {"id": "copy", "foreach": {"glob": "in/*.txt"}, "outputs": ["out/${item.name}"],
       "run": ["sh", "-c", "[ -e ${workspace}/go ] || { echo > ${workspace}/begun; exec sleep 600; }; cp $1 $2",
               "sh", "${item.path}", "${output}"]},
      {"id": "other", "run": ["sh", "-c", "echo > $1", "sh", "${output}"], "outputs": ["other.txt"]}
      """
    )
    try tiny.write("a", to: "\(tiny.project)/in/a.txt")
    let killed = try tiny.shell(
      """
      set -m
      "$cutroom" run tiny --stage other
      "$cutroom" plan tiny --json > plan.json
      mkfifo begun && exec 9<>begun
      "$cutroom" run tiny --plan plan.json & run=$!
      read -r -t 30 -u 9
      kill -KILL $run
      wait $run
      echo b > \(tiny.project)/in/b.txt
      rm \(tiny.project)/other.txt
      touch go
      "$cutroom" resume tiny
      """
    )
    #expect(killed.status == .exited(0), "\(killed.error)")
    #expect(try records("committed") == ["copy/in/a.txt": 1, "other/main": 1])
    #expect(try tiny.names(in: tiny.project, containing: "other") == [])
    #expect(try tiny.cutroom("resume", "tiny").status == .exited(0))
    #expect(try records("committed")["copy/in/b.txt"] == 1)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a forced run that was killed goes on by force with what it had not done`() throws {
    try pipeline(
      """
      {"id": "a", "run": ["sh", "-c", "echo a > $1", "sh", "${output}"], "outputs": ["a.txt"]},
      {"id": "b", "needs": ["a"], "outputs": ["b.txt"],
       "run": ["sh", "-c",
               "[ -e $2/go ] || { echo > $2/begun; exec sleep 600; }; echo b > $1",
               "sh", "${output}", "${workspace}"]},
      {"id": "c", "run": ["sh", "-c", "echo c > $1", "sh", "${output}"], "outputs": ["c.txt"]}
      """
    )
    let killed = try tiny.shell(
      """
      set -m
      touch go
      "$cutroom" run tiny || exit
      rm go
      mkfifo begun && exec 9<>begun
      for command in "run tiny --until b --force" "resume tiny"; do
        "$cutroom" $command & run=$!
        read -r -t 30 -u 9
        kill -KILL $run
        wait $run
      done
      touch go
      "$cutroom" resume tiny
      """
    )
    #expect(killed.status == .exited(0), "\(killed.error)")
    #expect(try records("committed") == ["a/main": 2, "b/main": 2, "c/main": 1])
    #expect(try tiny.cutroom("resume", "tiny").status == .exited(0))
    #expect(try records("committed") == ["a/main": 2, "b/main": 2, "c/main": 1])
  }

  @Test func `a plan leaves alone what it does not list`() throws {
    try pipeline(
      """
      {"id": "a", "run": ["sh", "-c", "echo a > $1", "sh", "${output}"], "outputs": ["a.txt"]},
      {"id": "b", "foreach": {"json": "missing.json"}, "run": ["false"], "needs": ["a"]}
      """
    )
    _ = try tiny.shell("\"$cutroom\" plan tiny --json > plan.json")
    let run = try tiny.cutroom("run", "tiny", "--plan", "plan.json")
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(try records("committed") == ["a/main": 1])
  }

  @Test func `what validation refuses ends with 4, whoever asks`() throws {
    let done = try TinyWorkspace(isDone: true)
    let picture = try #require(
      try done.names(in: "\(done.project)/assets/images", containing: ".jpg").first
    )
    try done.write("no picture", to: "\(done.project)/assets/images/\(picture)")
    for arguments in [
      ["render", "tiny", "--force"], ["run", "tiny", "--stage", "render", "--force"],
      ["run", "tiny", "--stage", "validate", "--force", "--keep-going"],
    ] {
      let outcome = try BuiltProgram.cutroom(arguments, in: done.path)
      #expect(outcome.status == .exited(4), "\(arguments): \(outcome.error)")
    }
  }

  @Test func `a stream that was closed does not become a file of the project`() throws {
    let run = try tiny.shell(
      "\"$cutroom\" run tiny --until refine --progress jsonl >&- 2>&- <&-"
    )
    #expect(run.status == .exited(8))
    let journal = try tiny.text("\(tiny.project)/.cutroom/journal.jsonl")
    #expect(!journal.contains("\"event\""))
    #expect(try tiny.cutroom("run", "tiny", "--until", "refine").status == .exited(0))
  }
}
