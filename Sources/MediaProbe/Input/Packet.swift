import CFFmpeg
import CutroomModel

/// An AVPacket that is freed with its owner.
struct Packet: ~Copyable {
  let pointer: UnsafeMutablePointer<AVPacket>

  init() throws(ProbeFailure) {
    guard let pointer = av_packet_alloc() else {
      throw ProbeFailure(.outOfMemory, "no memory for a packet")
    }
    self.pointer = pointer
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVPacket>? = pointer
    av_packet_free(&pointer)
  }

  var times: PacketTimes {
    let packet = pointer.pointee
    var times = PacketTimes()
    times.time = known(packet.pts)
    times.decodeTime = known(packet.dts)
    times.duration = packet.duration
    times.isDiscarded = packet.flags & AV_PKT_FLAG_DISCARD != 0
    var size = 0
    if let skip = av_packet_get_side_data(pointer, AV_PKT_DATA_SKIP_SAMPLES, &size), size >= 8 {
      let data = Array(UnsafeBufferPointer(start: skip, count: 8))
      times.skippedSamples = Int64(data.littleEndian(at: 0, count: 4))
      times.paddingSamples = Int64(data.littleEndian(at: 4, count: 4))
    }
    return times
  }
}
