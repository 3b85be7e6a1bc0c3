import CutroomModel

/// Shares what providers found out among the segments; pure.
///
/// Every candidate goes to one segment at most, and two that look the same never to neighbours.
struct CandidateSharing {
  /// A segment without a picture, in the order of the video.
  struct Want {
    var id: String
    /// How many visuals its length asks for.
    var slots: Int
    /// How long each of them is seen.
    var milliseconds: Int
    /// The stems of what was searched for.
    var stems: Set<String>
    var language: TextLanguage
    /// Best first.
    var candidates: [FoundCandidate]
  }

  struct Share: Equatable {
    var picks: [FoundCandidate] = []
    var spares: [FoundCandidate] = []
  }

  /// So many are kept ready for a segment whose picks cannot be had.
  static let spares = 3

  private let wants: [Want]
  /// The candidates of each want with their scores, best first.
  private let ranked: [[(found: FoundCandidate, score: Double)]]
  private var shares: [Share]
  private var used: Set<String> = []

  /// What each segment shows, in the order of `wants`; shares of `kept` stay.
  static func share(
    _ wants: [Want],
    width: Int,
    height: Int,
    kept: [String: Share] = [:]
  ) -> [Share] {
    var sharing = CandidateSharing(wants, width, height, kept)
    let open = wants.indices.filter { kept[wants[$0].id] == nil }
    sharing.giveFirst(open)
    sharing.giveMore(open)
    sharing.giveSpares(open)
    return sharing.shares
  }

  private init(_ wants: [Want], _ width: Int, _ height: Int, _ kept: [String: Share]) {
    self.wants = wants
    ranked = wants.map { want in
      let scored = want.candidates.enumerated().compactMap { rank, found in
        CandidateFit(found, want).score(rank: rank, width: width, height: height)
          .map { (rank: rank, found: found, score: $0) }
      }
      let sorted = scored.sorted {
        $0.score == $1.score ? $0.rank < $1.rank : $0.score > $1.score
      }
      return sorted.map { ($0.found, $0.score) }
    }
    shares = wants.map { kept[$0.id] ?? Share() }
    for share in shares { used.formUnion((share.picks + share.spares).map(\.id)) }
  }

  /// The best pair of segment and candidate first, until no segment finds one.
  private mutating func giveFirst(_ open: [Int]) {
    var empty = open
    while !empty.isEmpty {
      var best: (place: Int, found: FoundCandidate, score: Double)?
      for place in empty {
        guard let next = next(at: place), next.score > best?.score ?? 0 else { continue }
        best = (place, next.found, next.score)
      }
      guard let best else { return }
      give(best.found, to: best.place)
      empty.removeAll { $0 == best.place }
    }
  }

  private mutating func giveMore(_ open: [Int]) {
    for place in open where !shares[place].picks.isEmpty {
      while shares[place].picks.count < wants[place].slots, let next = next(at: place) {
        give(next.found, to: place)
      }
    }
  }

  private mutating func giveSpares(_ open: [Int]) {
    for _ in 0..<Self.spares {
      for place in open where !shares[place].picks.isEmpty {
        guard let next = next(at: place) else { continue }
        used.insert(next.found.id)
        shares[place].spares.append(next.found)
      }
    }
  }

  private mutating func give(_ found: FoundCandidate, to place: Int) {
    used.insert(found.id)
    shares[place].picks.append(found)
  }

  /// The best that nobody has and that looks like nothing here or beside.
  private func next(at place: Int) -> (found: FoundCandidate, score: Double)? {
    let near = [place - 1, place, place + 1].filter(shares.indices.contains)
      .flatMap { shares[$0].picks + shares[$0].spares }
    return ranked[place].first { entry in
      !used.contains(entry.found.id) && !near.contains { $0.isLike(entry.found) }
    }
  }
}

/// How well a candidate fits a segment, before anybody has seen its bytes.
struct CandidateFit {
  private let candidate: Candidate
  private let want: CandidateSharing.Want

  /// A clip that is over sooner is no clip.
  private static let shortestClip: Int64 = 1500

  init(_ found: FoundCandidate, _ want: CandidateSharing.Want) {
    candidate = found.candidate
    self.want = want
  }

  /// Higher for a shape like the video's, pixels enough, a clip that lasts, words that were searched
  /// for, and a place near the top of the list; nil for what cannot be shown.
  func score(rank: Int, width: Int, height: Int) -> Double? {
    if candidate.kind == .music { return nil }
    if let length = candidate.durationMs, candidate.kind == .video, length < Self.shortestClip {
      return nil
    }
    var score = 1 / (1 + Double(rank) / 12)
    score *= shape(width, height) * words
    // Longer ones are cut, shorter ones are over too early.
    if candidate.kind == .video, let length = candidate.durationMs, length < want.milliseconds {
      score *= 0.5
    }
    return score.inThousandths
  }

  private func shape(_ width: Int, _ height: Int) -> Double {
    guard let ownWidth = candidate.width, let ownHeight = candidate.height, ownWidth > 0,
      ownHeight > 0
    else { return 0.75 }
    let own = Double(ownWidth) / Double(ownHeight)
    let frame = Double(width) / Double(height)
    let fit = 0.5 + 0.5 * min(own / frame, frame / own)
    return ownWidth * 2 < width ? fit * 0.7 : fit
  }

  private var words: Double {
    let said = ([candidate.rights.title ?? ""] + candidate.keywords)
      .flatMap { WordStem.stems(of: $0, want.language) }
    if said.isEmpty || want.stems.isEmpty { return 0.8 }
    let share = Double(want.stems.intersection(said).count) / Double(want.stems.count)
    return 0.6 + 0.4 * share
  }
}
