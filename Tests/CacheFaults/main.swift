import CacheTrials
import CutroomSystem
import Glibc

// Started by `make faults` and by tests that need processes of their own.

let usage = """
  cache-faults model OPERATIONS SEED [--fifo|--recent]
  cache-faults kills KILLS SEED [--half]
  cache-faults replacements KILLS SEED
  cache-faults work FOLDER LIMIT SEED OPERATIONS
  cache-faults replacing FOLDER LAST
  cache-faults once FOLDER THREADS
  """

func number(_ place: Int) -> Int? {
  CommandLine.arguments.count > place ? Int(CommandLine.arguments[place]) : nil
}

func run() throws -> Int32 {
  let words = CommandLine.arguments
  switch (words.count > 1 ? words[1] : "", number(2), number(3)) {
  case ("model", let operations?, let seed?):
    let trial = try ModelTrial(
      seed: UInt64(seed),
      forgetsUses: words.last == "--fifo",
      keepsRecent: words.last == "--recent",
      isAlone: true
    )
    try trial.run(operations)
    print("operations=\(operations) seed=\(seed) differences=0")
  case ("kills", let kills?, let seed?):
    var trial = KillTrial(program: ThisProcess.executable)
    trial.seed = UInt64(seed)
    if words.last == "--half" { trial.judged /= 2 }
    let result = try trial.run(kills: kills)
    for failure in result.failures { print(failure) }
    print(
      "kills=\(result.kills) looks=\(result.looks) most=\(result.most) limit=\(trial.limit)",
      "failures=\(result.failures.count)"
    )
    return result.failures.isEmpty ? 0 : 1
  case ("replacements", let kills?, let seed?):
    let trial = ReplaceTrial(program: ThisProcess.executable, seed: UInt64(seed))
    let failures = try trial.run(kills: kills)
    for failure in failures { print(failure) }
    print("kills=\(kills) failures=\(failures.count)")
    return failures.isEmpty ? 0 : 1
  case ("replacing", _, let last?):
    try ReplaceTrial.replace(in: Folder.open(words[2]), after: last)
  case ("work", _, let limit?):
    guard let seed = number(4), let operations = number(5) else { return 2 }
    var worker = try KilledWorker(
      Folder.open(words[2]),
      limit: Int64(limit),
      seed: UInt64(seed)
    )
    try worker.run(operations)
  case ("once", _, let threads?):
    try OnceTrial.ask(Folder.open(words[2]), threads: threads)
  default:
    print(usage)
    return 2
  }
  return 0
}

do { exit(try run()) } catch {
  print("cache-faults: \(error)")
  exit(1)
}
