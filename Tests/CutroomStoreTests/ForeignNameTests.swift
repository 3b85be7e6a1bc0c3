import CutroomModel
import CutroomSystem
import Glibc
import Testing

@testable import CutroomStore

/// What other programs leave in a workspace under names that are not UTF-8, or like the store's own.
@Suite struct ForeignNameTests {
  let kept: KeptProject

  init() throws { kept = try KeptProject() }

  private static let bad: [CChar] = [0x61, CChar(bitPattern: 0xFF), 0]

  private func makeBadFolder(in folder: Folder) throws {
    try #require(mkdirat(folder.raw, Self.bad, 0o755) == 0)
  }

  @Test func `recovery removes attempts with names that are not UTF-8`() throws {
    do {
      let session = try kept.session()
      try kept.commit("a", ["a.txt": "a"], in: session)
      let attempts = try kept.project.control("attempts")
      try makeBadFolder(in: attempts)
      try makeBadFolder(in: attempts.makeFolder("r1-x"))
      try makeBadFolder(in: kept.project.tree.makeFolder("assets/mine"))
    }
    let report = try kept.recover()
    #expect(report.leftovers == [".cutroom/p/attempts/a\\xff", ".cutroom/p/attempts/r1-x"])
    #expect(try kept.project.control("attempts").everyName().isEmpty)
    // What is in a project's own folders is its owner's.
    #expect(try kept.project.tree.folder("assets/mine")?.everyName().count == 1)
    #expect(try kept.recover().isEmpty)
  }

  @Test func `a session's end, the trash and a copy bear such names`() throws {
    let other = try kept.workspace.createProject(id: #require(ProjectID("q")), title: "Q")
    try makeBadFolder(in: other.tree.root)
    try ProjectSession.withSession(of: other, command: "t", patience: .none) { session, _ in
      _ = try session.moveToTrash()
    }
    try makeBadFolder(in: kept.project.tree.root)
    try makeBadFolder(in: kept.project.control("attempts"))
    kept.letPass(days: 40)
    try kept.work { session in
      try kept.commit("a", ["a.txt": "a"], in: session)
      let (_, leftOut) = try session.copy(to: #require(ProjectID("c")))
      #expect(leftOut == [LeftOut(path: "a\\xff", reason: "its name is no project path")])
    }
    #expect(try kept.workspace.trash().isEmpty)
    #expect(try kept.project.control("attempts").everyName().isEmpty)
  }

  @Test func `nothing is swept that merely begins like the store's own names`() throws {
    let mine = [
      ".ct-notes", ".ct-0123456789abcdef", ".ct-0123456789abcdef.tmp.gz",
      ".ct-0123456789ABCDEF.tmp",
      ".ct-0123456789abcde.tmp", ".ct-0123456789abcdef0.bak", ".ct-0123456789abcdef.txt",
    ]
    for name in mine { #expect(!FileWriter.isTemporary(name)) }
    do {
      let session = try kept.session()
      try kept.commit("a", ["a.txt": "a"], in: session)
      for name in mine {
        try kept.put("mine", at: name)
        try kept.put("mine", at: ".cutroom/\(name)")
        try kept.workspace.tree.root.createFile(name, mode: 0o600).close()
      }
      try kept.put("half", at: ".ct-0123456789abcdef.tmp")
      try kept.put("half", at: ".ct-0123456789abcdef.bak")
      let control = try kept.workspace.controlFolder()
      _ = try control.makeFolder("creating-a-video/trash")
      _ = try control.makeFolder("creating-0123456789abcdef/assets")
    }
    #expect(try kept.recover().sweptLeftovers == 2)
    for name in mine {
      #expect(try kept.text(name) == "mine")
      #expect(try kept.text(".cutroom/\(name)") == "mine")
      #expect(try kept.workspace.tree.root.facts(name) != nil)
    }
    let control = try kept.workspace.controlFolder().names().filter { $0.hasPrefix("creating-") }
    #expect(control == ["creating-a-video"])
  }
}
