import CutroomModel

/// What the packets of one stream show, gathered while they pass by.
struct StreamMeasure {
  let clock: StreamClock
  /// Where packets are cut anywhere, nothing that they say of their times is true.
  let isFramed: Bool
  private(set) var packets = 0
  private(set) var corrupt = 0
  private(set) var start: Int64?
  private(set) var end: Int64?
  /// The same span with encoder delay and padding left in, to compare with headers.
  private(set) var untrimmedStart: Int64?
  private(set) var untrimmedEnd: Int64?
  private var meter = PaceMeter()
  /// The longest that one packet lasts, in ticks.
  private(set) var longest: Int64 = 0
  private var playsFrom: Int64?
  /// The durations of all packets, and how many of them say that they begin where the first does.
  private var sum: Int64 = 0
  private var atStart = 0
  private var lastEnd: Int64?

  init(_ clock: StreamClock, isFramed: Bool = true) {
    self.clock = clock
    self.isFramed = isFramed
  }

  mutating func add(_ packet: PacketTimes) {
    packets += 1
    if packet.isCorrupt { corrupt += 1 }
    meter.add(packet.decodeTime)
    guard !packet.isDiscarded else { return }
    guard let begin = packet.time ?? packet.decodeTime ?? lastEnd ?? (packets == 1 ? 0 : nil) else {
      return
    }
    let length = packet.duration > 0 ? packet.duration : clock.frameTicks
    let finish = begin.addingClamped(length)
    lastEnd = finish
    longest = max(longest, length)
    sum = sum.addingClamped(length)
    atStart += begin == untrimmedStart ? 1 : 0
    if clock.beginsUnheard, packets == 1 { return }
    untrimmedStart = min(untrimmedStart ?? begin, begin)
    untrimmedEnd = max(untrimmedEnd ?? finish, finish)
    if packet.skippedSamples > 0 {
      playsFrom = begin.addingClamped(clock.ticks(samples: packet.skippedSamples))
    }
    let from = max(begin, playsFrom ?? begin)
    let until = finish.addingClamped(-clock.ticks(samples: packet.paddingSamples))
    guard until > from else { return }
    start = min(start ?? from, from)
    end = max(end ?? until, until)
  }

  var pace: Pace { meter.pace }

  var lengthUs: Int64? { isStuck ? clock.microseconds(sum) : span(start, end) }

  var untrimmedLengthUs: Int64? {
    isStuck ? clock.microseconds(sum) : span(untrimmedStart, untrimmedEnd)
  }

  /// Packets whose times do not move on can only be counted.
  private var isStuck: Bool { isFramed && packets > 2 && atStart == packets }

  private func span(_ start: Int64?, _ end: Int64?) -> Int64? {
    guard isFramed, let start, let end else { return nil }
    let (ticks, overflow) = end.subtractingReportingOverflow(start)
    return overflow ? nil : clock.microseconds(ticks)
  }
}

/// The times of one packet in its stream's ticks; unknown ones are nil.
struct PacketTimes {
  var time: Int64?
  var decodeTime: Int64?
  var duration: Int64 = 0
  var skippedSamples: Int64 = 0
  var paddingSamples: Int64 = 0
  var isCorrupt = false
  var isDiscarded = false
}

extension Int64 {
  func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}
