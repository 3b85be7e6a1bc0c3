import CutroomModel

/// How long a file is, on whose word, and where each stream lies.
struct DurationVerdict: Equatable {
  private(set) var durationUs: Int64?
  private(set) var source = DurationSource.none
  private(set) var spans: [StreamSpan] = []

  /// From the packets that were read.
  init(packets measures: [StreamMeasure]) {
    for measure in measures {
      guard let start = measure.start, let length = measure.lengthUs else { continue }
      add(measure.clock, start: start, length: length, from: .packets)
    }
  }

  /// From what the header says: of the stream, in its tags, of the whole file, in this order.
  init(clocks: [StreamClock], headerUs: Int64?) {
    for clock in clocks {
      let start = clock.start ?? 0
      if let duration = clock.duration {
        add(clock, start: start, length: clock.microseconds(duration), from: .stream)
      } else if let end = clock.taggedDurationUs {
        let length = end - max(0, clock.microseconds(start))
        add(clock, start: start, length: length, from: .stream)
      } else if let headerUs {
        add(clock, start: start, length: headerUs, from: .header)
      }
    }
  }

  private mutating func add(
    _ clock: StreamClock,
    start: Int64,
    length: Int64,
    from source: DurationSource
  ) {
    guard length > 0 else { return }
    let startUs = clock.microseconds(start)
    spans.append(StreamSpan(index: clock.index, startUs: startUs, durationUs: length))
    guard length > durationUs ?? 0 else { return }
    durationUs = length
    self.source = source
  }
}
