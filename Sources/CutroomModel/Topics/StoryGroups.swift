/// Finds the entries that tell one story.
///
/// Two entries are the same story where
/// - their links are the same page (see ``WebAddress/canonical``), or one source gives both one
///   guid, or
/// - their titles' content words agree and they were published within 72 hours of each other, as
///   far as both say when. Words agree with three or more in each title and at least 60 % of all
///   in both (Jaccard), or four or more and at least 80 % of the shorter title's in the longer
///   (containment).
///
/// Titles are compared only with those that share one of their rarer words, so that the work grows
/// with the number of entries and not with its square; a word of more than 100 titles finds none.
struct StoryGroups {
  private let entries: [FeedEntry]
  private var parents: [Int]

  /// The groups as places in `entries`, each in order, by their first places.
  static func find(in entries: [FeedEntry]) -> [[Int]] {
    var groups = StoryGroups(entries)
    groups.joinByAddress()
    groups.joinByTitle()
    return groups.groups()
  }

  private init(_ entries: [FeedEntry]) {
    self.entries = entries
    parents = Array(entries.indices)
  }

  private mutating func groups() -> [[Int]] {
    var members: [Int: [Int]] = [:]
    for place in entries.indices { members[root(of: place), default: []].append(place) }
    return members.values.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
  }

  // MARK: - Same page

  private mutating func joinByAddress() {
    var seen: [String: Int] = [:]
    for (place, entry) in entries.enumerated() {
      for key in keys(of: entry) {
        if let other = seen[key] {
          join(place, other)
        } else {
          seen[key] = place
        }
      }
    }
  }

  private func keys(of entry: FeedEntry) -> [String] {
    var keys: [String] = []
    if let link = entry.link.map({ WebAddress($0) }), link.isWeb {
      // A home page is no story.
      let hasPlace = link.path.count > 1 || link.query != nil
      if hasPlace { keys.append("link " + link.canonical) }
    }
    if let guid = entry.guid, let source = entry.sourceName {
      keys.append("guid \(source) \(guid)")
    }
    return keys
  }

  // MARK: - Same title

  private mutating func joinByTitle() {
    let titles = entries.map { Self.titleWords($0.title ?? "") }
    joinEqualTitles(titles)
    let index = TitleIndex(titles)
    for (place, words) in titles.enumerated() where words.count >= 3 {
      for other in index.candidates(for: words) where other != place {
        guard titles[other].count >= words.count, Self.agree(words, titles[other]),
          areClose(place, other)
        else { continue }
        join(place, other)
      }
    }
  }

  /// Titles of the same words, each with the next one in time: however many share a title, there
  /// is one comparison each.
  private mutating func joinEqualTitles(_ titles: [Set<String>]) {
    let same = Dictionary(grouping: titles.indices.filter { titles[$0].count >= 3 }) { titles[$0] }
    for places in same.values {
      let ordered = places.sorted {
        let (left, right) = (entries[$0].published, entries[$1].published)
        return left == right ? $0 < $1 : (left ?? .distantPast) < (right ?? .distantPast)
      }
      for (place, next) in zip(ordered, ordered.dropFirst()) where areClose(place, next) {
        join(place, next)
      }
    }
  }

  private static func agree(_ left: Set<String>, _ right: Set<String>) -> Bool {
    let shared = left.intersection(right).count
    let smaller = min(left.count, right.count)
    let all = left.count + right.count - shared
    return smaller >= 3 && shared * 10 >= all * 6 || smaller >= 4 && shared * 10 >= smaller * 8
  }

  private func areClose(_ left: Int, _ right: Int) -> Bool {
    guard let one = entries[left].published, let other = entries[right].published else {
      return true
    }
    let day: Int64 = 86_400
    return one <= other.adding(seconds: 3 * day) && other <= one.adding(seconds: 3 * day)
  }

  /// The content words of a title, in the language it seems to be in.
  static func titleWords(_ title: String) -> Set<String> {
    let stopWords = TextLanguage.guess(title).stopWords
    let words = Words.split(title.prefix(300)).map(\.key).filter { !stopWords.contains($0) }
    return Set(words.map { $0.hasSuffix("'s") ? String($0.dropLast(2)) : $0 })
  }

  // MARK: - Union and find

  private mutating func root(of place: Int) -> Int {
    var place = place
    while parents[place] != place {
      parents[place] = parents[parents[place]]
      place = parents[place]
    }
    return place
  }

  private mutating func join(_ left: Int, _ right: Int) {
    let (one, other) = (root(of: left), root(of: right))
    parents[max(one, other)] = min(one, other)
  }
}

/// Which titles have a word.
private struct TitleIndex {
  private var places: [String: [Int]] = [:]

  init(_ titles: [Set<String>]) {
    for (place, words) in titles.enumerated() {
      for word in words { places[word, default: []].append(place) }
    }
  }

  /// The titles that may agree with one of these words: to share 60 % of them, another must have
  /// one of any 40 % and one more, and the rarest are asked for.
  func candidates(for words: Set<String>) -> [Int] {
    let byRarity = words.sorted { left, right in
      let (one, other) = (places[left]?.count ?? 0, places[right]?.count ?? 0)
      return one == other ? left < right : one < other
    }
    let needed = words.count - (words.count * 6 + 9) / 10 + 1
    let found = byRarity.prefix(needed).compactMap { places[$0] }.filter { $0.count <= 100 }
    return Set(found.joined()).sorted()
  }
}

extension Instant {
  fileprivate static let distantPast = Instant(microseconds: .min)
}
