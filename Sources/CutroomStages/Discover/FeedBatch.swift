import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Reads one feed after another; a broken one is noted and the others go on.
struct FeedBatch {
  private let bench: Workbench
  private let net: NetWorkers
  private let allowsPrivateHosts: Bool
  private(set) var feeds: [Feed] = []
  private(set) var faults: [DiscoveredTopics.Fault] = []
  private(set) var decisions: [Decision] = []
  /// Copies of fetched feeds that were written.
  private(set) var results: [ProjectPath] = []
  /// Files that a list of feeds named.
  private(set) var listedFiles: [ProjectPath] = []
  /// Whether a feed was missed for a reason that may pass.
  private(set) var isWorthRetrying = false
  private var seen: Set<String> = []

  init(bench: Workbench, net: NetWorkers, allowsPrivateHosts: Bool) {
    self.bench = bench
    self.net = net
    self.allowsPrivateHosts = allowsPrivateHosts
  }

  /// `feed` as it is shown: an address may hold a name, a password or a token.
  mutating func note(feed: String, _ message: String) {
    let feed = bench.scope.project.secrets.hide(in: feed)
    let message = bench.scope.project.secrets.hide(in: message)
    faults.append(DiscoveredTopics.Fault(feed: feed, message: message))
    decisions.append(Decision(code: "feed-unreadable", message: "\(feed): \(message)"))
  }

  // MARK: - Files

  /// Reads a feed, or a list of feeds, of the workspace.
  mutating func read(_ path: ProjectPath, isListed: Bool = false) throws {
    guard seen.insert(path.description).inserted else { return }
    try bench.checkCancelled()
    do {
      guard let file = try bench.scope.project.workspace.tree.open(path) else {
        return note(feed: path.description, "the file is gone")
      }
      let feed = try net.parseFeed(file, path: path.description)
      try take(feed, from: path.description, folder: path.folder, isListed: isListed)
    } catch {
      try note(error, feed: path.description)
    }
  }

  private mutating func take(
    _ feed: Feed,
    from name: String,
    folder: String?,
    isListed: Bool
  ) throws {
    for warning in feed.warnings { bench.log("\(name): \(warning)") }
    guard feed.format == .opml else {
      feeds.append(feed)
      return
    }
    // A list inside a list would be a way to go round in circles.
    guard !isListed else { return note(feed: name, "a list of feeds inside a list is not read") }
    for outline in feed.outlines {
      if WebAddress(outline.url).isWeb {
        try read(url: outline.url, isListed: true)
      } else if let folder, let path = path(outline.url, in: folder) {
        listedFiles.append(path)
        try read(path, isListed: true)
      } else {
        note(feed: outline.url, "\(name) names it, and it is no address that is read")
      }
    }
  }

  private func path(_ name: String, in folder: String) -> ProjectPath? {
    ProjectPath(folder.isEmpty ? name : "\(folder)/\(name)")
  }

  // MARK: - Addresses

  /// Fetches a feed, sparingly where an earlier copy is known.
  mutating func read(url: String, isListed: Bool = false) throws {
    guard seen.insert(url).inserted else { return }
    try bench.checkCancelled()
    let place = try FetchedFeed.path(of: url)
    let earlier = (try? bench.scope.document(as: FetchedFeed.self, at: place)) ?? nil
    var fetched: FetchedFeed
    do {
      fetched = try fetch(url, earlier)
    } catch {
      try note(error, feed: url)
      guard let earlier else { return }
      fetched = earlier
      let message = "\(url) was not reached; what it said before is used"
      decisions.append(Decision(code: "feed-from-copy", message: message))
    }
    try bench.saveJSON(DocumentCoding.plainValue(fetched), to: place)
    results.append(place)
    try take(fetched.feed, from: url, folder: nil, isListed: isListed)
  }

  private func fetch(_ url: String, _ earlier: FetchedFeed?) throws -> FetchedFeed {
    let name = "fetched-\(results.count + faults.count).part"
    let body = try bench.attempt.createFile(name, mode: 0o600)
    let request = FetchRequest(
      url: url,
      etag: earlier?.etag,
      lastModified: earlier?.lastModified,
      allowPrivatePeers: allowsPrivateHosts
    )
    let result = try net.fetch(request, to: body)
    if result.isUnchanged, let earlier {
      bench.log("\(url): unchanged")
      return earlier
    }
    let feed = try net.parseFeed(
      body,
      path: url,
      charset: result.contentType.flatMap(Self.charset),
      base: Self.base(of: result.finalURL)
    )
    return FetchedFeed(
      url: bench.scope.project.secrets.hide(in: url),
      etag: result.etag,
      lastModified: result.lastModified,
      feed: FetchedFeed.bounded(feed)
    )
  }

  /// Where a feed's links start from: links must not take over how the feed was reached.
  private static func base(of url: String) -> String {
    var address = WebAddress(url)
    address.authority = address.authority.map { authority in
      String(
        authority[
          (authority.lastIndex(of: "@").map(authority.index(after:)) ?? authority.startIndex)...
        ]
      )
    }
    address.query = nil
    return address.description
  }

  /// The charset of `text/xml; charset=utf-8`.
  private static func charset(_ contentType: String) -> String? {
    for parameter in contentType.split(separator: ";").dropFirst() {
      let parts = parameter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].filter({ !$0.isWhitespace }).lowercased() == "charset" else {
        continue
      }
      return String(parts[1].filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" })
    }
    return nil
  }

  // MARK: - Faults

  /// Notes what is wrong with a feed; what is wrong with the machine ends the stage.
  private mutating func note(_ error: any Error, feed: String) throws {
    switch error {
    case let fault as FeedError: note(feed: feed, "\(fault)")
    case let fault as FetchError:
      if fault.isTransient { isWorthRetrying = true }
      note(feed: feed, "\(fault)")
    case let failure as WorkerFailure:
      if failure.saysNothingOfTheFile { throw ItemFault(failure, about: feed) }
      note(feed: feed, failure.message)
    case let error as SystemError: note(feed: feed, "it cannot be read: \(error.code)")
    default: throw error
    }
  }
}

/// `.cutroom/results/discover/<hash of the address>.json`: what a feed said when it was last fetched.
struct FetchedFeed: Codable, Equatable {
  var url: String
  var etag: String?
  var lastModified: String?
  var feed: Feed

  /// What is kept of a feed: a copy may not grow without bound.
  static func bounded(_ feed: Feed) -> Feed {
    var feed = feed
    feed.entries = feed.entries.prefix(300).map { entry in
      var entry = entry
      entry.content = entry.content.map { String($0.prefix(8000)) }
      entry.summary = entry.summary.map { String($0.prefix(2000)) }
      return entry
    }
    return feed
  }

  static func path(of url: String) throws -> ProjectPath {
    try Places.result("discover", Digest(sha256: Array(url.utf8)).description)
  }
}
