import CacheTrials
package import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc

/// Thirty hours of four processes that ask for more than the limits allow, over the end of a leap
/// February, some of them killed at random moments; a referee counts what was sent.
package struct DayTrial {
  package struct Result {
    package var sent = 0
    package var kills = 0
    package var failures: [String] = []
  }

  package static let limits = [
    RateLimit(5, per: .minute), RateLimit(20, per: .hour), RateLimit(250, per: .day),
    RateLimit(200, per: .month),
  ]
  /// 2028-02-29T06:00:00Z.
  static let begin: Int64 = 1_835_416_800_000_000
  static let end = begin + 30 * 3_600_000_000

  private let program: String
  private let processes: Int
  private let isCheating: Bool
  private var chance: Chance
  private let place: TrialFolder
  private let time: SharedTime
  private var result = Result()
  private var seed: UInt64

  package init(
    program: String,
    processes: Int = 4,
    seed: UInt64,
    isCheating: Bool = false
  ) throws {
    self.program = program
    self.processes = processes
    self.isCheating = isCheating
    self.seed = seed &* 1000
    chance = Chance(seed: seed)
    // Every count is flushed: on a disk a day would take a while.
    place = try TrialFolder(in: "/dev/shm")
    time = try SharedTime(place.folder)
    time.now = Self.begin
  }

  /// Runs the day, with about so many kills.
  package mutating func run(kills: Int) throws -> Result {
    var workers = try (0..<processes).map { try start($0) }
    // There are some thousand steps; a kill comes at some of them, in the middle of the work.
    while time.now < Self.end, result.failures.isEmpty {
      try letAllWait(workers)
      let waits = workers.indices.map { time[worker: $0] }
      time.now = max(time.now, min(waits.min() ?? .max, Self.end))
      if result.kills < kills, chance.isOne(in: 8) { try kill(&workers) }
    }
    for worker in workers {
      if !result.failures.isEmpty { worker.signal(SIGKILL) }
      let status = try worker.wait()
      if status != .exited(0) { result.failures.append("a process ended so: \(status)") }
    }
    try judge()
    return result
  }

  private mutating func start(_ number: Int) throws -> ChildProcess {
    seed &+= 1
    let words = ["day", place.path, "\(number)", "\(seed)"] + (isCheating ? ["--cheat"] : [])
    return try place.start(program, words)
  }

  /// Returns when everybody waits; notes who ended instead.
  private mutating func letAllWait(_ workers: [ChildProcess]) throws {
    while !workers.indices.allSatisfy({ time[worker: $0] > time.now }) {
      let ends = try Waiting.poll(workers.map { ($0.pidfd.raw, .readable) }, milliseconds: 1)
      guard ends.allSatisfy(\.isEmpty) else {
        return result.failures.append("a process ended before the day did")
      }
    }
  }

  private mutating func kill(_ workers: inout [ChildProcess]) throws {
    _ = try Waiting.poll([], milliseconds: Int64(chance.below(4)))
    let chosen = chance.below(workers.count)
    workers[chosen].signal(SIGKILL)
    _ = try workers[chosen].wait()
    time[worker: chosen] = 0
    result.kills += 1
    workers[chosen] = try start(chosen)
  }

  private mutating func judge() throws {
    let bytes = try place.folder.openFile(DayWorker.sent).readAll(limit: 1 << 24)
    let times = stride(from: 0, to: bytes.count - 7, by: 8).map { place in
      bytes[place..<(place + 8)].reversed().reduce(Int64(0)) { $0 << 8 | Int64($1) }
    }
    let referee = SendReferee(times)
    result.sent = times.count
    for limit in Self.limits { result.failures += referee.breaches(of: limit).prefix(3) }
    // What the book counts is what was sent, and at most one more for each kill.
    let survey = try LimitDesk(place.folder, clock: time.clock).survey()
    let march = times.filter { UTCMonth(at: Instant(microseconds: $0)).month == 3 }.count
    let counted = Int(survey.accounts.first?.requests ?? 0)
    if !(march...(march + result.kills)).contains(counted) {
      result.failures.append("\(march) were sent in March, \(counted) are counted")
    }
  }
}
