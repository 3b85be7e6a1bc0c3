import CutroomModel
import CutroomSystem
import CutroomWorkers

/// `cutroom probe`.
struct ProbeCommand: Command {
  let name = "probe"
  let summary = "what media files really are, measured from their bytes"
  let details = [
    "Of a folder all media files are probed, by their names, in it and below; a quoted pattern such "
      + "as 'clips/**/*.mp4' stands for the files that match it.",
    "The JSON answer has ffprobe's names and habits, and a block \"cutroom\" of plain types. Files "
      + "stand in the order of the arguments; one without an answer has an \"error\", and the exit "
      + "code is 1.",
    "Answers are cached under the file's identity and times.",
  ]
  let positionals = [files]
  let options: [any OptionDeclaration] = [
    deep, hash, sheet, noCache, CommonOptions.json, jsonLines,
  ]

  private static let files = Positional(
    "FILE",
    help: "media files, folders, patterns",
    isRepeated: true
  )
  private static let deep = Flag("deep", help: "read every packet, and decode each file whole")
  private static let hash = Flag("hash", help: "add the SHA-256 of each file")
  private static let sheet = Option(
    "sheet",
    "FOLDER",
    .text,
    help: "draw each file there: frames of a video, waveform and spectrogram of sound"
  )
  private static let noCache = Flag("no-cache", help: "neither use nor fill the cache")
  private static let jsonLines = Flag("jsonl", help: "answer with one JSON object a line")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    if arguments[CommonOptions.json], arguments[Self.jsonLines] {
      throw UsageError.other("--json and --jsonl exclude each other", hint: nil)
    }
    try MediaLibraries.requireProgram()
    let targets = ProbeTargets(arguments.all(Self.files))
    for note in targets.notes { context.note(note) }
    let cancellation = try Cancellation()
    let workers = MediaWorkers(atOnce: ThisProcess.processorCount).stopped(by: cancellation)
    defer { workers.close() }
    let probe = CachedProbe(
      cache: arguments[Self.noCache] ? nil : ProbeCache(context),
      workers: workers,
      deep: arguments[Self.deep],
      hash: arguments[Self.hash],
      clock: context.clock
    )
    let sheets = try arguments[Self.sheet].map { try ProbeSheets($0, context) }
    let failures = answer(targets.all, probe, sheets, cancellation, form: form(arguments), context)
    try sheets?.finish()
    return failures + (sheets?.failures ?? 0) > 0 ? .failed : .done
  }

  private func form(_ arguments: Arguments) -> ProbeReport.Form {
    arguments[Self.jsonLines] ? .lines : arguments[CommonOptions.json] ? .object : .table
  }

  /// Says what each target is, as soon as it and those before it are known; how many are not.
  private func answer(
    _ targets: [ProbeTarget],
    _ probe: CachedProbe,
    _ sheets: ProbeSheets?,
    _ cancellation: Cancellation,
    form: ProbeReport.Form,
    _ context: Context
  ) -> Int {
    let progress = ProbeProgress(count: targets.count, context)
    defer { progress.finish() }
    let widest = targets.lazy.map { DisplayWidth.of($0.path.printable) }.max() ?? 0
    var report = ProbeReport(form, widestPath: widest, context)
    let work = OrderedWork(threads: probe.workers.workersAtOnce)
    /// Once nobody reads on, what is at work is for nothing.
    func goesOn() -> Bool {
      if context.output.isClosed { cancellation.cancel() }
      return !context.output.isClosed
    }
    @Sendable func answer(_ index: Int) -> JSONValue {
      let target = targets[index]
      return progress.during(target.path) { probe.answer(target) }
    }
    if let sheets {
      work.run(count: targets.count, answer) { answer in
        report.take(ProbeReport.Entry(sheets.illustrated(answer), as: form))
        return goesOn()
      }
    } else {
      @Sendable func entry(_ index: Int) -> ProbeReport.Entry {
        ProbeReport.Entry(answer(index), as: form)
      }
      work.run(count: targets.count, entry) { entry in
        report.take(entry)
        return goesOn()
      }
    }
    report.finish()
    return report.failures
  }
}
