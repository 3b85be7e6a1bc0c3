internal import CutroomModel

/// Shares the files of the library out among the segments.
struct MediaAssignment {
  /// A segment in the order of the video.
  struct Want {
    let id: String
    /// How many visuals its length asks for.
    let slots: Int
    /// Files that fit, with their scores.
    let candidates: [Digest: Double]
  }

  private let wants: [Want]
  private var given: [[Digest]]
  private var uses: [Digest: Int] = [:]

  /// The visuals of each segment, in the order of `wants`; those of `kept` stay.
  ///
  /// First the best pairs of segment and unused file, then further unused files for long segments,
  /// then, for segments that are still without, a file that neither neighbour shows.
  static func share(_ wants: [Want], kept: [String: [Digest]]) -> [[Digest]] {
    var assignment = MediaAssignment(wants, kept: kept)
    let open = wants.indices.filter { kept[wants[$0].id] == nil }
    assignment.giveFirst(open)
    assignment.giveMore(open)
    assignment.giveAgain(open)
    return assignment.given
  }

  private init(_ wants: [Want], kept: [String: [Digest]]) {
    self.wants = wants
    given = wants.map { kept[$0.id] ?? [] }
    for file in given.joined() { uses[file, default: 0] += 1 }
  }

  private mutating func giveFirst(_ open: [Int]) {
    var pairs: [(place: Int, file: Digest, score: Double)] = []
    for place in open {
      for (file, score) in wants[place].candidates { pairs.append((place, file, score)) }
    }
    pairs.sort { left, right in
      if left.score != right.score { return left.score > right.score }
      if left.place != right.place { return left.place < right.place }
      return left.file.description < right.file.description
    }
    for pair in pairs where given[pair.place].isEmpty && uses[pair.file] == nil {
      give(pair.file, to: pair.place)
    }
  }

  private mutating func giveMore(_ open: [Int]) {
    for place in open where !given[place].isEmpty {
      let best = wants[place].candidates[given[place][0]] ?? 0
      for (file, score) in ranked(place) where given[place].count < wants[place].slots {
        if uses[file] == nil, score * 2 >= best { give(file, to: place) }
      }
    }
  }

  private mutating func giveAgain(_ open: [Int]) {
    for place in open where given[place].isEmpty {
      let near = neighbours(of: place)
      let best = ranked(place).filter { !near.contains($0.file) }.max { left, right in
        left.score / Double(1 + (uses[left.file] ?? 0))
          < right.score / Double(1 + (uses[right.file] ?? 0))
      }
      if let best { give(best.file, to: place) }
    }
  }

  private mutating func give(_ file: Digest, to place: Int) {
    given[place].append(file)
    uses[file, default: 0] += 1
  }

  private func ranked(_ place: Int) -> [(file: Digest, score: Double)] {
    wants[place].candidates.map { (file: $0.key, score: $0.value) }.sorted { left, right in
      left.score == right.score
        ? left.file.description < right.file.description : left.score > right.score
    }
  }

  private func neighbours(of place: Int) -> Set<Digest> {
    var files: Set<Digest> = []
    for near in [place - 1, place + 1] where given.indices.contains(near) {
      files.formUnion(given[near])
    }
    return files
  }
}
