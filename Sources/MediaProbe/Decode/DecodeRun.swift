import CFFmpeg
import CutroomModel

/// Feeds the packets of a file to the decoders of some of its streams.
struct DecodeRun {
  let decoders: [StreamDecoder]
  private(set) var reachedEnd = false
  private(set) var readFailed = false

  init(
    _ media: borrowing OpenMedia,
    clocks: [StreamClock],
    isStrict: Bool,
    meters: StreamMeters = StreamMeters()
  ) throws(ProbeFailure) {
    var decoders: [StreamDecoder] = []
    for clock in clocks {
      guard let stream = media.stream(clock.index) else { continue }
      let meter = meters.meter(of: clock.index)
      decoders.append(try StreamDecoder(stream, clock: clock, isStrict: isStrict, meter: meter))
    }
    self.decoders = decoders
  }

  /// Decodes to the end of the file, or until `isEnough` after some packet.
  mutating func decode(
    _ media: borrowing OpenMedia,
    until isEnough: ([StreamDecoder]) -> Bool
  ) throws(ProbeFailure) {
    let packet = try Packet()
    while !isEnough(decoders) {
      if media.bytes.isOverdue {
        throw ProbeFailure(.timedOut, "it was not decoded before the deadline")
      }
      let status = av_read_frame(media.format, packet.pointer)
      if status == cffmpeg_try_again { continue }
      guard status >= 0 else {
        reachedEnd = true
        readFailed = !media.isAtEnd(status)
        break
      }
      let index = Int(packet.pointer.pointee.stream_index)
      if let decoder = decoders.first(where: { $0.clock.index == index }) {
        if media.isDamaged(packet) { decoder.noteDamage() }
        decoder.decode(packet.pointer)
      }
      av_packet_unref(packet.pointer)
    }
    if reachedEnd { for decoder in decoders { decoder.decode(nil) } }
  }
}
