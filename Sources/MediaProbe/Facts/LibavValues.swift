import CFFmpeg
import CutroomModel

/// Nil where libav means "no timestamp".
func known(_ time: Int64) -> Int64? { time == cffmpeg_no_timestamp ? nil : time }

func rational(_ value: AVRational) -> Rational? { Rational(Int(value.num), Int(value.den)) }

/// ffprobe's way to write a fraction.
func fraction(_ value: AVRational) -> String { "\(value.num)/\(value.den)" }

/// libav's name of a channel layout; nil where the file gives only a number of channels.
func layoutName(_ layout: AVChannelLayout) -> String? {
  var layout = layout
  guard layout.nb_channels > 0, layout.order != AV_CHANNEL_ORDER_UNSPEC else { return nil }
  var text = [CChar](repeating: 0, count: 128)
  let size = text.count
  guard av_channel_layout_describe(&layout, &text, size) >= 0 else { return nil }
  return text.withUnsafeBufferPointer { string($0.baseAddress) }
}
