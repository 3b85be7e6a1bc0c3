internal import CutroomModel

/// Shares the files of the library out among the segments.
struct MediaAssignment {
  /// A file that fits a segment.
  struct Candidate: Equatable {
    let score: Double
    /// A clip that is over before the segment is.
    var isShort = false
  }

  /// A segment in the order of the video.
  struct Want {
    let id: String
    /// How many visuals its length asks for.
    let slots: Int
    let candidates: [Digest: Candidate]

    /// What fits much worse than the best is shown nowhere, however unused it is.
    var fitting: [Digest: Candidate] {
      let best = candidates.values.map(\.score).max() ?? 0
      return candidates.filter { $0.value.score * 4 >= best }
    }
  }

  private let wants: [Want]
  private var given: [[Digest]]
  private var uses: [Digest: Int] = [:]

  /// The visuals of each segment, in the order of `wants`; those of `kept` stay.
  ///
  /// First the best pairs of segment and unused file, with exchanges where two segments together
  /// do better; then further unused files for long segments and after short clips; then, for
  /// segments that are still without, a file that neither neighbour shows.
  static func share(_ wants: [Want], kept: [String: [Digest]]) -> [[Digest]] {
    var assignment = MediaAssignment(wants, kept: kept)
    let open = wants.indices.filter { kept[wants[$0].id] == nil }
    assignment.giveFirst(open)
    assignment.exchange(open)
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
      for (file, candidate) in wants[place].fitting { pairs.append((place, file, candidate.score)) }
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

  /// Hands a file over where the one who gives it finds another and both together gain.
  private mutating func exchange(_ open: [Int]) {
    // Every exchange gains; the bound only guards against a tie in the last digits.
    for _ in 0..<(open.count * 4) {
      guard let (taker, file, holder, other) = bestExchange(open) else { return }
      for place in [taker, holder] {
        for old in given[place] { uses[old] = nil }
        given[place] = []
      }
      give(file, to: taker)
      give(other, to: holder)
    }
  }

  private func bestExchange(_ open: [Int]) -> (Int, Digest, Int, Digest)? {
    var best: (gain: Double, exchange: (Int, Digest, Int, Digest))?
    for holder in open {
      guard let file = given[holder].first else { continue }
      for taker in open where taker != holder {
        guard let wanted = wants[taker].fitting[file]?.score else { continue }
        let own = given[taker].first
        for (other, candidate) in ranked(holder) where uses[other] == nil || other == own {
          let gain = wanted + candidate.score - score(holder) - score(taker)
          if gain > 0.001, gain > best?.gain ?? 0 { best = (gain, (taker, file, holder, other)) }
          break
        }
      }
    }
    return best?.exchange
  }

  private mutating func giveMore(_ open: [Int]) {
    for place in open {
      guard let first = given[place].first, let best = wants[place].candidates[first] else {
        continue
      }
      let wanted = wants[place].slots + (best.isShort ? 1 : 0)
      for (file, candidate) in ranked(place) where given[place].count < wanted {
        if uses[file] == nil, candidate.score * 2 >= best.score { give(file, to: place) }
      }
    }
  }

  private mutating func giveAgain(_ open: [Int]) {
    for place in open where given[place].isEmpty {
      let near = neighbours(of: place)
      let best = ranked(place).filter { !near.contains($0.file) }.max { left, right in
        left.candidate.score / Double(1 + (uses[left.file] ?? 0))
          < right.candidate.score / Double(1 + (uses[right.file] ?? 0))
      }
      if let best { give(best.file, to: place) }
    }
  }

  private mutating func give(_ file: Digest, to place: Int) {
    given[place].append(file)
    uses[file, default: 0] += 1
  }

  /// How well what a segment has first fits it.
  private func score(_ place: Int) -> Double {
    given[place].first.flatMap { wants[place].candidates[$0]?.score } ?? 0
  }

  private func ranked(_ place: Int) -> [(file: Digest, candidate: Candidate)] {
    wants[place].fitting.map { (file: $0.key, candidate: $0.value) }.sorted { left, right in
      left.candidate.score == right.candidate.score
        ? left.file.description < right.file.description
        : left.candidate.score > right.candidate.score
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
