import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomWorkers

/// Reads the feeds into topics, best first.
struct DiscoverStep: StageStep {
  let net: NetWorkers

  static func stage(_ net: NetWorkers) -> BuiltinStage {
    BuiltinStage(
      name: "discover",
      parameters: [FeedList.feeds, limit, refresh, allowPrivateHosts],
      steps: [DiscoverStep(net: net)]
    )
  }

  private static let limit = Parameter(
    "limit",
    .whole(1...1000),
    otherwise: 50,
    "topics at most"
  )
  private static let refresh = Parameter(
    "refresh",
    .any,
    "another value fetches addresses again, with ETag and Last-Modified"
  )
  private static let allowPrivateHosts = Parameter(
    "allowPrivateHosts",
    .flag,
    otherwise: false,
    "whether an address may lead to this machine or network"
  )

  let reads: [PathPattern] = []
  let isShareable = false
  let writes: [PathPattern] = .known("topics/discovered.json", ".cutroom/results/discover/*.json")
  let pool = "net"

  /// Characters of all topics together: a document may not grow without bound.
  private static let longestText = 2_000_000

  func items(_ scope: StageScope) throws -> [ItemSpec] {
    let list = try FeedList(scope)
    let listed = try scope.document(as: ListedFeeds.self, at: ListedFeeds.path)
    return [
      ItemSpec(
        id: "discovered",
        inputs: inputs(list, listed: listed?.files ?? []),
        outputs: [Places.discovered]
      )
    ]
  }

  func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
    let list = try FeedList(bench.scope)
    let limit = bench.scope.whole(Self.limit)
    var reader = FeedBatch(
      bench: bench,
      net: net.stopped(by: bench.cancellation),
      allowsPrivateHosts: bench.scope.flag(Self.allowPrivateHosts)
    )
    for pattern in list.unmatched {
      reader.note(feed: pattern, "no file of the workspace has this name")
    }
    for file in list.files { try reader.read(file) }
    for url in list.urls { try reader.read(url: url) }
    guard !reader.feeds.isEmpty else {
      let reasons = reader.faults.map { "\($0.feed): \($0.message)" }
      throw ItemFault(
        "no-feed",
        "no feed could be read. \(reasons.prefix(5).joined(separator: "; "))",
        isRetryable: reader.isWorthRetrying
      )
    }
    let topics = Self.bounded(
      TopicDiscovery.topics(from: reader.feeds, limit: limit, earlier: try earlier(bench.scope))
    )
    try bench.save(
      DiscoveredTopics(topics: topics, faults: reader.faults),
      to: Places.discovered
    )
    let listed = ListedFeeds(files: reader.listedFiles.map(\.description))
    try bench.saveJSON(DocumentCoding.plainValue(listed), to: ListedFeeds.path)
    bench.log("\(reader.feeds.count) feeds, \(topics.count) topics")
    return ItemResult(
      outputs: [Places.discovered, ListedFeeds.path] + reader.results,
      decisions: reader.decisions,
      inputs: inputs(list, listed: listed.files)
    )
  }

  /// What was found before: only ids are taken from it, so it is no input.
  private func earlier(_ scope: StageScope) throws -> [DiscoveredTopic] {
    do {
      return try scope.document(DiscoveredTopics.self, at: Places.discovered)?.topics ?? []
    } catch is StoreError {
      // What cannot be read as topics tells no ids.
      return []
    }
  }

  /// With the copies of feeds that are there.
  func outputs(of item: ItemSpec, _ scope: StageScope) throws -> [ProjectPath] {
    let copies = try FeedList(scope).urls.map { try FetchedFeed.path(of: $0) }
    let recorded = scope.recorded(item.id)?.outputs.map(\.path) ?? []
    let more = Set([ListedFeeds.path] + copies + recorded).subtracting(item.outputs)
    return item.outputs + (try more.sorted().filter { try scope.look($0) != .missing })
  }

  private func inputs(_ list: FeedList, listed: [String]) -> [ItemInput] {
    let files = list.files + list.missing + listed.compactMap { ProjectPath($0) }
    return Set(files).sorted().map { .workspaceFile($0) }
      + list.urls.map { .value(name: "url \($0)", .string($0), from: nil) }
  }

  private static func bounded(_ topics: [DiscoveredTopic]) -> [DiscoveredTopic] {
    let share = min(60_000, longestText / max(1, topics.count))
    return topics.map { topic in
      var topic = topic
      topic.content = String(topic.content.prefix(share))
      topic.summary = String(topic.summary.prefix(share / 4))
      return topic
    }
  }
}

/// `.cutroom/results/discover/listed.json`: the files that lists of feeds led to.
struct ListedFeeds: Codable, Equatable {
  static let path = ProjectPath.known(".cutroom/results/discover/listed.json")

  var files: [String]
}

/// The feeds that `with.feeds` names.
struct FeedList {
  static let feeds = Parameter(
    "feeds",
    .texts,
    otherwise: ["feeds/*"],
    "files, globs and http(s) addresses: RSS, RDF, Atom, JSON Feed, OPML"
  )

  private(set) var files: [ProjectPath] = []
  /// Files named outright that are not there: their coming shows.
  private(set) var missing: [ProjectPath] = []
  /// What led to no file.
  private(set) var unmatched: [String] = []
  private(set) var urls: [String] = []

  init(_ scope: StageScope) throws {
    for entry in scope.texts(Self.feeds) {
      if WebAddress(entry).isWeb {
        if !urls.contains(entry) { urls.append(entry) }
        continue
      }
      guard let pattern = PathPattern(entry) else {
        throw scope.badParameter(
          "feeds",
          "names \"\(entry)\", which is neither a path of the workspace nor an http(s) address"
        )
      }
      let found = try scope.workspaceFiles(pattern)
      for path in found where !files.contains(path) { files.append(path) }
      guard found.isEmpty else { continue }
      unmatched.append(entry)
      if pattern.isLiteral, let path = ProjectPath(entry) { missing.append(path) }
    }
  }
}
