import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc

/// Processes at one cache that are killed at random moments and started again.
package struct KillTrial {
  package struct Result {
    package var kills = 0
    package var looks = 0
    package var most: Int64 = 0
    package var failures: [String] = []
  }

  package var program: String
  package var processes = 8
  package var limit: Int64 = 300_000
  /// What the limit is said to be when it is looked at; another one shows that a look would tell.
  package var judged: Int64 = 300_000
  package var seed: UInt64 = 1

  package init(program: String) { self.program = program }

  /// Kills as often as told, then lets the last ones end, and looks at what is left.
  package func run(kills: Int) throws -> Result {
    let place = try TrialFolder(in: "/tmp")
    let cache = try Cache(place.folder, limits: KilledWorker.limits(limit))
    var chance = Chance(seed: seed)
    var result = Result()
    var children = try (0..<processes).map { try start(place, UInt64($0), operations: 1 << 30) }
    for number in 0..<kills {
      _ = try Waiting.poll([], milliseconds: Int64(chance.below(12)))
      let chosen = chance.below(children.count)
      let child = children[chosen]
      child.signal(SIGKILL)
      note(try child.wait(), in: &result)
      result.kills += 1
      let next = seed &* 1000 &+ UInt64(processes + number)
      children[chosen] = try start(place, next, operations: 1 << 30)
      if chance.isOne(in: 10) { try look(cache, &result) }
      if chance.isOne(in: 50) { try place.folder.folder(".cutroom").remove("index") }
    }
    for child in children {
      child.signal(SIGKILL)
      note(try child.wait(), in: &result)
    }
    try judgeWhatIsLeft(place, cache, &result)
    return result
  }

  private func start(_ place: TrialFolder, _ seed: UInt64, operations: Int) throws -> ChildProcess {
    let output = try Descriptor.openForReading("/dev/null")
    return try ChildProcess(
      program: program,
      arguments: [program, "work", place.path, "\(limit)", "\(seed)", "\(operations)"],
      environment: ["PATH=/usr/bin:/bin"],
      folder: place.folder,
      mappings: [(output.raw, 0), (2, 1), (2, 2)]
    )
  }

  private func note(_ status: ChildProcess.ExitStatus, in result: inout Result) {
    if status == .signalled(SIGKILL) { return }
    result.failures.append("a process ended by itself: \(status)")
  }

  /// The limit, at a moment when nobody changes anything.
  private func look(_ cache: Cache, _ result: inout Result) throws {
    let bytes = try cache.measured()
    result.looks += 1
    result.most = max(result.most, bytes)
    if bytes > judged { result.failures.append("\(bytes) bytes, the limit is \(judged)") }
  }

  private func judgeWhatIsLeft(
    _ place: TrialFolder,
    _ cache: Cache,
    _ result: inout Result
  ) throws {
    var worker = try KilledWorker(place.folder, limit: limit, seed: seed)
    do { try worker.run(500) } catch { result.failures.append("afterwards: \(error)") }
    try look(cache, &result)
    let statistics = try cache.statistics()
    if statistics.reserved != 0 { result.failures.append("room is promised to the dead") }
    if statistics.pinned.entries != 0 { result.failures.append("the dead hold entries") }
    for folder in ["building", "gone", "claims"] {
      let left = try place.folder.folder(".cutroom/\(folder)").names()
      if folder != "claims", !left.isEmpty { result.failures.append("\(folder): \(left)") }
    }
    let verified = try cache.verify()
    for key in verified.wrong { result.failures.append("\(key) is wrong") }
    if try cache.measured() != cache.statistics().bytes {
      result.failures.append("the index counts other bytes than there are")
    }
  }
}
