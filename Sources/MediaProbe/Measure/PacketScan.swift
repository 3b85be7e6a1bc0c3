import CFFmpeg
import CutroomModel

/// Reads every packet of a file and measures what they cover.
struct PacketScan {
  private(set) var streams: [StreamMeasure]
  /// libav's status when reading ended before the end of the file.
  private(set) var failure: CInt?

  init(_ media: borrowing OpenMedia, clocks: [StreamClock]) throws(ProbeFailure) {
    streams = clocks.map { StreamMeasure($0) }
    let packet = try Packet()
    let places = Dictionary(uniqueKeysWithValues: clocks.enumerated().map { ($1.index, $0) })
    while true {
      let status = av_read_frame(media.format, packet.pointer)
      if status == cffmpeg_try_again { continue }
      guard status >= 0 else {
        if status != cffmpeg_end_of_file { failure = status }
        break
      }
      if let place = places[Int(packet.pointer.pointee.stream_index)] {
        streams[place].add(packet.times)
      }
      av_packet_unref(packet.pointer)
    }
    if media.bytes.isOverdue {
      throw ProbeFailure(.timedOut, "its packets were not read before the deadline")
    }
  }

  var corruptPackets: Int { streams.reduce(0) { $0 + $1.corrupt } }
}
