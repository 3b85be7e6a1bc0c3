import CFFmpeg
import CutroomModel

extension StreamDecoder {
  /// The first frame at or after a time, or the last one before it.
  func frame(atUs timeUs: Int64) throws(WorkerFailure) -> HeldFrame {
    try frame(nearUs: timeUs) { time, wanted in
      if let time, time < wanted { return .laterOne }
      return .thisOne
    }
  }

  /// The frame that is on screen at a time: the last at or before it, else the first after it.
  func frame(seenAtUs timeUs: Int64) throws(WorkerFailure) -> HeldFrame {
    try frame(nearUs: timeUs) { time, wanted in
      if let time, time > wanted { return .oneBefore }
      return .laterOne
    }
  }

  /// When a frame is seen, from the stream's beginning; nil where it does not say.
  func timeUs(of frame: HeldFrame) -> Int64? {
    let time = frame.pointer.pointee.best_effort_timestamp
    guard time != cffmpeg_no_timestamp else { return nil }
    let unit = AVRational(num: 1, den: 1_000_000)
    return av_rescale_q(time &- start, stream.pointee.time_base, unit)
  }

  /// Which frame to take, as far as one of them shows.
  private enum Choice {
    case thisOne
    case oneBefore
    case laterOne
  }

  /// Decodes up to the frame that `choose` takes by its time and the wanted one; else the last.
  private func frame(
    nearUs timeUs: Int64,
    _ choose: (Int64?, Int64) -> Choice
  ) throws(WorkerFailure) -> HeldFrame {
    let wanted = timestamp(ofUs: timeUs)
    if timeUs > 0 { seek(to: wanted) }
    var latest: HeldFrame?
    while let frame = try next() {
      let time = frame.pointee.best_effort_timestamp
      let choice = choose(time == cffmpeg_no_timestamp ? nil : time, wanted)
      if let latest, choice == .oneBefore { return latest }
      latest = try HeldFrame(frame)
      if choice == .thisOne { break }
    }
    guard let latest else { throw WorkerFailure(.undecodable, "no frame could be decoded") }
    return latest
  }

  private func timestamp(ofUs timeUs: Int64) -> Int64 {
    let unit = AVRational(num: 1, den: 1_000_000)
    return start &+ av_rescale_q(timeUs, unit, stream.pointee.time_base)
  }

  private var start: Int64 {
    stream.pointee.start_time == cffmpeg_no_timestamp ? 0 : stream.pointee.start_time
  }
}
