import CutroomModel
import CutroomSystem
import Glibc
import Testing

/// Real processes at work on one project.
@Suite struct ConcurrentRunTests {
  let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    try #require(BuiltProgram.cutroom(["init", place.path], in: "/tmp").status.isSuccess)
  }

  private var said: String { (try? place.text("said.txt")) ?? "" }

  private func prepare(_ stage: String) throws {
    try place.write(
      "{\"kind\": \"pipeline\", \"version\": \"1.0\", \"stages\": [\(stage)]}",
      to: "pipeline.json"
    )
    let made = try BuiltProgram.cutroom(["new", "P", "--id", "p"], in: place.path)
    try #require(made.status.isSuccess, "\(made.error)")
  }

  private func start(_ arguments: [String], output: CInt) throws -> ChildProcess {
    let nothing = try Descriptor.openForReading("/dev/null")
    return try ChildProcess(
      program: "\(BuiltProgram.folder)/cutroom",
      arguments: ["cutroom"] + arguments,
      environment: ["PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8"],
      folder: try Folder.open(place.path),
      mappings: [(nothing.raw, 0), (output, 1), (output, 2)]
    )
  }

  @Test(.timeLimit(.minutes(2)))
  func `two runs at once do each item once and both end well`() throws {
    try prepare(
      #"""
      {"id": "log", "foreach": {"glob": "in/*.txt"},
       "run": ["sh", "-c", "sleep 0.05; echo \"$1\" >> \"$2\"/done.log; cp \"$1\" \"$3\"", "-",
               "${item.path}", "${workspace}", "${output}"],
       "outputs": ["out/${item.name}"]}
      """#
    )
    for number in 0..<12 {
      try place.write("\(number)", to: "public/projects/p/in/\(number).txt")
    }
    let folder = try Folder.open(place.path)
    let output = try folder.createFile("said.txt", mode: 0o600)
    let first = try start(["run", "p"], output: output.raw)
    let second = try start(["run", "p"], output: output.raw)
    #expect(try first.wait() == .exited(0), "\(said)")
    #expect(try second.wait() == .exited(0), "\(said)")
    let done = try place.text("done.log").split(separator: "\n").sorted()
    #expect(done.count == 12)
    #expect(Set(done).count == 12)
  }

  @Test(.timeLimit(.minutes(2)))
  func `a run that is killed leaves the next one only the rest, and no process`() throws {
    try prepare(
      #"""
      {"id": "slow", "foreach": {"glob": "in/*.txt"},
       "run": ["sh", "-c", "echo \"$1\" >> \"$2\"/begun.log; [ -e \"$2\"/go ] || sleep 600; cp \"$1\" \"$3\"",
               "-", "${item.path}", "${workspace}", "${output}"],
       "outputs": ["out/${item.name}"]}
      """#
    )
    for name in ["a", "b"] { try place.write(name, to: "public/projects/p/in/\(name).txt") }
    let folder = try Folder.open(place.path)
    let output = try folder.createFile("said.txt", mode: 0o600)
    let run = try start(["run", "p"], output: output.raw)
    while try folder.facts("begun.log").map({ $0.size < 18 }) ?? true {
      _ = try Waiting.poll([], milliseconds: 5)
    }
    run.signal(SIGKILL)
    _ = try run.wait()
    try place.write("", to: "go")
    let next = try BuiltProgram.cutroom(["resume", "p"], in: place.path)
    #expect(next.status == .exited(0), "\(next.error)")
    #expect(next.error.contains("recovered"))
    let project = try folder.folder("public/projects/p")
    #expect(try project.folder("out").names() == ["a.txt", "b.txt"])
    #expect(try folder.folder(".cutroom/p/attempts").names().isEmpty)
    let mark = "CUTROOM_PROJECT=\(place.path)/public/projects/p"
    #expect(try ProcessTable.killAll(withEnvironment: mark).isEmpty)
  }

  @Test(.timeLimit(.minutes(2)), arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(CInt, CInt)])
  func `a signal ends a run with its own exit code and without leftovers`(
    signal: CInt,
    code: CInt
  ) throws {
    try prepare(
      #"{"id": "slow", "run": ["sh", "-c", "touch begun; sleep 600", "-"], "outputs": ["x"]}"#
    )
    let folder = try Folder.open(place.path)
    let output = try folder.createFile("said.txt", mode: 0o600)
    let run = try start(["run", "p"], output: output.raw)
    let project = try folder.folder("public/projects/p")
    while try project.facts("begun") == nil { _ = try Waiting.poll([], milliseconds: 5) }
    #expect(kill(run.pid, signal) == 0)
    #expect(try run.wait() == .exited(code), "\(said)")
    #expect(try folder.folder(".cutroom/p/attempts").names().isEmpty)
  }

  @Test(.timeLimit(.minutes(2)))
  func `a full disk is said, ends with 8, and the next run goes on`() throws {
    try prepare(
      #"{"id": "copy", "run": ["sh", "-c", "cp in/a.txt \"$1\"", "-", "${output}"], "outputs": ["a.txt"]}"#
    )
    try place.write("a", to: "public/projects/p/in/a.txt")
    // No file may grow at all: the shell keeps the limit for the program that it becomes.
    let script = "trap '' XFSZ; ulimit -f 0; exec \"\(BuiltProgram.folder)/cutroom\" run p"
    let full = try BuiltProgram.run("/bin/sh", ["-c", script], in: place.path)
    #expect(full.status == .exited(8), "\(full.error)")
    let next = try BuiltProgram.cutroom(["run", "p"], in: place.path)
    #expect(next.status == .exited(0), "\(next.error)")
    #expect(try place.text("public/projects/p/a.txt") == "a")
  }
}
