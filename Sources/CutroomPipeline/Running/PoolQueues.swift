/// Says who may be in work: pools bound it, and whoever only waits makes room for others.
///
/// Items that wait for the same turn stand in one line. While one of a line waits, no more of it are
/// begun: they would wait as well.
struct PoolQueues: Sendable {
  struct Place: Hashable, Sendable {
    var step: Int
    var item: Int
  }

  enum Admission: Sendable, Equatable {
    case begin(Place)
    /// It was begun before, and has only waited.
    case goOn(Place)
  }

  private enum Standing: Sendable {
    case working
    case aside
    /// It has waited enough, and there is no room yet.
    case returning
  }

  private struct InWork: Sendable {
    let pool: String
    let line: String
    var standing = Standing.working
  }

  private struct Pool: Sendable {
    let limit: Int
    var working = 0
    /// Begun before, so they go first.
    var returning: [Place] = []
    var lines: [String: WorkQueue] = [:]
    /// How many of a line are in work, and only wait.
    var aside: [String: Int] = [:]

    /// The line whose turn it is; nil where nobody is to be begun.
    var nextLine: String? {
      var next: (line: String, number: Int)?
      for (line, queue) in lines where aside[line, default: 0] == 0 {
        guard let number = queue.firstNumber, number < next?.number ?? .max else { continue }
        next = (line, number)
      }
      return next?.line
    }
  }

  private var pools: [String: Pool]
  private var inWork: [Place: InWork] = [:]
  /// How many were ever added: lines are served in the order in which their first came.
  private var count = 0

  init(limits: [String: Int]) {
    pools = limits.mapValues { Pool(limit: max(1, $0)) }
  }

  /// Whether nothing is in work, be it that it only waits.
  var isIdle: Bool { inWork.isEmpty }

  mutating func add(_ place: Place, to pool: String, line: String) {
    pools[pool, default: Pool(limit: 1)].lines[line, default: WorkQueue()]
      .append(place, number: count)
    count += 1
  }

  /// Everybody that there is room for, who are in work from now on.
  mutating func admit() -> [Admission] {
    pools.keys.sorted().flatMap { name in
      var admitted: [Admission] = []
      while let next = admitNext(to: name) { admitted.append(next) }
      return admitted
    }
  }

  /// Notes that one in work only waits from now on.
  mutating func stepAside(_ place: Place) {
    guard let work = inWork[place], work.standing == .working else { return }
    inWork[place]?.standing = .aside
    pools[work.pool]?.working -= 1
    pools[work.pool]?.aside[work.line, default: 0] += 1
  }

  /// Notes that one has waited enough.
  mutating func comeBack(_ place: Place) {
    guard let work = inWork[place], work.standing == .aside else { return }
    inWork[place]?.standing = .returning
    pools[work.pool]?.returning.append(place)
  }

  /// Notes that one is not in work any more, whatever it did last.
  mutating func leave(_ place: Place) {
    guard let work = inWork.removeValue(forKey: place) else { return }
    switch work.standing {
    case .working: pools[work.pool]?.working -= 1
    case .aside: pools[work.pool]?.aside[work.line, default: 1] -= 1
    case .returning:
      pools[work.pool]?.aside[work.line, default: 1] -= 1
      pools[work.pool]?.returning.removeAll { $0 == place }
    }
  }

  /// Lets go of all that were not begun.
  mutating func abandon() -> [Place] {
    pools.keys.sorted().flatMap { name in
      defer { pools[name]?.lines = [:] }
      return pools[name]?.lines.sorted { $0.key < $1.key }.flatMap(\.value.rest) ?? []
    }
  }

  // MARK: -

  private mutating func admitNext(to name: String) -> Admission? {
    guard var pool = pools[name], pool.working < pool.limit else { return nil }
    if !pool.returning.isEmpty {
      let place = pool.returning.removeFirst()
      if let line = inWork[place]?.line { pool.aside[line, default: 1] -= 1 }
      inWork[place]?.standing = .working
      pool.working += 1
      pools[name] = pool
      return .goOn(place)
    }
    // Out of the table while it changes: it may be long.
    pools[name] = nil
    defer { pools[name] = pool }
    guard let line = pool.nextLine, let place = pool.lines[line]?.popFirst() else { return nil }
    inWork[place] = InWork(pool: name, line: line)
    pool.working += 1
    return .begin(place)
  }
}
