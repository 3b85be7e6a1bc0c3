import CFFmpeg
import CutroomModel

/// What a container's header says of one audio or video stream's time.
struct StreamClock: Equatable {
  enum Kind: String {
    case audio
    case video
  }

  let index: Int
  let kind: Kind
  /// Seconds a tick, as a fraction.
  let timeBase: Rational
  var start: Int64?
  var duration: Int64?
  var taggedDurationUs: Int64?
  var sampleRate: Int = 0
  /// The first packet only prepares the decoder: nothing is heard of it.
  var beginsUnheard = false
  var averageRate: FrameRate?
  var realRate: FrameRate?

  func microseconds(_ ticks: Int64) -> Int64 {
    let (factor, overflow) = Int64(timeBase.num).multipliedReportingOverflow(by: 1_000_000)
    return overflow ? 0 : ticks.scaled(by: factor, over: Int64(timeBase.den))
  }

  var startUs: Int64? { start.map(microseconds) }

  func ticks(samples: Int64) -> Int64 {
    let (unit, overflow) = Int64(timeBase.num).multipliedReportingOverflow(by: Int64(sampleRate))
    return overflow ? 0 : samples.scaled(by: Int64(timeBase.den), over: unit)
  }

  /// How long one frame lasts when its packet does not say.
  var frameTicks: Int64 {
    guard let rate = averageRate ?? realRate, kind == .video else { return 0 }
    let (unit, overflow) = rate.num.multipliedReportingOverflow(by: timeBase.num)
    return overflow ? 0 : Int64(rate.den).scaled(by: Int64(timeBase.den), over: Int64(unit))
  }
}

extension StreamClock {
  /// Copies the clock of an audio or video stream; nil for others and for attached pictures.
  init?(_ stream: UnsafeMutablePointer<AVStream>) {
    guard let parameters = stream.pointee.codecpar?.pointee else { return nil }
    switch parameters.codec_type {
    case AVMEDIA_TYPE_AUDIO: kind = .audio
    case AVMEDIA_TYPE_VIDEO where !isAttachedPicture(stream): kind = .video
    default: return nil
    }
    guard let base = rational(stream.pointee.time_base), base.num > 0 else { return nil }
    index = Int(stream.pointee.index)
    timeBase = base
    start = known(stream.pointee.start_time)
    duration = known(stream.pointee.duration).flatMap { $0 > 0 ? $0 : nil }
    taggedDurationUs = tag("DURATION", of: stream.pointee.metadata).flatMap(clockMicroseconds)
    sampleRate = Int(parameters.sample_rate)
    beginsUnheard = parameters.codec_id == AV_CODEC_ID_VORBIS
    averageRate = rational(stream.pointee.avg_frame_rate).flatMap { FrameRate($0) }
    realRate = rational(stream.pointee.r_frame_rate).flatMap { FrameRate($0) }
  }
}

func isAttachedPicture(_ stream: UnsafeMutablePointer<AVStream>) -> Bool {
  stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC != 0
}

/// Reads Matroska's "00:01:02.345000000"; nil for anything else.
func clockMicroseconds(_ text: String) -> Int64? {
  let parts = text.split(separator: ":", omittingEmptySubsequences: false)
  guard parts.count == 3, let hours = Int64(parts[0]), let minutes = Int64(parts[1]) else {
    return nil
  }
  let seconds = parts[2].split(separator: ".")
  guard let whole = seconds.first.flatMap({ Int64($0) }), seconds.count <= 2 else { return nil }
  let digits = String((seconds.count == 2 ? seconds[1] : "").prefix(6))
  let padded = digits + String(repeating: "0", count: 6 - digits.count)
  let ranges = (0...100_000).contains(hours) && (0..<60).contains(minutes)
  guard let fraction = Int64(padded), ranges, (0..<60).contains(whole) else { return nil }
  let total = (hours * 3600 + minutes * 60 + whole) * 1_000_000 + fraction
  return total > 0 ? total : nil
}
