import CutroomModel
import CutroomPipeline
import CutroomStages
import CutroomSystem
import CutroomWorkers
import Testing

@Suite struct ParameterTests {
  static let stages =
    StageCatalog(
      media: MediaWorkers(atOnce: 1, folder: builtPrograms),
      net: NetWorkers(atOnce: 1, folder: builtPrograms)
    ).stages

  /// What the graph says of a stage with a `with`.
  func fault(_ stage: String, _ with: JSONValue) throws -> PipelineFault? {
    let pipeline = try PipelineReader.read([
      "stages": [["id": .string(stage), "uses": .string(stage), "with": with]]
    ])
    let builtins = Dictionary(Self.stages.map { ($0.name, $0) }) { $1 }
    do throws(PipelineFault) { _ = try StageGraph(pipeline, builtins: builtins) } catch {
      return error
    }
    return nil
  }

  @Test(
    arguments: [
      ("narration", ["wordsPerMinute": "fast"], "wordsPerMinute", "whole number from 80 to 450"),
      ("narration", ["wordsPerMinute": 79], "wordsPerMinute", "whole number from 80 to 450"),
      ("narration", ["pitch": .number(50.5)], "pitch", "whole number from 0 to 100"),
      ("narration", ["voice": ""], "voice", "string that is not empty"),
      ("select", ["mode": "best"], "mode", "one of: auto, ask"),
      ("discover", ["feeds": ["a.xml", 1]], "feeds/1", "string that is not empty"),
      ("discover", ["feeds": []], "feeds", "empty"),
      ("discover", ["allowPrivateHosts": "yes"], "allowPrivateHosts", "true or false"),
      ("media", ["providers": ["library", "moon"]], "providers/1", "one of: library"),
      ("media", ["library": "../elsewhere"], "library", "folder of the workspace"),
      ("refine", ["language": "tlh"], "language", "one of: "),
      ("render", ["name": "My Film"], "name", "plain name"),
      ("validate", ["deep": .null], "deep", "true or false"),
    ] as [(String, JSONValue, String, String)]
  )
  func `a value that a parameter cannot have is refused at its place`(
    stage: String,
    with: JSONValue,
    place: String,
    reason: String
  ) throws {
    let fault = try #require(try fault(stage, with))
    #expect(fault.place.description == "/stages/0/with/\(place)")
    #expect(fault.reason.contains(reason), "\(fault.reason)")
  }

  @Test(
    arguments: [
      ("narration", ["wordsPerMinute": 450, "pitch": 0, "voice": "fr-fr"]),
      ("discover", ["feeds": "feeds/a.xml", "refresh": ["any", 1]]),
      ("media", ["providers": "library", "library": "pictures/own"]),
      ("refine", ["language": "en-GB"]),
      ("render", ["name": "short_film-2"]),
    ] as [(String, JSONValue)]
  )
  func `values at the edge of what is allowed are taken`(stage: String, with: JSONValue) throws {
    #expect(try fault(stage, with) == nil)
  }

  @Test func `an unknown parameter is told with the one that was meant`() throws {
    let slip = try #require(try fault("narration", ["wordPerMinute": 160]))
    #expect(slip.place.description == "/stages/0/with/wordPerMinute")
    #expect(slip.reason.hasSuffix("did you mean \"wordsPerMinute\"?"))
    let other = try #require(try fault("narration", ["colour": 1]))
    #expect(other.reason.hasSuffix("it has voice, wordsPerMinute, pitch"))
  }

  @Test func `every default is a value that its parameter may have`() {
    for parameter in Self.stages.flatMap(\.parameters) {
      guard let standard = parameter.standard else { continue }
      #expect(parameter.kind.fault(in: standard) == nil, "\(parameter.name)")
    }
  }

  @Test func `the page of the stages names every parameter and its default`() throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let bytes = try Descriptor.openForReading("\(root)/docs/stages.md").readAll(limit: 1 << 20)
    let text = String(decoding: bytes, as: UTF8.self)
    for stage in Self.stages {
      let start = try #require(text.firstRange(of: "\n## \(stage.name)\n")).upperBound
      let section = text[start...].split(separator: "\n## ")[0]
      for parameter in stage.parameters {
        #expect(section.contains("`\(parameter.name)`"), "\(stage.name)")
        if let number = parameter.standard?.integer {
          #expect(section.contains("\(number)"), "\(stage.name): \(parameter.name)")
        }
      }
    }
  }
}
