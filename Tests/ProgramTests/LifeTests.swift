import CutroomModel
import CutroomSystem
import Glibc
import Testing

/// A finished project is renamed, copied and raced for.
@Suite struct LifeTests {
  @Test func `a finished project that is renamed and copied has nothing to do`() throws {
    let tiny = try TinyWorkspace(isDone: true)
    let renamed = try tiny.answer("rename", "tiny", "big")
    #expect(renamed["projectId"] == "big")
    #expect(renamed["from"] == "tiny")
    #expect(renamed["path"]?.string == "\(tiny.path)/public/projects/big")
    #expect(try tiny.answer("copy", "big", "two")["leftOut"] == [])
    for id in ["big", "two"] {
      let status = try tiny.cutroom("status", id, "--check")
      #expect(status.status == .exited(0), "\(status.output)\(status.error)")
      #expect(try tiny.answer("validate", id)["findings"] == [])
      #expect(try tiny.answer("show", id)["title"] == "Tiny")
    }
    #expect(try tiny.cutroom("show", "tiny").status == .exited(2))
  }

  @Test func `a finished project that is archived and imported elsewhere has nothing to do`() throws
  {
    let tiny = try TinyWorkspace(isDone: true)
    let archived = try tiny.answer("archive", "tiny", "../tiny.zip")
    #expect(archived["damaged"] == [])
    #expect(try tiny.cutroom("archive", "tiny", "../tiny.zip").status == .exited(2))
    let other = try TinyWorkspace(isDone: false)
    let path = try #require(archived["path"]?.string)
    #expect(try other.cutroom("import", path).status == .exited(2))
    let imported = try other.answer("import", path, "--id", "two")
    #expect(imported["projectId"] == "two")
    #expect(imported["files"] == archived["files"])
    let status = try other.cutroom("status", "two", "--check")
    #expect(status.status == .exited(0), "\(status.output)\(status.error)")
    #expect(try other.answer("validate", "two")["findings"] == [])
    #expect(try other.answer("run", "two")["ran"] == 0)
  }

  @Test func `a project with a damaged picture is archived with --force only`() throws {
    let tiny = try TinyWorkspace(isDone: true)
    let folder = "\(tiny.project)/renders"
    try tiny.write("rotten", to: "\(folder)/video.mp4")
    let refused = try tiny.cutroom("archive", "tiny")
    #expect(refused.status == .exited(4))
    #expect(refused.error.contains("renders/video.mp4"))
    #expect(try tiny.names(in: "", containing: ".zip") == [])
    let forced = try tiny.answer("archive", "tiny", "--force")
    #expect(forced["damaged"] == ["renders/video.mp4"])
    #expect(try tiny.names(in: "", containing: ".zip") == ["tiny.zip"])
    #expect(try tiny.names(in: "", containing: ".ct-") == [])
  }

  @Test func `while a run is at work a project is neither renamed, copied nor deleted`() throws {
    let tiny = try TinyWorkspace(isDone: false)
    let lock = try Folder.open("\(tiny.path)/\(tiny.project)/.cutroom")
      .openAppending("lock", mode: 0o600)
    #expect(try lock.tryLock())
    for words in [
      ["rename", "tiny", "x"], ["copy", "tiny", "x"], ["delete", "tiny"], ["archive", "tiny"],
    ] {
      let outcome = try BuiltProgram.cutroom(words, in: tiny.path)
      #expect(outcome.status == .exited(5), "\(words): \(outcome.error)")
    }
    #expect(try tiny.answer("list")["projects"]?.array?.count == 1)
  }

  @Test(.timeLimit(.minutes(2)))
  func `of eight processes that want one id exactly one gets it`() throws {
    let place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
    for number in 0..<8 {
      _ = try BuiltProgram.cutroom(["new", "P", "--id", "p\(number)"], in: place.path)
    }
    let script = (0..<8).map { number in
      let words = number % 2 == 0 ? "rename p\(number) x" : "copy p\(number) x"
      return "(\"$0\" \(words); echo $? >> codes) 2>/dev/null &"
    }
    let line = script.joined(separator: "\n") + "\nwait"
    let program = "\(BuiltProgram.folder)/cutroom"
    _ = try BuiltProgram.run("/bin/bash", ["-c", line, program], in: place.path)
    #expect(
      try place.text("codes").split(separator: "\n").sorted() == ["0"]
        + Array(repeating: "2", count: 7)
    )
    let list = try BuiltProgram.cutroom(["list", "--json"], in: place.path)
    let projects = try JSONReader.read(Array(list.output.utf8))["projects"]?.array ?? []
    #expect([8, 9].contains(projects.count))
    #expect(projects.contains { $0["projectId"] == "x" })
    #expect(projects.allSatisfy { $0["projectId"] != nil && $0["title"] == "P" })
    let left = try Folder.open("\(place.path)/.cutroom").names()
    #expect(!left.contains { $0.hasPrefix("creating-") })
  }
}
