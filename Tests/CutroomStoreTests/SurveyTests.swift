import CutroomModel
import CutroomSystem
import Glibc
import Testing

@testable import CutroomStore

@Suite struct SurveyTests {
  let kept: KeptProject

  init() throws {
    kept = try KeptProject()
    // Somebody has worked on it, and has let go.
    try kept.session().close()
    try kept.put("one", at: "in/a.txt")
    try kept.put("two", at: "in/b.txt")
    try kept.put("three", at: "in/deep/c.txt")
    try kept.put("{}", at: "notes.json")
  }

  /// Microseconds since 1970 at which every file of now is old.
  private var later: Int64 { SystemClock.real.now() + 1_000_000 }

  private let copied = Survey.Step(
    stage: "copy",
    total: 2,
    decisions: [
      ItemDecision(
        ItemKey(stage: "copy", item: "b"),
        Decision(code: "left-out", message: "it says „nothing“")
      )
    ]
  )

  private func survey(since moment: Int64) throws -> Survey? {
    var seen = Sights()
    seen.files = try ["in/a.txt", "in/b.txt", "in/a.txt", "notes.json", "none.json", "no/x.txt"]
      .map { try #require(ProjectPath($0)) }
    seen.folders = ["in", "in/deep", "later"]
    var around = Sights()
    around.files = [try #require(ProjectPath("pipeline.json"))]
    return try Survey.take(
      of: kept.project,
      steps: [copied],
      project: seen,
      workspace: around,
      since: moment * 1000
    )
  }

  private func keep() throws { kept.project.keep(try #require(try survey(since: later))) }

  @Test func `a survey stands while nothing changes`() throws {
    try keep()
    #expect(kept.project.surveyedSteps() == [copied])
  }

  @Test func `what changed since the look began is not surveyed`() throws {
    #expect(try survey(since: SystemClock.real.now() - 1_000_000) == nil)
    #expect(try survey(since: SystemClock.real.now() - 1) == nil)
  }

  static let changes: [(String, @Sendable (KeptProject) throws -> Void)] = [
    ("an edit in place of the same length", { try $0.overwrite("in/a.txt", with: "eno") }),
    ("an edit that sets the times back", { try $0.overwriteQuietly("in/b.txt", with: "owt") }),
    ("a file replaced by another", { try $0.put("two", at: "in/b.txt") }),
    ("a file removed", { try $0.project.tree.root.folder("in").remove("a.txt") }),
    ("a new file in a listed folder", { try $0.put("new", at: "in/n.txt") }),
    ("a new file in a listed folder below", { try $0.put("new", at: "in/deep/n.txt") }),
    ("a listed folder that was not there", { try $0.put("new", at: "later/n.txt") }),
    ("a file that was not there", { try $0.put("{}", at: "none.json") }),
    ("a file in a folder that was not there", { try $0.put("x", at: "no/x.txt") }),
    (
      "a folder replaced by a link to it",
      { kept in
        try kept.project.tree.root.rename("in", to: "moved")
        try #require(symlink("moved", kept.project.tree.root.join("in")) == 0)
      }
    ),
    ("another pipeline", { try $0.overwrite("../../../pipeline.json", with: "[]") }),
    ("a lock that somebody signed", { try $0.put("{}", at: ".cutroom/lock") }),
  ]

  @Test(arguments: changes.indices)
  func `a survey falls by one change`(number: Int) throws {
    let (what, change) = Self.changes[number]
    try keep()
    try change(kept)
    #expect(kept.project.surveyedSteps() == nil, "\(what)")
  }

  @Test func `a survey of many files falls by one of them, wherever it is`() throws {
    for number in 0..<5000 { try kept.put("x", at: "many/\(number).txt") }
    var seen = Sights()
    seen.files = (0..<5000).compactMap { ProjectPath("many/\($0).txt") }
    let survey = try Survey.take(
      of: kept.project,
      steps: [],
      project: seen,
      workspace: Sights(),
      since: later * 1000
    )
    kept.project.keep(try #require(survey))
    #expect(kept.project.surveyedSteps() == [])
    try kept.overwrite("many/\(Int.random(in: 0..<5000)).txt", with: "y")
    #expect(kept.project.surveyedSteps() == nil)
  }

  @Test func `another program's survey does not count`() throws {
    var survey = try #require(try survey(since: later))
    survey.program.inode &+= 1
    kept.project.keep(survey)
    #expect(kept.project.surveyedSteps() == nil)
  }

  @Test func `a torn or garbled survey does not count`() throws {
    let bytes = SurveyImage.encode(try #require(try survey(since: later)))
    for length in 0..<bytes.count { #expect(SurveyImage(Array(bytes[..<length])) == nil) }
    for place in bytes.indices {
      var garbled = bytes
      garbled[place] = garbled[place] &+ UInt8.random(in: 1...255)
      #expect(SurveyImage(garbled) == nil, "byte \(place)")
    }
  }

  @Test func `a survey that lies under a right checksum is refused or harmless`() throws {
    let bytes = SurveyImage.encode(try #require(try survey(since: later)))
    for _ in 0..<300 {
      var body = Array(bytes.dropLast(4))
      body[Int.random(in: 16..<body.count)] = UInt8.random(in: 0...255)
      var image = ByteEncoder(body)
      image.append(body.withUnsafeBytes { CRC32C.checksum($0) })
      try FileWriter(folder: try kept.project.state())
        .replacePassing("survey", bytes: image.bytes, mode: 0o600)
      _ = kept.project.surveyedSteps()
    }
  }
}

extension KeptProject {
  /// Writes into a file that is there, as it lies.
  fileprivate func overwrite(_ file: String, with text: String) throws {
    let descriptor = open(project.tree.root.join(file), O_WRONLY)
    try #require(descriptor >= 0)
    try Descriptor(owning: descriptor).writeAll(Array(text.utf8))
  }

  /// As `overwrite`, and sets the time of the last change of the bytes back.
  fileprivate func overwriteQuietly(_ file: String, with text: String) throws {
    let path = project.tree.root.join(file)
    var before = stat()
    try #require(stat(path, &before) == 0)
    try overwrite(file, with: text)
    let times = [before.st_atim, before.st_mtim]
    try #require(utimensat(AT_FDCWD, path, times, 0) == 0)
  }
}
