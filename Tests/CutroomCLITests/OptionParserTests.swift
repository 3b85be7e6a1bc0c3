import CutroomCLI
import Testing

@Suite struct OptionParserTests {
  let jobs = Option<Int>("jobs", "N", .whole(1...64), help: "at once")
  let stage = Option<String>("stage", "S", .text, help: "only this", isRepeated: true)
  let progress = Option<String>("progress", "HOW", .oneOf(["plain", "jsonl"]), help: "how")
  let force = Flag("force", help: "also what is fresh")
  let id = Positional("ID", help: "the project")
  let files = Positional("FILE", help: "files", isOptional: true, isRepeated: true)

  func parse(_ words: String...) throws(UsageError) -> Arguments {
    try OptionParser.parse(
      words,
      options: [jobs, stage, progress, force],
      positionals: [id, files]
    )
  }

  @Test func `a value may follow its option or be attached to it`() throws {
    #expect(try parse("x", "--jobs", "4")[jobs] == 4)
    #expect(try parse("x", "--jobs=4")[jobs] == 4)
    #expect(try parse("x", "--stage=a=b")[stage] == "a=b")
  }

  @Test func `options may stand before, between and after arguments`() throws {
    let arguments = try parse("--force", "demo", "--stage", "a", "one", "--stage=b", "two")
    #expect(arguments[force])
    #expect(arguments[id] == "demo")
    #expect(arguments.all(files) == ["one", "two"])
    #expect(arguments.all(stage) == ["a", "b"])
  }

  @Test func `two dashes end the options`() throws {
    let arguments = try parse("demo", "--", "--force", "-rf", "--")
    #expect(!arguments[force])
    #expect(arguments.all(files) == ["--force", "-rf", "--"])
  }

  @Test func `a lone dash is an argument`() throws {
    #expect(try parse("-")[id] == "-")
  }

  @Test func `what is not given is nil or empty`() throws {
    let arguments = try parse("demo")
    #expect(arguments[jobs] == nil)
    #expect(arguments.all(stage) == [])
    #expect(arguments.all(files) == [])
    #expect(arguments[files] == nil)
  }

  @Test(arguments: [
    ("--forse", UsageError.unknownOption("--forse", near: ["--force"])),
    ("--stages=x", .unknownOption("--stages=x", near: ["--stage"])),
    ("--zzz", .unknownOption("--zzz", near: [])),
    ("-f", .unknownOption("-f", near: [])),
    ("-rf", .unknownOption("-rf", near: [])),
    ("--jobs", .missingValue(option: "jobs", placeholder: "N")),
    ("--force=yes", .unexpectedValue(option: "force")),
    (
      "--jobs=0",
      .badValue(
        option: "jobs",
        value: "0",
        expectation: "must be a whole number from 1 to 64"
      )
    ),
    (
      "--jobs=99999999999999999999",
      .badValue(
        option: "jobs",
        value: "99999999999999999999",
        expectation: "must be a whole number from 1 to 64"
      )
    ),
    (
      "--progress=bars",
      .badValue(
        option: "progress",
        value: "bars",
        expectation: "must be one of: plain, jsonl"
      )
    ),
    ("--stage=", .badValue(option: "stage", value: "", expectation: "must not be empty")),
  ])
  func `a wrong option is named`(word: String, error: UsageError) {
    #expect(throws: error) { try parse("demo", word) }
  }

  @Test func `an option is no value of the option before it`() {
    #expect(throws: UsageError.missingValue(option: "jobs", placeholder: "N")) {
      try parse("demo", "--jobs", "--force")
    }
  }

  @Test func `an option that is given once only may not be given twice`() {
    #expect(throws: UsageError.repeated(option: "jobs")) {
      try parse("demo", "--jobs=1", "--jobs=2")
    }
  }

  @Test func `a missing argument and one too many are named`() {
    #expect(throws: UsageError.missing("ID")) { try parse("--force") }
    #expect(throws: UsageError.tooMany("b")) {
      try OptionParser.parse(["a", "b"], options: [], positionals: [id])
    }
  }
}
