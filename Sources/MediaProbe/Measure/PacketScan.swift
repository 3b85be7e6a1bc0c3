import CFFmpeg
import CutroomModel

/// Reads every packet of a file and measures what they cover.
struct PacketScan {
  private(set) var streams: [StreamMeasure]
  /// libav's status when reading ended before the end of the file.
  private(set) var failure: CInt?

  init(_ media: borrowing OpenMedia, clocks: [StreamClock]) throws(ProbeFailure) {
    streams = clocks.map { StreamMeasure($0, isFramed: media.tellsPacketsApart(of: $0)) }
    let packet = try Packet()
    // The Ogg demuxer names the padding and shortens the last packet, too.
    let paddingIsApplied = media.formatName == "ogg"
    let places = Dictionary(uniqueKeysWithValues: clocks.enumerated().map { ($1.index, $0) })
    while true {
      let status = av_read_frame(media.format, packet.pointer)
      if status == cffmpeg_try_again { continue }
      guard status >= 0 else {
        if !media.isAtEnd(status) { failure = status }
        break
      }
      if let place = places[Int(packet.pointer.pointee.stream_index)] {
        var times = packet.times
        if paddingIsApplied { times.paddingSamples = 0 }
        times.isCorrupt = media.isDamaged(packet)
        streams[place].add(times)
      }
      av_packet_unref(packet.pointer)
    }
    if media.bytes.isOverdue {
      throw ProbeFailure(.timedOut, "its packets were not read before the deadline")
    }
  }

  var corruptPackets: Int { streams.reduce(0) { $0 + $1.corrupt } }
}

extension OpenMedia {
  /// Whether a stream's packets begin where the coder's frames do.
  ///
  /// A WAV is one run of bytes. AAC whose frames have no headers of their own, which shows by its
  /// configuration in the file's header, is cut anywhere.
  fileprivate func tellsPacketsApart(of clock: StreamClock) -> Bool {
    guard ["wav", "w64"].contains(formatName) else { return true }
    guard let parameters = stream(clock.index)?.pointee.codecpar?.pointee else { return true }
    return parameters.codec_id != AV_CODEC_ID_AAC || parameters.extradata_size == 0
  }
}
