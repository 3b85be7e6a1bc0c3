import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomValidation
import CutroomWorkers

/// The gate before the render: nothing wrong passes.
struct ValidateStep: StageStep {
  let media: MediaWorkers

  static func stage(_ media: MediaWorkers) -> BuiltinStage {
    BuiltinStage(name: "validate", parameters: [deep], steps: [ValidateStep(media: media)])
  }

  private static let deep = Parameter(
    "deep",
    .flag,
    otherwise: false,
    "whether every media file is decoded whole"
  )

  let reads: [PathPattern] =
    Places.scripts
    + .known(
      "timeline.json",
      "topics/*.json",
      "scripts/tags.json",
      "assets/images/*",
      "assets/videos/*",
      "assets/audio/*",
      "assets/music/*"
    )
  let isShareable = false
  let writes: [PathPattern] = .known("validation.json")
  let settings = ["validation"]

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let timeline = try scope.need(Timeline.self, at: Places.timeline)
    let files = try RenderedMaterial.files(of: timeline, scope)
    return [
      ItemSpec(id: "validate", inputs: files.map { .file($0) }, outputs: [Places.validation])
    ]
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let project = bench.scope.project
    let gate = Gate(
      project: project,
      ledger: try ProjectLedger.load(project),
      media: media.stopped(by: bench.cancellation),
      scope: .inputsOfRender
    )
    let profile = bench.scope.settings.profile
    let report = try gate.check(depth: depth(bench.scope), profile: profile) { progress in
      try bench.checkCancelled()
      if progress.total > 0 {
        bench.progress(Double(progress.done) / Double(progress.total))
      }
    }
    for finding in report.findings {
      bench.log("\(finding.severity.rawValue) \(finding.rule) \(finding.path): \(finding.message)")
    }
    guard report.valid else { throw Self.fault(report.findings, bench.scope.project.id) }
    try bench.save(report, to: Places.validation)
    let warnings = report.findings.count
    let count = Amounts.count(warnings, "warning")
    let message = "\(count) before the render, shown by: cutroom validate \(project.id)"
    return ItemResult(
      outputs: item.outputs,
      decisions: warnings == 0 ? [] : [Decision(code: "validation-warnings", message: message)]
    )
  }

  private func depth(_ scope: StageScope) -> GateDepth {
    scope.flag(Self.deep) ? .deep : .normal
  }

  private static func fault(_ findings: [Finding], _ project: ProjectID) -> ItemFault {
    let errors = findings.filter { $0.severity == .error }
    let first = errors.prefix(3).map { "\($0.rule): \($0.path): \($0.message)" }
    let more = errors.count > first.count ? "; and \(errors.count - first.count) more" : ""
    let warnings = findings.count - errors.count
    let counts = "\(Amounts.count(errors.count, "error")), \(Amounts.count(warnings, "warning"))"
    return ItemFault(
      "validation-failed",
      "\(counts). \(first.joined(separator: "; "))\(more). See: cutroom validate \(project)"
    )
  }
}
