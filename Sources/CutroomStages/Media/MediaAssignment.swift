import CutroomModel

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
    /// What fits, without what fits much worse than the best: that is shown nowhere, however unused
    /// it is.
    let fitting: [Digest: Candidate]
    init(id: String, slots: Int, candidates: [Digest: Candidate]) {
      self.id = id
      self.slots = slots
      let best = candidates.values.map(\.score).max() ?? 0
      fitting = candidates.filter { $0.value.score * 6 >= best }
    }
  }

  private let wants: [Want]
  private let subjects: SubjectKinship
  private var given: [[Digest]]
  private var uses: [Digest: Int] = [:]
  private let having: Double

  /// The visuals of each segment, in the order of `wants`; those of `kept` stay.
  ///
  /// First the best pairs of segment and unused file, with exchanges where two segments together
  /// do better; then further unused files for long segments and after short clips; then, for
  /// segments that are still without, a file that neither neighbour shows. A file counts for less
  /// beside one of the same subject, and a little less where its subject is seen at all.
  static func share(
    _ wants: [Want],
    kept: [String: [Digest]],
    subjects: SubjectKinship = SubjectKinship([:])
  ) -> [[Digest]] {
    var assignment = MediaAssignment(wants, kept: kept, subjects: subjects)
    let open = wants.indices.filter { kept[wants[$0].id] == nil }
    assignment.giveFirst(open)
    assignment.exchange(open)
    assignment.giveMore(open)
    assignment.giveAgain(open)
    return assignment.given
  }

  private init(_ wants: [Want], kept: [String: [Digest]], subjects: SubjectKinship) {
    self.wants = wants
    self.subjects = subjects
    // At most six places are weighed against each other.
    having = 8 * (wants.flatMap { $0.fitting.values.map(\.score) }.max() ?? 0)
    given = wants.map { kept[$0.id] ?? [] }
    for file in given.joined() { uses[file, default: 0] += 1 }
  }

  private mutating func giveFirst(_ open: [Int]) {
    var empty = open.filter { given[$0].isEmpty }
    while !empty.isEmpty {
      var best: (place: Int, file: Digest, worth: Double)?
      for place in empty {
        for (file, worth) in ranked(place) where uses[file] == nil {
          if worth > best?.worth ?? 0 { best = (place, file, worth) }
          break
        }
      }
      guard let best else { return }
      give(best.file, to: best.place)
      empty.removeAll { $0 == best.place }
    }
  }

  /// Hands a file over where the one who gives it finds another and both together gain.
  private mutating func exchange(_ open: [Int]) {
    // Every exchange gains; the bound only guards against a tie in the last digits.
    for _ in 0..<(open.count * 4) {
      guard let exchange = bestExchange(open) else { return }
      carryOut(exchange)
    }
  }

  private struct Exchange {
    let taker: Int
    let file: Digest
    let holder: Int
    let other: Digest
  }

  private mutating func bestExchange(_ open: [Int]) -> Exchange? {
    var best: (gain: Double, exchange: Exchange)?
    for holder in open {
      guard let file = given[holder].first else { continue }
      for taker in open where taker != holder && wants[taker].fitting[file] != nil {
        let own = given[taker].first
        for (other, _) in ranked(holder)
        where other != file && (uses[other] == nil || other == own) {
          let exchange = Exchange(taker: taker, file: file, holder: holder, other: other)
          let gain = gain(of: exchange)
          if gain > 0.001, gain > best?.gain ?? 0 { best = (gain, exchange) }
          break
        }
      }
    }
    return best?.exchange
  }

  /// What an exchange gains for the two and for those beside them.
  private mutating func gain(of exchange: Exchange) -> Double {
    let (takerHad, holderHad, used) = (given[exchange.taker], given[exchange.holder], uses)
    let before = worth(around: exchange)
    carryOut(exchange)
    let after = worth(around: exchange)
    (given[exchange.taker], given[exchange.holder], uses) = (takerHad, holderHad, used)
    return after - before
  }

  private mutating func carryOut(_ exchange: Exchange) {
    for place in [exchange.taker, exchange.holder] {
      for old in given[place] { uses[old] = nil }
      given[place] = []
    }
    give(exchange.file, to: exchange.taker)
    give(exchange.other, to: exchange.holder)
  }

  /// Having a file at all is worth more than any choice between files: rather every segment with an
  /// unused one than some with a better one.
  private func worth(around exchange: Exchange) -> Double {
    let places = Set([exchange.taker, exchange.holder].flatMap { [$0 - 1, $0, $0 + 1] })
    return places.filter(given.indices.contains).sorted().reduce(0) { sum, place in
      sum + (given[place].first.map { worth($0, at: place) + having } ?? 0)
    }
  }

  private mutating func giveMore(_ open: [Int]) {
    for place in open {
      guard let first = given[place].first else { continue }
      let isShort = wants[place].fitting[first]?.isShort ?? false
      let wanted = wants[place].slots + (isShort ? 1 : 0)
      while given[place].count < wanted, let file = company(at: place) { give(file, to: place) }
      if isShort, given[place].count == 1 { replaceShort(first, at: place) }
    }
  }

  /// The best unused file of a subject that is seen neither here nor beside.
  private func company(at place: Int) -> Digest? {
    let seen = neighbours(of: place).union(given[place])
    return ranked(place).first { uses[$0.file] == nil && !subjects.isAny(of: seen, like: $0.file) }?
      .file
  }

  /// A clip that is over too early and has no company would be shown again at once: what lasts is
  /// shown instead, or follows it.
  private mutating func replaceShort(_ clip: Digest, at place: Int) {
    let near = neighbours(of: place)
    let lasting = ranked(place).filter {
      wants[place].fitting[$0.file]?.isShort == false && !near.contains($0.file)
    }
    guard let file = (lasting.first { uses[$0.file] == nil } ?? lasting.first)?.file else { return }
    if uses[file] == nil {
      uses[clip] = nil
      given[place] = []
    }
    give(file, to: place)
  }

  private mutating func giveAgain(_ open: [Int]) {
    for place in open where given[place].isEmpty {
      let near = neighbours(of: place)
      let best = ranked(place).filter { !near.contains($0.file) }.max { left, right in
        let (first, second) = (again(left, at: place), again(right, at: place))
        return first == second ? left.file.description > right.file.description : first < second
      }
      if let best { give(best.file, to: place) }
    }
  }

  /// A file is worth less with every use, and a clip that is over too early would come twice.
  private func again(_ entry: (file: Digest, worth: Double), at place: Int) -> Double {
    let isShort = wants[place].fitting[entry.file]?.isShort ?? false
    return entry.worth / Double(1 + (uses[entry.file] ?? 0)) / (isShort ? 2 : 1)
  }

  private mutating func give(_ file: Digest, to place: Int) {
    given[place].append(file)
    uses[file, default: 0] += 1
  }

  /// How well a file fits a segment, given what else is shown.
  private func worth(_ file: Digest, at place: Int) -> Double {
    let score = wants[place].fitting[file]?.score ?? 0
    let kin = subjects.kin(of: file)
    if kin.isEmpty { return score }
    if !kin.isDisjoint(with: neighbours(of: place)) { return score * 0.25 }
    let own = given[place]
    return kin.contains { uses[$0] != nil && !own.contains($0) } ? score * 0.75 : score
  }

  /// What fits, best first.
  private func ranked(_ place: Int) -> [(file: Digest, worth: Double)] {
    wants[place].fitting.keys.map { (file: $0, worth: worth($0, at: place)) }.sorted {
      $0.worth == $1.worth ? $0.file.description < $1.file.description : $0.worth > $1.worth
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
