import CFFmpeg
import CutroomModel

/// A frame kept beyond the decoder's next step.
final class HeldFrame {
  let pointer: UnsafeMutablePointer<AVFrame>

  init(_ frame: UnsafeMutablePointer<AVFrame>) throws(WorkerFailure) {
    pointer = try allocated(av_frame_clone(frame))
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVFrame>? = pointer
    av_frame_free(&pointer)
  }
}

extension StreamDecoder {
  /// The first frame at or after a time, or the last one before it.
  func frame(atUs timeUs: Int64) throws(WorkerFailure) -> HeldFrame {
    let wanted = timestamp(ofUs: timeUs)
    if timeUs > 0 { seek(to: wanted) }
    var latest: HeldFrame?
    while let frame = try next() {
      latest = try HeldFrame(frame)
      let time = frame.pointee.best_effort_timestamp
      if time == cffmpeg_no_timestamp || time >= wanted { break }
    }
    guard let latest else { throw WorkerFailure(.undecodable, "no frame could be decoded") }
    return latest
  }

  /// The frame that is on screen at a time: the last at or before it, else the first after it.
  func frame(seenAtUs timeUs: Int64) throws(WorkerFailure) -> HeldFrame {
    let wanted = timestamp(ofUs: timeUs)
    if timeUs > 0 { seek(to: wanted) }
    var latest: HeldFrame?
    while let frame = try next() {
      let time = frame.pointee.best_effort_timestamp
      if let latest, time != cffmpeg_no_timestamp, time > wanted { return latest }
      latest = try HeldFrame(frame)
    }
    guard let latest else { throw WorkerFailure(.undecodable, "no frame could be decoded") }
    return latest
  }

  /// When a frame is seen, from the stream's beginning; nil where it does not say.
  func timeUs(of frame: HeldFrame) -> Int64? {
    let time = frame.pointer.pointee.best_effort_timestamp
    guard time != cffmpeg_no_timestamp else { return nil }
    let unit = AVRational(num: 1, den: 1_000_000)
    return av_rescale_q(time &- start, stream.pointee.time_base, unit)
  }

  private func timestamp(ofUs timeUs: Int64) -> Int64 {
    let unit = AVRational(num: 1, den: 1_000_000)
    return start &+ av_rescale_q(timeUs, unit, stream.pointee.time_base)
  }

  private var start: Int64 {
    stream.pointee.start_time == cffmpeg_no_timestamp ? 0 : stream.pointee.start_time
  }
}
