import CFFmpeg
import CutroomModel

/// ffprobe's part of an answer, as the file's header and first packets give it.
struct ContainerFacts {
  let format: MediaFormat
  let streams: [MediaStream]
  let chapters: [MediaChapter]
  /// Tags or chapters did not all fit.
  let isCut: Bool

  init(_ media: borrowing OpenMedia) {
    var budget = AnswerBudget(streamCount: media.streamCount)
    var format = media.formatFacts
    format.tags = budget.tags(media.format.pointee.metadata)
    self.format = format
    streams = media.streamFacts(within: &budget)
    chapters = media.chapterFacts(within: &budget)
    isCut = budget.isExceeded
  }
}

extension MediaStream {
  /// The same with the number of packets that were read of it.
  func counting(_ scan: PacketScan?) -> MediaStream {
    guard let measure = scan?.streams.first(where: { $0.clock.index == index }) else { return self }
    var copy = self
    copy.packetCount = String(measure.packets)
    return copy
  }
}
