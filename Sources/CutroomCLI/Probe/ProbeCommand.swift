import CutroomModel
import CutroomSystem
import CutroomWorkers
import Glibc

/// `cutroom probe`.
struct ProbeCommand: Command {
  let name = "probe"
  let summary = "what media files really are, measured from their bytes"
  let details = [
    "The JSON answer has ffprobe's names and habits, and a block \"cutroom\" of plain types. Files "
      + "stand in the order of the arguments; one without an answer has an \"error\", and the exit "
      + "code is 1.",
    "Answers are cached under the file's identity and times.",
  ]
  let positionals = [files]
  let options: [any OptionDeclaration] = [
    deep, hash, sheet, noCache, CommonOptions.json, jsonLines,
  ]

  private static let files = Positional("FILE", help: "media files", isRepeated: true)
  private static let deep = Flag("deep", help: "read every packet of every file")
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
    let form: ProbeReport.Form =
      arguments[Self.jsonLines] ? .lines : arguments[CommonOptions.json] ? .object : .table
    var report = ProbeReport(form, context)
    let probe = CachedProbe(
      cache: arguments[Self.noCache] ? nil : ProbeCache(context),
      deep: arguments[Self.deep],
      hash: arguments[Self.hash],
      clock: context.clock
    )
    let sheets = try arguments[Self.sheet].map { try ProbeSheets($0, context) }
    probe.run(arguments.all(Self.files)) { report.take(sheets?.illustrated($0) ?? $0) }
    if let missing = report.missingProgram { throw missing }
    report.finish()
    try sheets?.finish()
    return report.failures + (sheets?.failures ?? 0) > 0 ? .failed : .done
  }
}

/// Probes files, those that the cache knows without a worker.
struct CachedProbe {
  var cache: ProbeCache?
  var deep: Bool
  var hash: Bool
  var clock: SystemClock

  private struct Missed {
    let index: Int
    let path: String
    let facts: FileFacts?
    let lookedAt: Int64
  }

  /// Hands over each answer in the order of `paths`, as soon as it and those before it are there.
  func run(_ paths: [String], each: (ProbeAnswer) -> Void) {
    var known: [Int: ProbeAnswer] = [:]
    var missed: [Missed] = []
    for (index, path) in paths.enumerated() {
      let facts = cache == nil ? nil : Self.facts(of: path)
      if let facts, let found = cache?.facts(of: facts, deep: deep, hash: hash) {
        known[index] = ProbeAnswer(path: path, result: .success(found))
      } else {
        let now = clock.now() &* 1000
        missed.append(Missed(index: index, path: path, facts: facts, lookedAt: now))
      }
    }
    deliver(known, missed, count: paths.count, each: each)
  }

  private func deliver(
    _ known: [Int: ProbeAnswer],
    _ missed: [Missed],
    count: Int,
    each: (ProbeAnswer) -> Void
  ) {
    var due = 0
    func passKnown() {
      while due < count, let answer = known[due] {
        each(answer)
        due += 1
      }
    }
    passKnown()
    guard !missed.isEmpty else { return }
    let workers = MediaWorkers(atOnce: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    defer { workers.close() }
    var waiting = missed[...]
    let deadline: Duration = deep ? .seconds(600) : .seconds(10)
    workers.probeAll(missed.map(\.path), deep: deep, hash: hash, deadline: deadline) { answer in
      if let asked = waiting.popFirst() { keep(answer, asked) }
      each(answer)
      due += 1
      passKnown()
    }
  }

  private func keep(_ answer: ProbeAnswer, _ asked: Missed) {
    guard let facts = asked.facts, case .success(let found) = answer.result,
      Self.facts(of: asked.path) == facts
    else { return }
    cache?.keep(found, of: facts, deep: deep, lookedAt: asked.lookedAt)
  }

  private static func facts(of path: String) -> FileFacts? {
    guard let file = try? Descriptor.openForReading(path) else { return nil }
    return try? FileFacts(descriptor: file.raw)
  }
}
