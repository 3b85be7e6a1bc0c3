import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Makes the video, and compares it with its plan before anybody gets it.
struct RenderStep: StageStep {
  let media: MediaWorkers

  static func stage(_ media: MediaWorkers) -> BuiltinStage {
    BuiltinStage(name: "render", parameters: [name], steps: [RenderStep(media: media)])
  }

  private static let name = Parameter(
    "name",
    .name,
    otherwise: "video",
    "what the finished files are called"
  )

  let reads: [PathPattern] = .known("timeline.json", "validation.json")
  let writes: [PathPattern] = .known("renders/*")
  let codeVersion = 2

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    guard let timeline = try scope.json(Places.timeline) else {
      throw StageWaits(for: Places.timeline.description)
    }
    let report = try scope.need(ValidationReport.self, at: Places.validation)
    return [
      ItemSpec(
        id: "video",
        inputs: [
          // The timeline names every file by its digest; the gate has compared them.
          .value(
            name: "timeline.json",
            DocumentCoding.content(of: timeline),
            from: Places.timeline
          ),
          .value(name: "validation.json#/valid", .bool(report.valid), from: Places.validation),
        ],
        outputs: try outputs(scope)
      )
    ]
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let scope = bench.scope
    let timeline = try scope.need(Timeline.self, at: Places.timeline)
    let material = StillMaterial(of: timeline, in: scope.project.tree.root)
    try requireValidation(of: timeline, scope)
    let video = item.outputs[0]
    let rendered = try render(timeline, video, bench)
    try material.requireUntouched()
    let file = try bench.attempt.openFile(video.description)
    let facts: ProbeFacts
    do {
      facts = try media.stopped(by: bench.cancellation)
        .probe(file, path: video.description, deep: true, deadline: .seconds(600))
    } catch {
      throw ItemFault(error, about: video.description)
    }
    let checks = RenderCheck.checks(of: facts, rendered.measurement, against: timeline)
    let report = RenderReport(
      file: video.description,
      sha256: Digest(hash: try file.sha256(path: video.description)),
      bytes: try FileFacts(descriptor: file.raw).size,
      timeline: try scope.look(Places.timeline).digest ?? .zero,
      media: facts.cutroom,
      loudness: rendered.measurement.loudness.integrated,
      truePeak: rendered.measurement.loudness.truePeak,
      checks: checks
    )
    for check in checks {
      let verdict = check.passed ? "as planned" : "WRONG"
      bench.log("\(check.name): \(check.measured) (planned: \(check.planned)): \(verdict)")
    }
    let wrong = checks.filter { !$0.passed }
    guard wrong.isEmpty else {
      let words = wrong.map { "\($0.name) is \($0.measured), planned was \($0.planned)" }
      throw ItemFault(
        "render-wrong",
        "the video is not as planned: \(words.joined(separator: "; ")); "
          + "cutroom validate \(scope.project.id) --deep may say which file is to blame"
      )
    }
    try bench.save(report, to: item.outputs[3])
    return ItemResult(outputs: item.outputs, decisions: missingGlyphs(of: timeline, bench))
  }

  /// Characters of the captions that no installed font can draw.
  private func missingGlyphs(of timeline: Timeline, _ bench: Workbench) -> [Decision] {
    let coverage = InstalledFonts.coverage(
      environment: bench.environment,
      folder: bench.attempt,
      cancellation: bench.cancellation,
      killSwitch: bench.killSwitch
    )
    let text = timeline.captions.flatMap(\.lines).joined()
    guard let missing = coverage?.missing(in: text), let first = missing.first else { return [] }
    let shown = missing.prefix(8).map { "\($0)" }.joined(separator: " ")
    return [
      Decision(
        code: "glyph-missing",
        message: "no installed font can draw \(shown); \(FontCoverage.package(for: first)) may"
      )
    ]
  }

  // MARK: -

  private func render(
    _ timeline: Timeline,
    _ video: ProjectPath,
    _ bench: Workbench
  ) throws -> RenderedFiles {
    let renderer = Renderer(
      timeline,
      projectFolder: bench.scope.project.tree.root,
      attemptFolder: try bench.attempt.makeFolder(video.folder),
      ffmpeg: try bench.ffmpeg(),
      progress: { bench.progress($0.fraction) }
    )
    do {
      return try renderer.render(name: video.stem)
    } catch let error as FFmpegError {
      throw ItemFault(error, about: "the render")
    } catch let problem as RenderProblem {
      throw ItemFault("timeline-unfit", "\(Places.timeline) cannot be rendered: \(problem)")
    }
  }

  /// Refuses to render what was not validated as it is now.
  private func requireValidation(of timeline: Timeline, _ scope: StageScope) throws {
    let report = try scope.need(ValidationReport.self, at: Places.validation)
    guard report.valid else {
      throw ItemFault("not-valid", "validation found errors; see: cutroom validate")
    }
    let (judged, wanted) = (report.profile ?? .standard, scope.settings.profile)
    guard judged == wanted else {
      throw ItemFault(
        "validation-outdated",
        "\(Places.validation) was judged by the profile \(judged.rawValue), and "
          + "settings.validation.profile says \(wanted.rawValue); run the stage validate again"
      )
    }
    for path in try RenderedMaterial.files(of: timeline, scope) {
      guard let seen = report.digests[path.description], try scope.look(path).digest == seen else {
        throw ItemFault(
          "validation-outdated",
          "\(path) is not what it was when it was validated; run the stage validate again"
        )
      }
    }
  }

  private func outputs(_ scope: StageScope) throws -> [ProjectPath] {
    let name = scope.text(Self.name) ?? "video"
    return try ["mp4", "srt", "vtt", "report.json"].map { try Places.path("renders/\(name).\($0)") }
  }
}
