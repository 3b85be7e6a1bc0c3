import CutroomSystem
import Glibc

// Started by `make faults` and by tests that need processes of their own.

let usage = """
  download-faults kills KILLS SEED [--forget]
  download-faults fetch FOLDER URL ASSET [--public]
  download-faults post URL
  """

func run() throws -> Int32 {
  let words = CommandLine.arguments
  switch (words.count > 1 ? words[1] : "", words.count) {
  case ("kills", 4...):
    guard let kills = Int(words[2]), let seed = UInt64(words[3]) else { break }
    var trial = try DownloadTrial(seed: seed, forgets: words.last == "--forget")
    try trial.run(kills: kills)
    for failure in trial.failures { print(failure) }
    print(
      "kills=\(trial.kills) workers=\(trial.workersKilled) files=\(trial.files)",
      "requests=\(trial.requests) again=\(trial.again) lost=\(trial.lost)",
      "failures=\(trial.failures.count)"
    )
    return trial.failures.isEmpty ? 0 : 1
  case ("fetch", 5...):
    let isPublic = words.last == "--public"
    return try DownloadClient.run(words[2], url: words[3], asset: words[4], isPublic: isPublic)
  case ("post", 3):
    try PostClient.run(words[2])
    return 0
  default: break
  }
  print(usage)
  return 2
}

do { exit(try run()) } catch {
  print("download-faults: \(error)")
  exit(1)
}
