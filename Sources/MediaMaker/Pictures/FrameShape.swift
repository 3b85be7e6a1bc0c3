import CFFmpeg
import CutroomModel

/// How a decoded frame is to be shown: the shape of its pixels and how far it is turned.
struct FrameShape {
  let width: Int
  let height: Int
  /// Width over height of a pixel.
  let pixelAspect: Double
  /// Clockwise, 0 to 3.
  let quarterTurns: Int

  init(
    _ frame: UnsafeMutablePointer<AVFrame>,
    of stream: UnsafeMutablePointer<AVStream>,
    in media: InputMedia
  ) {
    width = Int(frame.pointee.width)
    height = Int(frame.pointee.height)
    let aspect = av_guess_sample_aspect_ratio(media.format, stream, frame)
    let isKnown = aspect.num > 0 && aspect.den > 0
    pixelAspect = isKnown ? Double(aspect.num) / Double(aspect.den) : 1
    quarterTurns = Self.quarterTurns(of: stream)
  }

  /// The size to scale to before turning, so that the turned picture fits into `box`.
  func unturnedSize(within box: PictureSize) -> PictureSize {
    let isSideways = quarterTurns % 2 == 1
    let boxWidth = Double(isSideways ? box.height : box.width)
    let boxHeight = Double(isSideways ? box.width : box.height)
    let shownWidth = Double(width) * pixelAspect
    let shownHeight = Double(height)
    let factor = min(1, boxWidth / shownWidth, boxHeight / shownHeight)
    return PictureSize(
      width: max(1, Int((shownWidth * factor).rounded())),
      height: max(1, Int((shownHeight * factor).rounded()))
    )
  }

  private static func quarterTurns(of stream: UnsafeMutablePointer<AVStream>) -> Int {
    var size = 0
    let data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size)
    guard let data, size >= 36 else { return 0 }
    let degrees = data.withMemoryRebound(to: Int32.self, capacity: 9) {
      av_display_rotation_get($0)
    }
    guard degrees.isFinite else { return 0 }
    // libav counts counter-clockwise.
    let turns = Int((-degrees / 90).rounded()) % 4
    return turns < 0 ? turns + 4 : turns
  }
}
