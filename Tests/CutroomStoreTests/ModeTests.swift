import CutroomModel
import CutroomSystem
import Glibc
import Testing

@testable import CutroomStore

/// Who may read what, whatever the umask.
@Suite struct ModeTests {
  @Test func `control files are private under umask 000`() async {
    await #expect(processExitsWith: .success) { try Modes.check(umask: 0) }
  }

  @Test func `control files are usable under umask 077`() async {
    await #expect(processExitsWith: .success) { try Modes.check(umask: 0o077) }
  }

  @Test func `a file keeps the mode that it was given, whoever writes it again`() throws {
    let kept = try KeptProject()
    let session = try kept.session()
    try kept.commit("x", ["a.json": "{\"n\": 1}", "a.bin": "1"], in: session)
    let root = kept.project.tree.root
    chmod(root.join("a.json"), 0o640)
    chmod(root.join("a.bin"), 0o604)
    try kept.commit("x", ["a.json": "{\"n\": 2}", "a.bin": "2"], input: "2", in: session)
    #expect(try root.facts("a.json")?.mode == 0o640)
    #expect(try root.facts("a.bin")?.mode == 0o604)
    _ = try session.update(try #require(ProjectPath("a.json"))) { _ in ["n": 3] }
    #expect(try root.facts("a.json")?.mode == 0o640)
    #expect(try root.facts("a.json.backup.1")?.mode == 0o640)
  }

  @Test func `a name as long as one may be is set aside and kept in the trash`() throws {
    let kept = try KeptProject()
    let session = try kept.session()
    let stem = String(repeating: "n", count: 230)
    try kept.commit("x", ["\(stem).json": "{\"n\": 1}", "\(stem).bin": "1"], in: session)
    try kept.put("bad", at: "\(stem).json")
    try kept.put("mine", at: "\(stem).bin")
    try kept.commit(
      "x",
      ["\(stem).json": "{\"n\": 2}", "\(stem).bin": "2"],
      input: "2",
      in: session
    )
    let corrupt = try #require(try kept.names().first { $0.contains(".corrupt-") })
    #expect(try kept.text(corrupt) == "bad")
    #expect(try kept.project.control("trash").names().count == 1)
  }
}

private enum Modes {
  static func check(umask mask: mode_t) throws {
    umask(mask)
    let kept = try KeptProject()
    let session = try kept.session()
    let files = ["a.json": "{\"n\": 1}", ".cutroom/results/s/a.json": "{\"n\": 1}"]
    try kept.commit("x", files, in: session)
    try kept.commit("x", files.mapValues { $0.replacing("1", with: "2") }, input: "2", in: session)
    try session.compact()
    kept.project.saveRunNote(["n": 1])
    try session.close()
    let root = kept.workspace.tree.root
    for place in [".cutroom", "cache", "public/projects/p/.cutroom"] {
      try check(root.folder(place), at: place, isInside: false)
    }
    let expected = 0o666 & ~UInt32(mask)
    #expect(try kept.project.tree.root.facts("metadata.json")?.mode == expected)
    #expect(try kept.project.tree.root.facts("scripts")?.mode == 0o777 & ~UInt32(mask))
  }

  private static func check(_ folder: Folder, at path: String, isInside: Bool) throws {
    #expect(try FileFacts(descriptor: folder.raw).mode == 0o700, "\(path)")
    for name in try folder.names() {
      let place = "\(path)/\(name)"
      guard let facts = try folder.facts(name) else { continue }
      if facts.kind == .directory {
        try check(try folder.folder(name), at: place, isInside: true)
      } else {
        // Results and superseded bytes were made by a stage, in folders that are closed.
        #expect(facts.mode & 0o600 == 0o600, "\(place)")
        if !place.contains("/results/") { #expect(facts.mode == 0o600, "\(place)") }
      }
    }
  }
}
