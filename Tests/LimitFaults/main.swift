import CutroomModel
import CutroomSystem
import Glibc
import LimitTrials

// Started by `make faults` and by tests that need processes of their own.

let usage = """
  limit-faults book STEPS SEED [--cheat]
  limit-faults trial KILLS SEED [--cheat]
  limit-faults day FOLDER NUMBER SEED [--cheat]
  limit-faults buy FOLDER THREADS
  limit-faults speed FOLDER COUNT
  """

func number(_ place: Int) -> Int? {
  CommandLine.arguments.count > place ? Int(CommandLine.arguments[place]) : nil
}

func run() throws -> Int32 {
  let words = CommandLine.arguments
  let isCheating = words.last == "--cheat"
  switch (words.count > 1 ? words[1] : "", number(2), number(3)) {
  case ("book", let steps?, let seed?):
    let limits = [
      RateLimit(5, per: .second), RateLimit(100, per: .minute), RateLimit(200, per: .hour),
      RateLimit(1000, per: .day),
    ]
    var trial = BookTrial(seed: UInt64(seed), limits: limits, isCheating: isCheating)
    try trial.run(steps)
    print("steps=\(steps) seed=\(seed) sends=\(trial.sends) waits=\(trial.waits)")
  case ("trial", let kills?, let seed?):
    var trial = try DayTrial(
      program: ThisProcess.executable,
      seed: UInt64(seed),
      isCheating: isCheating
    )
    let result = try trial.run(kills: kills)
    for failure in result.failures { print(failure) }
    print("sent=\(result.sent) kills=\(result.kills) failures=\(result.failures.count)")
    return result.failures.isEmpty ? 0 : 1
  case ("day", _, let worker?):
    guard let seed = number(4) else { return 2 }
    var day = try DayWorker(
      Folder.open(words[2]),
      number: worker,
      seed: UInt64(seed),
      isCheating: isCheating
    )
    try day.run()
  case ("buy", _, let threads?): try BuyTrial.buy(Folder.open(words[2]), threads: threads)
  case ("speed", _, let count?):
    for line in try SpeedTrial.lines(Folder.open(words[2]), count: count) { print(line) }
  default:
    print(usage)
    return 2
  }
  return 0
}

do { exit(try run()) } catch {
  print("limit-faults: \(error)")
  exit(1)
}
