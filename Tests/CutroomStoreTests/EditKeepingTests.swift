import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

/// A hand edit that work was built on, and what becomes of it when the file goes bad.
@Suite struct EditKeepingTests {
  let kept: KeptProject
  let path: ProjectPath

  init() throws {
    kept = try KeptProject()
    path = try #require(ProjectPath("a.json"))
  }

  private static let typo = "{\"n\": 1,\n \"edit\": 3,}"

  private func recorded() throws -> OutputRecord {
    try #require(try kept.state()[ItemKey(stage: "stage", item: "x")]).outputs[0]
  }

  /// An item whose output somebody edits, with one run that uses the edit.
  private func useEdit(_ text: String = "{\"n\": 1, \"edit\": 1}") throws {
    try kept.work { try kept.commit("x", ["a.json": "{\"n\": 1}"], in: $0) }
    try kept.put(text, at: "a.json")
    try kept.work { try $0.keepEdits(among: [path]) }
  }

  private func restore() throws -> RestoredFile? {
    var restored: RestoredFile?
    let output = try recorded()
    try kept.work { restored = try $0.restore(output) }
    return restored
  }

  @Test func `a second edit with a typo brings the used edit back and keeps the bad bytes`() throws
  {
    try useEdit()
    try kept.put(Self.typo, at: "a.json")
    let restored = try #require(try restore())
    #expect(restored.version == .edited)
    #expect(try kept.text("a.json") == "{\"n\": 1, \"edit\": 1}")
    #expect(try kept.text(try #require(restored.kept)) == Self.typo)
    #expect(try #require(restored.fault).hasPrefix("a.json:2:"))
  }

  @Test func `a removed file comes back with its used edit too`() throws {
    try useEdit()
    try kept.project.tree.root.remove("a.json")
    #expect(try restore()?.version == .edited)
    #expect(try kept.text("a.json") == "{\"n\": 1, \"edit\": 1}")
  }

  @Test func `an edit that no run saw gives way to what was recorded`() throws {
    try kept.work { try kept.commit("x", ["a.json": "{\"n\": 1}"], in: $0) }
    try kept.put("{\"n\": 1, \"edit\": 1}", at: "a.json")
    try kept.put(Self.typo, at: "a.json")
    #expect(try restore()?.version == .recorded)
    #expect(try kept.text("a.json") == "{\"n\": 1}")
  }

  @Test func `the recorded version can still be asked for, and counts from then on`() throws {
    try useEdit()
    try kept.work { session in
      let isChanged = try session.restoreRecorded(path)
      #expect(isChanged)
    }
    #expect(try kept.text("a.json") == "{\"n\": 1}")
    try kept.put(Self.typo, at: "a.json")
    #expect(try restore()?.version == .recorded)
    #expect(try kept.text("a.json") == "{\"n\": 1}")
  }

