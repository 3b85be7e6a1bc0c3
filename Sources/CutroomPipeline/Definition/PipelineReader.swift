package import CutroomModel
import CutroomStore

/// Why a `pipeline.json` cannot be used.
package struct PipelineFault: Error, Equatable, Sendable {
  /// Where in the file.
  package let place: JSONPointer
  package let reason: String
  package let subject: Subject

  /// What the fault is about, and so where help stands.
  package enum Subject: Sendable {
    case shape
    case parameters
  }

  package init(_ place: JSONPointer, _ reason: String, _ subject: Subject = .shape) {
    self.place = place
    self.reason = reason
    self.subject = subject
  }
}

/// Reads the value of a `pipeline.json` into a definition, refusing what it does not know.
package enum PipelineReader {
  package static func read(_ value: JSONValue) throws(PipelineFault) -> PipelineDefinition {
    let root = Member(value, at: [])
    try root.allow(["$schema", "kind", "version", "createdAt", "metadata", "settings", "stages"])
    guard let stages = value["stages"]?.array else {
      throw root.fault("it needs a list of \"stages\"")
    }
    var definitions: [StageDefinition] = []
    for (index, stage) in stages.enumerated() {
      let definition = try readStage(Member(stage, at: ["stages", String(index)]))
      guard !definitions.contains(where: { $0.id == definition.id }) else {
        throw PipelineFault(
          JSONPointer(tokens: ["stages", String(index), "id"]),
          "a stage \"\(definition.id)\" stands above already"
        )
      }
      definitions.append(definition)
    }
    let settings = try readSettings(Member(value["settings"] ?? [:], at: ["settings"]))
    return PipelineDefinition(settings: settings, stages: definitions)
  }

  private static func readStage(_ stage: Member) throws(PipelineFault) -> StageDefinition {
    try stage.allow([
      "id", "uses", "with", "needs", "run", "foreach", "inputs", "outputs", "pool", "timeout",
      "stallTimeout", "retries", "codeVersion", "tools", "allowEmpty", "share",
    ])
    guard let id = try stage.text("id") else { throw stage.fault("a stage needs an \"id\"") }
    guard ProjectID.isValid(id) else {
      throw stage.fault("\"\(id)\" is no stage id: a–z, 0–9, _ and -, at most 64", at: "id")
    }
    let with = stage.value["with"] ?? [:]
    guard with.object != nil else { throw stage.fault("it must be an object", at: "with") }
    return StageDefinition(
      id: id,
      work: try readWork(stage),
      with: with,
      needs: try stage.texts("needs"),
      pool: try stage.text("pool"),
      timeoutMilliseconds: try stage.duration("timeout"),
      stallTimeoutMilliseconds: try stage.duration("stallTimeout"),
      retries: try stage.whole("retries", in: 0...100) ?? 0
    )
  }

  private static func readWork(_ stage: Member) throws(PipelineFault) -> StageDefinition.Work {
    if let name = try stage.text("uses") {
      for key in [
        "run", "foreach", "inputs", "outputs", "codeVersion", "tools", "allowEmpty", "share",
      ] where stage.value[key] != nil {
        throw stage.fault("a built-in stage takes no \"\(key)\"", at: key)
      }
      return .builtin(name)
    }
    guard stage.value["run"] != nil else {
      throw stage.fault("a stage needs \"uses\" (a built-in) or \"run\" (a program)")
    }
    let arguments = try stage.templates("run")
    if arguments.isEmpty { throw stage.fault("it must name a program", at: "run") }
    var tools: [String: String] = [:]
    for (name, version) in try stage.section("tools").value.object ?? [:] {
      guard let version = version.string else {
        throw stage.fault("the version of \(name) must be a string", at: "tools")
      }
      tools[name] = version
    }
    let run = RunDefinition(
      arguments: arguments,
      foreach: try readForeach(stage),
      inputs: try readInputs(stage),
      outputs: try stage.templates("outputs"),
      codeVersion: try stage.whole("codeVersion", in: 0...1_000_000_000) ?? 0,
      tools: tools,
      allowEmpty: try stage.flag("allowEmpty"),
      isShared: try stage.flag("share")
    )
    try checkVariables(of: run, in: stage)
    return .run(run)
  }

  private static func readForeach(_ stage: Member) throws(PipelineFault) -> RunDefinition.Foreach {
    guard let value = stage.value["foreach"] else { return .once }
    let foreach = Member(value, at: stage.place + ["foreach"])
    if let glob = try foreach.text("glob") {
      try foreach.allow(["glob"])
      guard let pattern = PathPattern(glob) else {
        throw foreach.fault("\"\(glob)\" must be a path relative to the project", at: "glob")
      }
      return .glob(pattern)
    }
    guard let file = try foreach.text("json") else {
      throw foreach.fault("it needs a \"glob\" or a \"json\"")
    }
    try foreach.allow(["json", "pointer", "id"])
    guard let pattern = PathPattern(file) else {
      throw foreach.fault("\"\(file)\" must be a path relative to the project", at: "json")
    }
    return .json(
      file: pattern,
      pointer: try foreach.pointer("pointer", otherwise: ""),
      id: try foreach.pointer("id", otherwise: "/id")
    )
  }

  private static func readInputs(_ stage: Member) throws(PipelineFault) -> [InputReference] {
    var inputs: [InputReference] = []
    for (index, text) in try stage.texts("inputs").enumerated() {
      let place = Member(.null, at: stage.place + ["inputs", String(index)])
      let halves = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      var pointer: JSONPointer?
      if halves.count == 2 {
        pointer = JSONPointer(String(halves[1]))
        if pointer == nil { throw place.fault("what follows # must be a JSON pointer") }
      }
      let path = try place.template(String(halves[0]))
      guard !path.variables.contains(where: \.isPlace) else {
        throw place.fault("an input may name item.path, name, stem or id only")
      }
      guard path.pattern != nil else { throw place.fault("it must be relative to the project") }
      inputs.append(InputReference(path: path, pointer: pointer))
    }
    return inputs
  }

  private static func checkVariables(of run: RunDefinition, in stage: Member) throws(PipelineFault)
  {
    let named = run.arguments + run.outputs + run.inputs.map(\.path)
    if run.foreach == .once, let template = named.first(where: \.usesItem) {
      throw stage.fault("\"\(template)\" names an item, but the stage has no \"foreach\"")
    }
    for case .output(let number) in run.arguments.flatMap(\.variables)
    where number >= run.outputs.count {
      throw stage.fault("an argument names output \(number), but there are \(run.outputs.count)")
    }
    if case .glob = run.foreach,
      let template = named.first(where: { $0.variables.contains(.itemJSON) })
    {
      throw stage.fault("\"\(template)\" names item.json, but the items are files")
    }
    for (index, output) in run.outputs.enumerated() {
      let place = Member(.null, at: stage.place + ["outputs", String(index)])
      guard output.pattern != nil else { throw place.fault("it must be relative to the project") }
      if output.variables.contains(where: { $0.isPlace || $0 == .itemJSON }) {
        throw place.fault("an output may name item.path, name, stem or id only")
      }
    }
  }

  private static func readSettings(_ settings: Member) throws(PipelineFault) -> PipelineSettings {
    guard settings.value.object != nil, let standard = FrameRate(30, 1) else {
      throw settings.fault("it must be an object")
    }
    try settings.allow([
      "video", "backups", "cache", "pools", "trash", "logs", "validation", "providers", "budget",
    ])
    var result = PipelineSettings(fps: standard, raw: settings.value)
    let video = try settings.section("video")
    try video.allow(["width", "height", "fps"])
    let side = Int64(FrameLimits.side.lowerBound)...Int64(FrameLimits.side.upperBound)
    result.width = try video.whole("width", in: side) ?? result.width
    result.height = try video.whole("height", in: side) ?? result.height
    guard FrameLimits.isSide(result.width), FrameLimits.isSide(result.height) else {
      throw video.fault("width and height must be even")
    }
    if let fps = video.value["fps"] {
      guard let num = fps["num"]?.integer, let den = fps["den"]?.integer,
        let rate = FrameRate(Int(num), Int(den)), FrameLimits.isRate(rate)
      else {
        let range = "\(FrameLimits.rate.lowerBound) to \(FrameLimits.rate.upperBound)"
        throw video.fault("it must be {\"num\", \"den\"}, \(range) frames a second", at: "fps")
      }
      result.fps = rate
    }
    let backups = try settings.section("backups")
    try backups.allow(["keep", "days"])
    result.cache = try readCache(settings)
    var keeping = Keeping()
    keeping.backups = try backups.whole("keep", in: 0...9) ?? keeping.backups
    keeping.backupDays = try backups.whole("days", in: 1...36_500) ?? keeping.backupDays
    let trash = try settings.section("trash")
    try trash.allow(["days"])
    keeping.trashDays = try trash.whole("days", in: 1...36_500) ?? keeping.trashDays
    let logs = try settings.section("logs")
    try logs.allow(["days", "runs"])
    keeping.logDays = try logs.whole("days", in: 1...36_500) ?? keeping.logDays
    keeping.logRuns = try logs.whole("runs", in: 1...10_000) ?? keeping.logRuns
    result.keeping = keeping
    result.profile = try readProfile(settings)
    result.providers = try ProviderReader.read(settings)
    result.budget = try ProviderReader.readBudget(settings)
    for (name, size) in try settings.section("pools").value.object ?? [:] {
      guard let size = size.integer, (1...256).contains(size) else {
        throw settings.fault("the pool \"\(name)\" must be 1 to 256", at: "pools")
      }
      result.pools[name] = Int(size)
    }
    return result
  }
}

extension PipelineReader {
  private static func readCache(_ settings: Member) throws(PipelineFault) -> CacheLimits {
    let cache = try settings.section("cache")
    try cache.allow(["maxSizeGB", "mediaDays", "ttsDays", "itemDays"])
    do { return try CacheLimits(settings: cache.value) } catch {
      throw cache.fault("it must be \(error.range)", at: error.member)
    }
  }

  private static func readProfile(_ settings: Member) throws(PipelineFault) -> ValidationProfile {
    let validation = try settings.section("validation")
    try validation.allow(["profile"])
    guard let name = try validation.text("profile") else { return .standard }
    guard let profile = ValidationProfile(rawValue: name) else {
      let names = ValidationProfile.allCases.map(\.rawValue).joined(separator: ", ")
      throw validation.fault("it must be one of: \(names)", at: "profile")
    }
    return profile
  }
}
