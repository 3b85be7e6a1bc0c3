import CFFmpeg
import Glibc

/// ffprobe's way to write a time: seconds with six decimals.
func seconds(_ microseconds: Int64) -> String {
  let sign = microseconds < 0 ? "-" : ""
  let (whole, rest) = microseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
  let digits = String(rest)
  return "\(sign)\(whole)." + String(repeating: "0", count: 6 - digits.count) + digits
}

/// The same for ticks of a time base; rounded as printf rounds what av_q2d gives.
func seconds(_ ticks: Int64, _ timeBase: AVRational) -> String? {
  guard timeBase.den != 0 else { return nil }
  var text = [CChar](repeating: 0, count: 400)
  let size = text.count
  let length = withVaList([av_q2d(timeBase) * Double(ticks)]) {
    vsnprintf(&text, size, "%f", $0)
  }
  guard length > 0, length < size else { return nil }
  return text.withUnsafeBufferPointer { string($0.baseAddress) }
}
