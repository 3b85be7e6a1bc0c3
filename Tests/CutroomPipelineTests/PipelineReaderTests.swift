import CutroomModel
import CutroomPipeline
import CutroomStore
import Testing

@Suite struct PipelineReaderTests {
  struct Fault: Sendable {
    let stage: String
    let place: String
    let word: String

    init(_ stage: String, _ place: String, _ word: String) {
      self.stage = stage
      self.place = place
      self.word = word
    }
  }

  @Test(arguments: [
    Fault(#"{"run": ["x"]}"#, "/stages/0", "needs an \"id\""),
    Fault(#"{"id": "A", "run": ["x"]}"#, "/stages/0/id", "no stage id"),
    Fault(#"{"id": 1, "run": ["x"]}"#, "/stages/0/id", "string"),
    Fault(#"{"id": "a"}"#, "/stages/0", "\"uses\""),
    Fault(#"{"id": "a", "run": []}"#, "/stages/0/run", "name a program"),
    Fault(#"{"id": "a", "run": "x"}"#, "/stages/0/run", "list of strings"),
    Fault(#"{"id": "a", "run": ["x"], "rnu": 1}"#, "/stages/0/rnu", "no \"rnu\""),
    Fault(#"{"id": "a", "uses": "b", "run": ["x"]}"#, "/stages/0/run", "built-in"),
    Fault(#"{"id": "a", "run": ["x"], "with": []}"#, "/stages/0/with", "object"),
    Fault(#"{"id": "a", "run": ["x"], "timeout": "soon"}"#, "/stages/0/timeout", "time"),
    Fault(#"{"id": "a", "run": ["x"], "timeout": 31536001}"#, "/stages/0/timeout", "a year"),
    Fault(
      #"{"id": "a", "run": ["x"], "stallTimeout": "9223372036854775807h"}"#,
      "/stages/0/stallTimeout",
      "a year at most"
    ),
    Fault(#"{"id": "a", "run": ["x"], "timeout": 1e300}"#, "/stages/0/timeout", "time"),
    Fault(#"{"id": "a", "run": ["x"], "timeout": 0}"#, "/stages/0/timeout", "time"),
    Fault(#"{"id": "a", "run": ["x"], "timeout": -1}"#, "/stages/0/timeout", "time"),
    Fault(#"{"id": "a", "run": ["x"], "retries": 101}"#, "/stages/0/retries", "0 to 100"),
    Fault(#"{"id": "a", "run": ["x"], "retries": 1.5}"#, "/stages/0/retries", "whole"),
    Fault(#"{"id": "a", "run": ["x"], "foreach": {}}"#, "/stages/0/foreach", "\"glob\""),
    Fault(
      #"{"id": "a", "run": ["x"], "foreach": {"glob": "/x"}}"#,
      "/stages/0/foreach/glob",
      "relative"
    ),
    Fault(
      #"{"id": "a", "run": ["x"], "foreach": {"glob": "../x"}}"#,
      "/stages/0/foreach/glob",
      "relative"
    ),
    Fault(
      #"{"id": "a", "run": ["x"], "foreach": {"json": "x", "pointer": "y"}}"#,
      "/stages/0/foreach/pointer",
      "pointer"
    ),
    Fault(#"{"id": "a", "run": ["x", "${who}"]}"#, "/stages/0/run/1", "${who}"),
    Fault(#"{"id": "a", "run": ["x", "${item.path}"]}"#, "/stages/0", "no \"foreach\""),
    Fault(#"{"id": "a", "run": ["x", "${output}"]}"#, "/stages/0", "output 0"),
    Fault(#"{"id": "a", "run": ["x", "${outputs.2}"], "outputs": ["y"]}"#, "/stages/0", "output 2"),
    Fault(
      #"{"id": "a", "run": ["x", "${outputs.99999999999999999999}"]}"#,
      "/stages/0/run/1",
      "variable"
    ),
    Fault(#"{"id": "a", "run": ["x"], "outputs": ["/etc/x"]}"#, "/stages/0/outputs/0", "relative"),
    Fault(
      #"{"id": "a", "run": ["x"], "outputs": ["y", "../x"]}"#,
      "/stages/0/outputs/1",
      "relative"
    ),
    Fault(
      #"{"id": "a", "run": ["x"], "outputs": ["${project}/x"]}"#,
      "/stages/0/outputs/0",
      "item"
    ),
    Fault(#"{"id": "a", "run": ["x"], "inputs": ["x#y"]}"#, "/stages/0/inputs/0", "pointer"),
    Fault(
      #"{"id": "a", "run": ["x"], "inputs": ["${workspace}/x"]}"#,
      "/stages/0/inputs/0",
      "item"
    ),
    Fault(#"{"id": "a", "run": ["x"], "inputs": ["/x"]}"#, "/stages/0/inputs/0", "relative"),
    Fault(
      #"{"id": "a", "run": ["x", "${item.json}"], "foreach": {"glob": "*"}}"#,
      "/stages/0",
      "item.json"
    ),
    Fault(#"{"id": "a", "run": ["x"], "tools": {"x": 1}}"#, "/stages/0/tools", "string"),
    Fault(#"{"id": "a", "run": ["x"]}, {"id": "a", "run": ["x"]}"#, "/stages/1/id", "already"),
    Fault(#"7"#, "/stages/0", "object"),
  ])
  func `a stage that cannot be used is refused with its place`(fault: Fault) throws {
    let text = "{\"stages\": [\(fault.stage)]}"
    let value = try JSONReader.read(Array(text.utf8))
    let error = #expect(throws: PipelineFault.self) { try PipelineReader.read(value) }
    #expect(error?.place.description == fault.place)
    #expect(error?.reason.contains(fault.word) == true, "\(error?.reason ?? "")")
  }

  @Test(arguments: [
    Fault(#"{"video": {"width": 15}}"#, "/settings/video/width", "whole number from"),
    Fault(#"{"video": {"width": 101}}"#, "/settings/video", "even"),
    Fault(#"{"video": {"fps": 30}}"#, "/settings/video/fps", "num"),
    Fault(#"{"video": {"fps": {"num": 30, "den": 0}}}"#, "/settings/video/fps", "num"),
    Fault(#"{"backups": {"keep": 10}}"#, "/settings/backups/keep", "0 to 9"),
    Fault(#"{"backups": {"days": 0}}"#, "/settings/backups/days", "1 to"),
    Fault(#"{"pools": {"cpu": 0}}"#, "/settings/pools", "cpu"), Fault("[]", "/settings", "object"),
  ])
  func `a setting that cannot be used is refused with its place`(fault: Fault) throws {
    let text = "{\"stages\": [], \"settings\": \(fault.stage)}"
    let value = try JSONReader.read(Array(text.utf8))
    let error = #expect(throws: PipelineFault.self) { try PipelineReader.read(value) }
    #expect(error?.place.description == fault.place)
    #expect(error?.reason.contains(fault.word) == true, "\(error?.reason ?? "")")
  }

  @Test func `every member of a stage is read`() throws {
    let pipeline = try PipelineReader.read([
      "stages": [
        [
          "id": "a", "run": ["x", "${item.stem}", "${outputs.0}"], "with": ["n": 1],
          "foreach": ["json": "l.json", "pointer": "/items", "id": "/name"],
          "inputs": ["in/${item.id}.txt", "b.json#/c"], "outputs": ["out/${item.id}.txt"],
          "needs": ["b"], "pool": "net", "timeout": "2h", "stallTimeout": 90, "retries": 3,
          "codeVersion": 7, "tools": ["x": "1.2"], "allowEmpty": true,
        ]
      ],
      "settings": ["backups": ["keep": 5, "days": 14], "pools": ["net": 9]],
    ])
    let stage = try #require(pipeline.stages.first)
    #expect(stage.timeoutMilliseconds == 7_200_000)
    #expect(stage.stallTimeoutMilliseconds == 90_000)
    #expect(stage.retries == 3)
    #expect(stage.pool == "net")
    guard case .run(let run) = stage.work, case .json(_, let pointer, let id) = run.foreach else {
      Issue.record("it is no run stage over a list")
      return
    }
    #expect(pointer.description == "/items")
    #expect(id.description == "/name")
    #expect(run.codeVersion == 7)
    #expect(run.tools == ["x": "1.2"])
    #expect(run.allowEmpty)
    #expect(run.inputs.last?.pointer?.description == "/c")
    #expect(pipeline.settings.keeping.backups == 5)
    #expect(pipeline.settings.keeping.backupDays == 14)
    #expect(pipeline.settings.pools == ["cpu": 2, "net": 9])
  }

  @Test(
    arguments: [
      ("90", 90_000), ("90s", 90_000), ("10m", 600_000), ("2h", 7_200_000), ("500ms", 500),
      ("0s", nil), ("-1s", nil), ("1d", nil), ("", nil), ("s", nil), ("1.5s", nil),
      ("99999999999999999999", nil),
    ] as [(String, Int64?)]
  )
  func `a span of time is read or refused`(text: String, milliseconds: Int64?) {
    #expect(CutroomPipeline.Duration.milliseconds(text) == milliseconds)
  }
}
