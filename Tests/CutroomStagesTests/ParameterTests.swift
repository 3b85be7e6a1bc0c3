import BuiltPrograms
import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStages
import CutroomSystem
import CutroomWorkers
import Testing

@Suite struct ParameterTests {
  static let stages =
    StageCatalog(
      media: MediaWorkers(atOnce: 1, folder: builtPrograms),
      net: NetWorkers(atOnce: 1, folder: builtPrograms),
      providers: ProviderDesk()
    ).stages

  /// What the graph says of a stage with a `with`.
  func fault(
    _ stage: String,
    _ with: JSONValue,
    providers: JSONValue = [:]
  ) throws -> PipelineFault? {
    let pipeline = try PipelineReader.read([
      "settings": ["providers": providers],
      "stages": [["id": .string(stage), "uses": .string(stage), "with": with]],
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
      ("media", ["providers": ["Moon Photos"]], "providers/0", "name of a provider"),
      ("refine", ["language": "tlh"], "language", "one of: "),
      ("script", ["provider": "moon", "model": "m"], "provider", "there is none in"),
      ("narration", ["speed": 9], "speed", "number from 0.25 to 4"),
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

  private static let known: JSONValue = [
    "chat": ["uses": "openai"], "photos": ["run": ["./photos"]], "pictures": ["uses": "pexels"],
  ]

  @Test(
    arguments: [
      ("script", ["provider": "chat", "model": "m", "instructions": "short"]),
      ("refine", ["provider": "chat", "model": "m"]), ("tags", ["provider": "chat", "model": "m"]),
      (
        "narration",
        ["provider": "chat", "model": "m", "voice": "v", "speed": .number(1.25)]
      ),
      ("media", ["providers": ["library", "photos"]]), ("media", ["providers": "photos"]),
      ("music", ["providers": ["library", "photos"], "query": "calm piano"]),
    ] as [(String, JSONValue)]
  )
  func `providers of the settings are taken by their names`(
    stage: String,
    with: JSONValue
  ) throws {
    #expect(try fault(stage, with, providers: Self.known) == nil)
  }

  @Test(
    arguments: [
      (
        "media", ["providers": ["library", "moon"]], "providers/1",
        "one of: library, chat, photos, pictures"
      ),
      (
        "script", ["provider": "photo", "model": "m"], "provider", "one of: chat, photos, pictures"
      ),
      ("media", ["providers": ["chat"]], "providers/0", "chat (openai) cannot be asked for search"),
      (
        "narration", ["provider": "pictures", "model": "m", "voice": "v"], "provider",
        "pictures (pexels) cannot be asked for speech"
      ),
      ("tags", ["provider": "pictures", "model": "m"], "provider", "cannot be asked for text"),
      ("music", ["providers": ["pictures"]], "providers/0", "pictures (pexels) has no music"),
      ("script", ["provider": "chat"], "provider", "needs \"model\""),
      ("script", ["model": "m"], "model", "needs \"provider\""),
      ("tags", ["instructions": "short"], "instructions", "needs \"provider\""),
      ("narration", ["provider": "chat", "model": "m"], "provider", "needs \"voice\""),
      ("narration", ["speed": 1], "speed", "needs \"provider\""),
      (
        "narration", ["provider": "chat", "model": "m", "voice": "v", "pitch": 9], "pitch",
        "means nothing beside \"provider\""
      ),
    ] as [(String, JSONValue, String, String)]
  )
  func `what goes with a provider is told at its place`(
    stage: String,
    with: JSONValue,
    place: String,
    reason: String
  ) throws {
    let fault = try #require(try fault(stage, with, providers: Self.known))
    #expect(fault.place.description == "/stages/0/with/\(place)")
    #expect(fault.reason.contains(reason), "\(fault.reason)")
  }

  @Test func `who asks a provider works in the pool of the net`() throws {
    func pools(_ stage: String, _ with: JSONValue) -> Set<String> {
      Set(Self.stages.first { $0.name == stage }?.steps.map { $0.pool(with) } ?? [])
    }
    #expect(pools("script", [:]) == ["cpu"])
    #expect(pools("script", ["provider": "chat"]) == ["net"])
    #expect(pools("narration", [:]) == ["cpu"])
    #expect(pools("narration", ["provider": "chat"]) == ["net"])
    #expect(pools("music", ["providers": "library"]) == ["cpu"])
    #expect(pools("music", ["providers": ["library", "photos"]]) == ["net"])
    #expect(pools("music", ["track": "https://example.org/a.mp3"]) == ["net"])
  }

  @Test func `an unknown parameter is told with the one that was meant`() throws {
    let slip = try #require(try fault("narration", ["wordPerMinute": 160]))
    #expect(slip.place.description == "/stages/0/with/wordPerMinute")
    #expect(slip.reason.hasSuffix("did you mean \"wordsPerMinute\"?"))
    let other = try #require(try fault("narration", ["colour": 1]))
    #expect(other.reason.hasSuffix("it has voice, wordsPerMinute, pitch, provider, model, speed"))
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
