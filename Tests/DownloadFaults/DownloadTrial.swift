import CacheTrials
import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc
import LoopbackServices

/// Processes that download, killed at random moments: what is there is gone on with, and nothing but
/// whole files gets into the cache.
struct DownloadTrial {
  private static let pace = 8_000_000
  private let place: TrialFolder
  private let folder: Folder
  private let cache: Cache
  private let server: LoopbackServer
  private let picture = Picture(width: 1000, height: 1000, seed: 7)
  private var chance: Chance
  /// Whether what is known of a part is thrown away after each kill: then all of it comes again.
  private let forgets: Bool

  private(set) var kills = 0
  /// Those of them that hit the worker alone.
  private(set) var workersKilled = 0
  /// Files that came.
  private(set) var files = 0
  private(set) var requests = 0
  /// Bytes that were there and were sent again.
  private(set) var again: Int64 = 0
  /// Bytes that were sent and never arrived.
  private(set) var lost: Int64 = 0
  private(set) var failures: [String] = []

  init(seed: UInt64, forgets: Bool) throws {
    place = try TrialFolder()
    folder = try place.folder.makeFolder("cache", mode: 0o700)
    let files = try place.folder.makeFolder("files", mode: 0o700)
    try files.createFile("noise.bmp", mode: 0o600).writeAll(picture.bytes)
    cache = try Cache(folder)
    server = try LoopbackServer.start(script: "web", arguments: [files.path])
    chance = Chance(seed: seed)
    self.forgets = forgets
  }

  /// Downloads one file after the other until there were so many kills.
  mutating func run(kills wanted: Int) throws {
    while kills < wanted {
      try bring("asset-\(files)", killsLeft: wanted - kills)
      files += 1
    }
    let entries = try cache.list()
    if entries.count != files { failures.append("\(files) files, \(entries.count) entries") }
    for key in try cache.verify().wrong { failures.append("\(key) is wrong") }
    for name in try cache.parts().names() { failures.append("\(name) is left over") }
    let sent = try server.log().reduce(0) { $0 + ($1.sent ?? 0) }
    lost = sent - Int64(files * picture.bytes.count) - again
  }

  /// Gets one file, however often somebody is killed on the way.
  private mutating func bring(_ asset: String, killsLeft: Int) throws {
    var left = killsLeft
    var here: Int64 = 0
    /// Kills that may still come when all bytes are there.
    var late = 2
    for _ in 0..<(killsLeft + 10) {
      let before = try server.log().count
      let child = try start(asset)
      let isComplete = here == Int64(picture.bytes.count)
      if isComplete { late -= 1 }
      let isKilled = left > 0 && late >= 0 ? try kill(child, asset) : false
      let status = try child.wait()
      if isKilled { left -= 1 }
      try waitForWorkers(asset)
      for request in try server.log().dropFirst(before) { judge(request, here: here) }
      let isKept = try look(asset)
      here = try partLength(asset)
      if status == .exited(0) {
        if !isKept { failures.append("\(asset) came and is not kept") }
        return
      }
      if !isKilled, status != .exited(DownloadClient.transient) {
        failures.append("\(asset): the client ended with \(status)")
        return
      }
      if forgets { try forget() }
    }
    failures.append("\(asset) does not come")
  }

  // MARK: - Killing

  private func start(_ asset: String) throws -> ChildProcess {
    let null = try Descriptor.openForReading("/dev/null")
    let program = ThisProcess.executable
    let url = server.url("file/noise.bmp?pace=\(Self.pace)&asset=\(asset)")
    return try ChildProcess(
      program: program,
      arguments: [program, "fetch", folder.path, url, asset],
      environment: ["PATH=/usr/bin:/bin"] + Self.passed,
      mappings: [(null.raw, 0), (2, 1), (2, 2)]
    )
  }

  private static var passed: [String] {
    ["LD_LIBRARY_PATH"].compactMap { name in
      ThisProcess.environment(name).map { "\(name)=\($0)" }
    }
  }

  /// Kills the client or its worker at some moment of its work; whether it was in time.
  private mutating func kill(_ child: ChildProcess, _ asset: String) throws -> Bool {
    guard try waitForMoment(child, asset) else { return false }
    kills += 1
    if chance.isOne(in: 3), let worker = Self.worker(of: child.pid) {
      workersKilled += 1
      _ = Glibc.kill(worker, SIGKILL)
    } else {
      child.signal(SIGKILL)
    }
    return true
  }

  /// Waits for so many bytes, or for a while at the start and at the end; whether the client lives.
  private mutating func waitForMoment(_ child: ChildProcess, _ asset: String) throws -> Bool {
    let size = Int64(picture.bytes.count)
    let isEarly = chance.isOne(in: 8)
    let here = try partLength(asset)
    let wanted = here + 1 + Int64(chance.below(Int(size - here) * 5 / 4))
    var pause = Int64(chance.below(here == size ? 600 : 150))
    while true {
      let length = try partLength(asset)
      if length < size, length >= wanted, !isEarly { return true }
      if isEarly || length == size { pause -= 2 }
      if pause < 0 { return true }
      let ended = try Waiting.poll([(child.pidfd.raw, .readable)], milliseconds: 2)
      guard ended.allSatisfy(\.isEmpty) else { return false }
    }
  }

  /// The process of `cutroom-net` that a client has started.
  private static func worker(of client: CInt) -> CInt? {
    guard let tasks = try? Folder.open("/proc/\(client)/task") else { return nil }
    let children = ((try? tasks.names()) ?? []).flatMap { task in
      text("/proc/\(client)/task/\(task)/children").split(separator: " ").compactMap { CInt($0) }
    }
    return children.first { text("/proc/\($0)/cmdline").contains("cutroom-net") }
  }

  private static func text(_ path: String) -> String {
    let bytes = try? Descriptor.openForReading(path).readAll(limit: 1 << 16)
    return String(decoding: bytes ?? [], as: UTF8.self)
  }

  // MARK: - Looking

  /// A worker that outlives its client has the part locked.
  private func waitForWorkers(_ asset: String) throws {
    guard let part = try? cache.parts().openFile(partName(asset)) else { return }
    try part.lock()
    part.unlock()
  }

  private func partName(_ asset: String) throws -> String {
    "\(CacheKey(try DownloadClient.request(asset)).digest).part"
  }

  private func partLength(_ asset: String) throws -> Int64 {
    try cache.parts().facts(partName(asset))?.size ?? 0
  }

  /// Whether the file is in the cache, where it must be whole.
  private mutating func look(_ asset: String) throws -> Bool {
    guard let hit = try cache.find(CacheKey(DownloadClient.request(asset))) else { return false }
    let bytes = try hit.files.first?.bytes() ?? []
    if bytes != picture.bytes { failures.append("\(asset) has other bytes in the cache") }
    return true
  }

  /// A request must ask for what is not there; `here` are the bytes that are.
  private mutating func judge(_ request: LoopbackRequest, here: Int64) {
    requests += 1
    let range = request.headers["range"] ?? "bytes=0-"
    let start = Int64(range.dropFirst(6).dropLast()) ?? -1
    again += max(0, here - start)
    if start != here { failures.append("\(here) bytes were there, and it asked for \(range)") }
  }

  private func forget() throws {
    let parts = try cache.parts()
    for name in try parts.names() where name.hasSuffix(".json") { try parts.remove(name) }
  }
}