  @Test func `a backup that a person put back counts from then on`() throws {
    try useEdit()
    try kept.work { session in
      try kept.commit("x", ["a.json": "{\"n\": 2}"], input: "2", in: session)
      let backup = try #require(
        try kept.project.backups(of: path, recorded: session.recordedDocuments).first
      )
      #expect(try session.restore(backup))
    }
    try kept.put(Self.typo, at: "a.json")
    #expect(try restore()?.version == .edited)
    #expect(try kept.text("a.json") == "{\"n\": 1, \"edit\": 1}")
  }

  @Test func `an edit that somebody took back counts no more`() throws {
    try useEdit()
    try kept.put("{\"n\":   1}", at: "a.json")
    try kept.work { try $0.keepEdits(among: [path]) }
    try kept.put(Self.typo, at: "a.json")
    #expect(try restore()?.version == .recorded)
    #expect(try kept.text("a.json") == "{\"n\": 1}")
  }

  @Test func `what an item makes anew counts instead of an edit`() throws {
    try useEdit()
    try kept.work { try kept.commit("x", ["a.json": "{\"n\": 2}"], input: "2", in: $0) }
    try kept.put(Self.typo, at: "a.json")
    #expect(try restore()?.version == .recorded)
    #expect(try kept.text("a.json") == "{\"n\": 2}")
  }

  @Test func `without its copy the edit comes from a backup that says the same`() throws {
    try useEdit()
    let edit = try #require(try kept.state().edit(of: try recorded()))
    try kept.project.state().folder("objects").remove(edit.content.description)
    try kept.put("{\"edit\": 1, \"n\": 1}", at: "a.json.backup.2")
    try kept.put(Self.typo, at: "a.json")
    let restored = try #require(try restore())
    #expect(restored.source == .backup(2))
    #expect(restored.version == .edited)
  }

  @Test func `the edit outlives the index, a compaction and a week`() throws {
    try useEdit()
    let edit = try #require(try kept.state().edit(of: try recorded()))
    try kept.work { try $0.compact() }
    #expect(try kept.state().edit(of: try recorded()) == edit)
    try kept.project.state().remove("index")
    #expect(try kept.state().edit(of: try recorded()) == edit)
    kept.letPass(days: 30)
    try kept.work { try kept.commit("y", ["b.json": "{}"], in: $0) }
    try kept.put(Self.typo, at: "a.json")
    #expect(try restore()?.version == .edited)
  }

  @Test func `an edit that is no document of its kind never counts`() throws {
    let path = try #require(ProjectPath("timeline.json"))
    try kept.work { try kept.commit("x", ["timeline.json": timeline("made")], in: $0) }
    for text in [timeline("edited"), timeline("typo").replacing("width", with: "widht")] {
      try kept.put(text, at: "timeline.json")
      try kept.work { try $0.keepEdits(among: [path]) }
    }
    try kept.put("{", at: "timeline.json")
    #expect(try restore()?.version == .edited)
    #expect(try kept.text("timeline.json") == timeline("edited"))
  }

  @Test func `what counts already is recorded once`() throws {
    try useEdit()
    let count = try kept.state().recordCount
    try kept.work { try $0.keepEdits(among: [path, path]) }
    #expect(try kept.state().recordCount == count)
  }

  @Test func `a table of all recorded outputs is made only where many are asked for`() throws {
    try useEdit()
    let names = try (0..<20).map { try #require(ProjectPath("b\($0).json")) }
    try kept.work { session in
      for name in names {
        try kept.commit(name.description, [name.description: "{}"], in: session)
        try kept.put("{\"edit\": 1}", at: name.description)
      }
      try session.keepEdits(among: names.prefix(1))
      #expect(session.madeValues.withLock { !$0.isTable })
      try session.keepEdits(among: names)
      #expect(session.madeValues.withLock { $0.isTable })
      for name in names.suffix(2) {
        #expect(session.withState { $0.edits[name] } != nil)
        try kept.commit(name.description, [name.description: "{\"n\": 2}"], input: "2", in: session)
        try kept.put("{\"edit\": 2}", at: name.description)
      }
      try session.keepEdits(among: names)
      #expect(session.withState { $0.edits.count } == 21)
    }
  }

  @Test func `where every copy of an edit is gone the report says so`() throws {
    try useEdit()
    let edit = try #require(try kept.state().edit(of: try recorded()))
    try kept.project.state().folder("objects").remove(edit.content.description)
    try kept.put(Self.typo, at: "a.json")
    let planned = try #require(try kept.project.previewRepair().restored.first)
    #expect(planned.version == .recorded && planned.isWithoutEdit)
    let restored = try #require(try restore())
    #expect(restored.version == .recorded && restored.isWithoutEdit)
  }

  @Test func `files that no record names, and assets, are nobody's edit`() throws {
    try kept.work { try kept.commit("x", ["a.bin": "1"], in: $0) }
    let count = try kept.state().recordCount
    try kept.put("2", at: "a.bin")
    try kept.put("{}", at: "mine.json")
    let paths = try ["a.bin", "mine.json", "none.json"].map { try #require(ProjectPath($0)) }
    try kept.work { try $0.keepEdits(among: paths) }
    #expect(try kept.state().recordCount == count)
  }
}
