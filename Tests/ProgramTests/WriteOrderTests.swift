import CutroomModel
import CutroomSystem
import Glibc
import Testing

private enum Strace {
  static let canTrace: Bool = {
    let probe = try? BuiltProgram.run("/usr/bin/strace", ["-o", "/dev/null", "true"], in: "/")
    return probe?.status == .exited(0)
  }()
}

/// What the kernel is asked for when a document is replaced, and in which order.
@Suite(.enabled(if: Strace.canTrace, "not run: strace cannot trace here"))
struct WriteOrderTests {
  let place: FreshFolder
  let file = "public/projects/a/metadata.json"

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
    _ = try BuiltProgram.cutroom(["new", "New", "--id", "a"], in: place.path)
    let text = try place.text(file)
    try place.write(text.replacing("\"New\"", with: "\"Earlier\""), to: "\(file).backup.1")
  }

  /// Restores the backup under strace; what it said, and the calls that succeeded or not, in order.
  private func restore(_ options: [String] = []) throws -> (BuiltProgram.Outcome, [String]) {
    let calls = "openat2,write,fsync,fdatasync,linkat,renameat,renameat2,unlinkat,flock"
    let outcome = try BuiltProgram.run(
      "/usr/bin/strace",
      ["-f", "-y", "-s", "200", "-o", "\(place.path)/trace", "-e", "trace=\(calls)"] + options
        + ["\(BuiltProgram.folder)/cutroom", "backup", "restore", "a", "metadata.json"],
      in: place.path
    )
    let trace = try Folder.open(place.path).openFile("trace").readAll(limit: 16 << 20)
    let lines = String(decoding: trace, as: UTF8.self).split(separator: "\n").map(String.init)
    return (outcome, lines)
  }

  @Test func `bytes are durable before their name, and the name before the answer`() throws {
    let (outcome, calls) = try restore()
    #expect(outcome.status == .exited(0), "\(outcome.error)")
    let folder = "/public/projects/a>"
    let wanted: [(String) -> Bool] = [
      { $0.contains("flock(") && $0.contains("LOCK_EX") && $0.contains("/.cutroom/lock>") },
      { $0.contains("openat2(") && $0.contains("/a>, \".ct-") && $0.contains("O_EXCL") },
      { $0.contains("write(") && $0.contains("/a/.ct-") },
      { $0.contains("fsync(") && $0.contains("/a/.ct-") },
      { $0.contains("linkat(") && $0.contains("\"metadata.json\"") && $0.contains(".bak\"") },
      { $0.contains("renameat(") && $0.contains("\"metadata.json.backup.2\"") },
      { $0.contains("renameat(") && $0.contains("\"metadata.json.backup.1\"") },
      { $0.contains("renameat(") && $0.contains(".tmp\"") && $0.contains("\"metadata.json\"") },
      { $0.contains("fsync(") && $0.contains(folder) },
      { $0.contains("write(2<") },
    ]
    var start = 0
    for (number, isWanted) in wanted.enumerated() {
      let found = calls[start...].firstIndex(where: isWanted)
      #expect(found != nil, "step \(number) is missing or too early")
      start = (found ?? start - 1) + 1
    }
    let opened = calls.filter { $0.contains("openat2(") }
    #expect(opened.allSatisfy { $0.contains("O_CLOEXEC") && $0.contains("RESOLVE_BENEATH") })
    #expect(opened.allSatisfy { $0.contains("RESOLVE_NO_SYMLINKS") })
    #expect(try place.text(file).contains("Earlier"))
  }

  @Test func `a failed fsync is reported, never tried again, and nothing has changed`() throws {
    let before = try place.text(file)
    let failing = try syncNumber(on: "/.ct-")
    let (outcome, calls) = try restore(["-e", "inject=fsync:error=EIO:when=\(failing)"])
    #expect(outcome.status == .exited(8))
    #expect(outcome.error.contains("the disk reports an error"))
    let synced = calls.filter { $0.contains("fsync(") && $0.contains("/.ct-") }
    #expect(synced.count == 1)
    #expect(try place.text(file) == before)
    #expect(try temporaries() == [])
  }

  @Test func `the first error is told, not that of tidying up after it; the next one tidies`()
    throws
  {
    let before = try place.text(file)
    let failing = try syncNumber(on: "/.ct-")
    let faults = ["inject=fsync:error=EIO:when=\(failing)", "inject=unlinkat:error=EACCES"]
    let (outcome, _) = try restore(faults.flatMap { ["-e", $0] })
    #expect(outcome.status == .exited(8))
    #expect(outcome.error.contains("the disk reports an error"))
    #expect(!outcome.error.contains("ermission"))
    #expect(try place.text(file) == before)
    #expect(try temporaries().count == 1)
    let (second, _) = try restore()
    #expect(second.status == .exited(0), "\(second.error)")
    #expect(try temporaries() == [])
  }

  @Test func `a folder that could not be synced leaves the outcome open, and says so`() throws {
    let failing = try syncNumber(on: "/public/projects/a>")
    let (outcome, _) = try restore(["-e", "inject=fsync:error=EIO:when=\(failing)"])
    #expect(outcome.status == .exited(8))
    #expect(outcome.error.contains("whether the new version survives a power cut is not known"))
  }

  @Test(arguments: ["EOPNOTSUPP", "ENOSYS", "EINVAL"])
  func `a file system that cannot hold room back lets a project be renamed`(code: String) throws {
    let outcome = try BuiltProgram.run(
      "/usr/bin/strace",
      ["-f", "-o", "/dev/null", "-e", "inject=fallocate:error=\(code)"]
        + ["\(BuiltProgram.folder)/cutroom", "rename", "a", "b"],
      in: place.path
    )
    #expect(outcome.status == .exited(0), "\(outcome.error)")
    #expect(try place.text("public/projects/b/metadata.json").contains("\"projectId\": \"b\""))
  }

  @Test(.enabled(if: getuid() == 0, "not run: only root mounts"))
  func `where one flush would not tell of errors, a copy syncs each file and folder`() throws {
    let line = """
      mkdir disk up && mount -t tmpfs none up && mkdir up/new up/work
      mount -t overlay -o lowerdir=disk,upperdir=up/new,workdir=up/work none disk && cd disk
      "$0" init && "$0" new A --id a && "$0" archive a a.zip || exit
      for words in "copy a b" "import a.zip --id c"; do
        strace -f -y -o trace -e trace=fsync,syncfs "$0" $words; cat trace
      done
      """
    let program = "\(BuiltProgram.folder)/cutroom"
    let outcome = try BuiltProgram.run(
      "/usr/bin/unshare",
      ["-m", "bash", "-c", line, program],
      in: place.path
    )
    #expect(outcome.status == .exited(0), "\(outcome.error)")
    let calls = outcome.output.split(separator: "\n")
    #expect(!calls.contains { $0.contains("syncfs(") })
    for name in ["/metadata.json>", "/.cutroom/journal.jsonl>", "/scripts>", "/assets/images>"] {
      let synced = calls.count {
        $0.contains("fsync(") && $0.contains("/creating-") && $0.contains(name)
      }
      #expect(synced >= 2, "\(name)")
    }
  }

  /// Which fsync(2) of an undisturbed run is the first on a file or folder whose path holds `name`.
  private func syncNumber(on name: String) throws -> Int {
    let (_, calls) = try WriteOrderTests().restore()
    let synced = calls.filter { $0.contains("fsync(") }
    return try #require(synced.firstIndex { $0.contains(name) }) + 1
  }

  private func temporaries() throws -> [String] {
    try ["", ".cutroom", ".cutroom/objects"].flatMap { folder in
      try Folder.open("\(place.path)/public/projects/a/\(folder)").names()
        .filter { $0.hasPrefix(".ct-") }
    }
  }
}
