import CFFmpeg

/// What a container's index says without a packet being read.
struct IndexSurvey {
  /// Where the last indexed sample ends; 0 without an index.
  private(set) var end: Int64 = 0
  private(set) var entries = 0
  /// The pace of the first video stream.
  let pace: Pace

  init(_ media: borrowing OpenMedia, clocks: [StreamClock]) {
    var meter = PaceMeter()
    let video = clocks.first { $0.kind == .video }?.index
    for clock in clocks {
      guard let stream = media.stream(clock.index) else { continue }
      let count = avformat_index_get_entries_count(stream)
      entries += Int(count)
      for number in 0..<max(0, count) {
        guard let entry = avformat_index_get_entry(stream, number)?.pointee else { continue }
        end = max(end, entry.pos.addingClamped(Int64(entry.size)))
        if clock.index == video { meter.add(known(entry.timestamp)) }
      }
    }
    pace = meter.pace
  }
}
