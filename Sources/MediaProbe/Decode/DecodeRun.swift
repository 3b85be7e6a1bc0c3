import CFFmpeg
import CutroomModel

/// Feeds the packets of a file to the decoders of some of its streams.
struct DecodeRun {
  let decoders: [StreamDecoder]
  /// Streams that no decoder takes, and why.
  let refused: [(clock: StreamClock, reason: ProbeFailure)]
  private(set) var reachedEnd = false
  private(set) var readFailed = false

  /// Throws for a stream that no decoder takes; with `skipsRefused` only where every stream is one.
  init(
    _ media: borrowing OpenMedia,
    clocks: [StreamClock],
    isStrict: Bool,
    skipsRefused: Bool = false,
    meters: StreamMeters = StreamMeters()
  ) throws(ProbeFailure) {
    var decoders: [StreamDecoder] = []
    var refused: [(clock: StreamClock, reason: ProbeFailure)] = []
    for clock in clocks {
      guard let stream = media.stream(clock.index) else { continue }
      let meter = meters.meter(of: clock.index)
      do throws(ProbeFailure) {
        decoders.append(try StreamDecoder(stream, clock: clock, isStrict: isStrict, meter: meter))
      } catch {
        guard skipsRefused, error.code != .outOfMemory else { throw error }
        refused.append((clock, error))
      }
    }
    if decoders.isEmpty, let first = refused.first { throw first.reason }
    self.decoders = decoders
    self.refused = refused
  }

  /// Decodes to the end of the file, or until `isEnough` after some packet.
  mutating func decode(
    _ media: borrowing OpenMedia,
    until isEnough: ([StreamDecoder]) -> Bool
  ) throws(ProbeFailure) {
    let packet = try Packet()
    while !isEnough(decoders) {
      let status = av_read_frame(media.format, packet.pointer)
      // Else a reading that was cut off would pass for the end of the file.
      if media.bytes.isOverdue {
        throw ProbeFailure(.timedOut, "it was not decoded before the deadline")
      }
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
