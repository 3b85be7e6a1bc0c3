import CutroomModel
import CutroomStore
import CutroomSystem

/// Every state in which a power cut may leave a disk with this history: after each change, each
/// subset of what was not yet flushed, writes torn at 512 bytes.
///
/// Contents and names are flushed apart: an fsync of a file makes its bytes durable and not its
/// name, an fsync of a folder the names in it. A rename is one change. Unflushed changes may reach
/// the disk in any order; only those to the same name or the same bytes keep theirs.
struct CrashStates {
  let history: DiskHistory
  /// How many unflushed pieces are combined in every way; beyond it subsets are drawn.
  private static let largestExhaustive = 12
  private static let sector = 512
  private static let drawn = 1 << 12

  /// A moment: how many events have happened, and the pieces that may be missing.
  struct Moment {
    var events: Int
    /// What is durable, and the pieces that may or may not be, in order.
    var pieces: [(change: DiskChange, isPending: Bool)]
    var pending: Int { pieces.count { $0.isPending } }
  }

  /// The moments after each change.
  var moments: [Moment] {
    var moments: [Moment] = [moment(0)]
    for (index, event) in history.events.enumerated() {
      switch event {
      case .sync, .syncAll: continue
      case .change, .acknowledged: break
      }
      moments.append(moment(index + 1))
    }
    return moments
  }

  private func moment(_ count: Int) -> Moment {
    var pieces: [(DiskChange, Bool)] = []
    for index in 0..<count {
      guard case .change(let change) = history.events[index] else { continue }
      let isFlushed = history.events[(index + 1)..<count].contains { event in
        switch event {
        case .sync(let number): change.isCovered(by: number)
        case .syncAll: true
        case .change, .acknowledged: false
        }
      }
      if isFlushed {
        pieces.append((change, false))
      } else {
        pieces += Self.torn(change).map { ($0, true) }
      }
    }
    return Moment(events: count, pieces: pieces)
  }

  /// The pieces of a change that reach the disk apart: a new size, the first, the middle and the
  /// last sectors of a write.
  private static func torn(_ change: DiskChange) -> [DiskChange] {
    guard case .write(let file, let offset, let bytes) = change, !bytes.isEmpty else {
      return [change]
    }
    let end = offset + bytes.count
    var cuts = [offset, (offset / sector + 1) * sector, (end - 1) / sector * sector, end]
    cuts = cuts.filter { $0 >= offset && $0 <= end }
    var pieces: [DiskChange] = [.extend(file: file, size: end)]
    for (start, stop) in zip(cuts, cuts.dropFirst()) where start < stop {
      let part = Array(bytes[(start - offset)..<(stop - offset)])
      pieces.append(.write(file: file, offset: start, bytes: part))
    }
    return pieces
  }

  /// Calls `body` with each state of a moment, for as long as it says true.
  func states(
    of moment: Moment,
    random: inout SplitMix,
    _ body: (DiskTree) throws -> Bool
  ) rethrows {
    let pending = moment.pending
    if pending <= Self.largestExhaustive {
      for bits in 0..<(UInt64(1) << UInt64(pending)) {
        guard try body(state(moment, bits)) else { return }
      }
    } else {
      for _ in 0..<Self.drawn {
        guard try body(state(moment, random.next())) else { return }
      }
    }
  }

  private func state(_ moment: Moment, _ bits: UInt64) -> DiskTree {
    var tree = history.start
    var bit: UInt64 = 0
    for piece in moment.pieces {
      if piece.isPending {
        defer { bit += 1 }
        guard bits >> (bit % 64) & 1 == 1 else { continue }
      }
      piece.change.apply(to: &tree)
    }
    return tree
  }
}

/// A small generator of numbers that a seed repeats: SplitMix64.
struct SplitMix {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
