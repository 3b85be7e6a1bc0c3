import CFFmpeg
import CutroomModel

/// The first packet of each of some streams: when it is shown, and how its data begins.
struct FirstPackets {
  private static let limit = 200

  private(set) var times: [Int: Int64] = [:]
  private(set) var heads: [Int: [UInt8]] = [:]

  /// Nil when a stream has none among the first of the file; reading has moved on in any case.
  init?(_ media: borrowing OpenMedia, of streams: [Int]) throws(ProbeFailure) {
    var waiting = Set(streams)
    let packet = try Packet()
    for _ in 0..<Self.limit where !waiting.isEmpty {
      guard av_read_frame(media.format, packet.pointer) >= 0 else { return nil }
      let index = Int(packet.pointer.pointee.stream_index)
      if waiting.remove(index) != nil {
        guard let time = known(packet.pointer.pointee.pts) else { return nil }
        times[index] = time
        heads[index] = packet.head
      }
      av_packet_unref(packet.pointer)
    }
    if !waiting.isEmpty { return nil }
  }
}

extension Packet {
  fileprivate var head: [UInt8] {
    let count = min(32, max(0, Int(pointer.pointee.size)))
    return Array(UnsafeBufferPointer(start: pointer.pointee.data, count: count))
  }
}
