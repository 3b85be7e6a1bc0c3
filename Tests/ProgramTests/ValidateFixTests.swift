import CutroomModel
import CutroomSystem
import Testing

/// `cutroom validate --fix` as a person types it.
@Suite struct ValidateFixTests {
  private let project = "public/projects/tiny"

  private func fixes(_ answer: JSONValue) throws -> [JSONValue] {
    try #require(answer["fixes"]?.array, "\(answer)")
  }

  @Test func `a damaged asset comes back, and what stood there can be had back`() throws {
    let tiny = try TinyWorkspace(isDone: true)
    let pictures = try tiny.names(in: "\(project)/assets/images", containing: ".jpg")
    let name = "assets/images/\(try #require(pictures.first))"
    let picture = "\(project)/\(name)"
    // As an earlier item leaves it whose output another one replaced.
    let spoilt = try tiny.shell(
      """
      store=.cutroom/tiny/superseded && mkdir -p $store
      cp \(picture) $store/"$(sha256sum \(picture) | cut -c-64)"
      cp \(picture) good && echo damage > bad && cp bad \(picture)
      """
    )
    try #require(spoilt.status == .exited(0), "\(spoilt.error)")
    let shown = try fixes(try tiny.answer("validate", "tiny", "--fix", "--dry-run"))
    #expect(shown.map { $0["action"] } == [.string("bring \(name) back")])
    #expect(shown.first?["possible"] == true)
    #expect(shown.first?["done"] == false)
    #expect(try tiny.shell("cmp bad \(picture)").status == .exited(0))
    let answer = try tiny.answer("validate", "tiny", "--fix")
    let done = try fixes(answer)
    #expect(done.map { $0["done"] } == [true], "\(answer)")
    #expect(done.first?["withoutEdit"] == false)
    #expect(try tiny.shell("cmp good \(picture)").status == .exited(0))
    let kept = try #require(done.first?["kept"]?.string)
    #expect(kept.hasPrefix("\(name).corrupt-"))
    let back = try tiny.shell("mv \(project)/\(kept) \(picture) && cmp bad \(picture)")
    #expect(back.status == .exited(0), "\(back.error)")
    let undone = try tiny.answer("validate", "tiny")
    let rules = (undone["findings"]?.array ?? []).compactMap { $0["rule"]?.string }
    #expect(rules.contains("asset-damaged"), "\(rules)")
  }

  @Test func `a dry run leaves a document that cannot be read as it is, and says what is done`()
    throws
  {
    let tiny = try TinyWorkspace(isDone: true)
    let script = try tiny.text(tiny.script)
    let name = String(tiny.script.dropFirst("\(project)/".count))
    try tiny.write("{ half", to: tiny.script)
    let shown = try fixes(try tiny.answer("validate", "tiny", "--fix", "--dry-run"))
    #expect(shown.map { $0["action"] } == [.string("bring \(name) back")])
    #expect(shown.map { $0["possible"] } == [true])
    #expect(try tiny.text(tiny.script) == "{ half")
    #expect(try tiny.names(in: "\(project)/scripts", containing: ".corrupt-") == [])
    // Any other command brings it back on its way in.
    let left = try tiny.answer("validate", "tiny", "--fix")
    #expect(try tiny.text(tiny.script) == script)
    let kept = try tiny.names(in: "\(project)/scripts", containing: ".corrupt-")
    #expect(try tiny.text("\(project)/scripts/\(try #require(kept.first))") == "{ half")
    #expect((left["findings"]?.array ?? []).map { $0["rule"] } == ["corrupt-copy"])
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
    #expect(
      fixed.output.contains(
        "fixed: give timeline.json its recorded bytes; what stood there is kept as "
          + "timeline.json.backup.1"
      )
    )
    #expect(fixed.status == .exited(0), "\(fixed.output)")
    #expect(try tiny.text("\(project)/timeline.json") == timeline)
    #expect(try tiny.text("\(project)/timeline.json.backup.1") == narrow)
  }
}
