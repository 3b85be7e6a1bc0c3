import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc

/// Judges every state in which a power cut may leave a recorded operation.
///
/// `orders TRACE ROOT COPY [--forget files|folders] [--limit N] [--seed N]`: a trace of strace, where
/// its program worked, and a copy of what was there before it began. Prints `states=… failures=…`.
struct Orders {
  private let history: DiskHistory
  private let check: CrashCheck
  private let limit: Int
  private var random: SplitMix
  private var seen: Set<Int> = []
  private var failures = 0
  private let project = "public/projects/\(Scene.id)"

  static func run(_ words: [String]) throws -> Int32 {
    var words = words
    let forget = option("--forget", &words).flatMap(DiskHistory.Forgotten.init) ?? .nothing
    let limit = option("--limit", &words).flatMap { Int($0) } ?? Int.max
    let seed = option("--seed", &words).flatMap { UInt64($0) } ?? 1
    guard words.count == 3 else { throw StoreFaults.Misuse() }
    let history = try DiskRecorder.history(
      of: StraceReader.calls(words[0]),
      root: words[1],
      copy: Folder.open(words[2])
    ).forgetting(forget)
    let folder = "/dev/shm/cutroom-orders-\(RandomName.hex(8))"
    var orders = Orders(
      history: history,
      check: CrashCheck(folder: folder),
      limit: limit,
      random: SplitMix(seed: seed)
    )
    try orders.judgeAll()
    try orders.check.remove()
    print("states=\(orders.seen.count) failures=\(orders.failures) events=\(history.events.count)")
    return orders.failures == 0 ? 0 : 1
  }

  private static func option(_ name: String, _ words: inout [String]) -> String? {
    guard let index = words.firstIndex(of: name), index + 1 < words.count else { return nil }
    defer { words.removeSubrange(index...(index + 1)) }
    return words[index + 1]
  }

  private init(history: DiskHistory, check: CrashCheck, limit: Int, random: SplitMix) {
    self.history = history
    self.check = check
    self.limit = limit
    self.random = random
  }

  private mutating func judgeAll() throws {
    let states = CrashStates(history: history)
    let versions = versionsAfterEachEvent()
    let moments = states.moments
    let share = max(16, limit / max(1, moments.count))
    for moment in moments {
      let promise = promise(at: moment.events, versions)
      var random = random
      var judged = 0
      try states.states(of: moment, random: &random) { tree in
        guard seen.insert(Self.fingerprint(of: tree)).inserted else { return true }
        judged += 1
        do { try check.judge(tree, promise) } catch let error as Broken {
          failures += 1
          if failures <= 10 {
            print("FAILED after \(moment.events) of \(history.events.count) events: \(error)")
          }
        }
        return judged < share
      }
      self.random = random
    }
  }

  // MARK: - What is promised

  /// The project's files by path, and where the project is, after so many events.
  private struct Version {
    var files: [String: Digest] = [:]
    /// The bytes of documents and of their backups, by the document.
    var generations: [String: Set<Digest>] = [:]
    var isInTrash = false
    var isPresent = false
  }

  private func versionsAfterEachEvent() -> [Version] {
    var tree = history.start
    var versions = [version(of: tree)]
    for event in history.events {
      if case .change(let change) = event { change.apply(to: &tree) }
      versions.append(version(of: tree))
    }
    return versions
  }

  private func version(of tree: DiskTree) -> Version {
    var version = Version()
    var place = tree.place(project, from: DiskTree.root)
    version.isPresent = place != nil
    if place == nil, let trash = tree.place(".cutroom/\(Scene.id)/trash", from: DiskTree.root),
      let found = tree.folders[trash]?.first(where: { $0.key.hasPrefix("project-") })
    {
      place = found.value
      version.isInTrash = true
    }
    guard let place else { return version }
    for (path, number) in tree.files(under: place) {
      let content = Digest(sha256: tree.files[number] ?? [])
      if isJudged(path) { version.files[path] = content }
      version.generations[CrashCheck.document(ofBackup: path) ?? path, default: []].insert(content)
    }
    return version
  }

  private func isJudged(_ path: String) -> Bool {
    guard let path = ProjectPath(path) else { return false }
    return !path.description.hasPrefix(".cutroom/") && !path.description.hasPrefix("logs/")
      && !path.isLeftover && !path.name.hasPrefix(FileWriter.temporaryPrefix)
  }

  /// What may be on disk: anything from the last acknowledged moment before the cut to the next one
  /// after it, since recovery may finish what was begun.
  private func promise(at events: Int, _ versions: [Version]) -> CrashCheck.Promise {
    let acknowledged = history.events.indices.filter {
      if case .acknowledged = history.events[$0] { true } else { false }
    }
    let from = acknowledged.last { $0 < events } ?? 0
    let to = acknowledged.first { $0 >= events }.map { $0 + 1 } ?? history.events.count
    let window = versions[from...max(from, to)]
    var allowed: CrashCheck.Allowed = [:]
    var ever: [String: Set<Digest>] = [:]
    let paths = Set(versions.flatMap(\.files.keys))
    for path in paths {
      allowed[path] = Set(window.map { $0.files[path] })
    }
    for version in versions { ever.merge(version.generations) { $0.union($1) } }
    return CrashCheck.Promise(
      allowed: allowed,
      versions: ever,
      mayBeAbsent: window.contains { !$0.isPresent && !$0.isInTrash },
      mayBeInTrash: window.contains(where: \.isInTrash)
    )
  }

  private static func fingerprint(of tree: DiskTree) -> Int {
    var hasher = Hasher()
    add(DiskTree.root, of: tree, to: &hasher)
    return hasher.finalize()
  }

  private static func add(_ folder: Int, of tree: DiskTree, to hasher: inout Hasher) {
    for (name, number) in (tree.folders[folder] ?? [:]).sorted(by: { $0.key < $1.key }) {
      hasher.combine(name)
      if tree.isFolder(number) {
        add(number, of: tree, to: &hasher)
      } else {
        hasher.combine(number)
        hasher.combine(tree.files[number] ?? [])
      }
    }
    hasher.combine(-1)
  }
}
