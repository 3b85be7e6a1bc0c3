import CFFmpeg
import CutroomModel

/// How a decoded frame is to be shown: the shape of its pixels and how far it is turned.
struct FrameShape {
  let width: Int
  let height: Int
  /// Width over height of a pixel.
  let pixelAspect: Double
  /// From what the frame itself says, as that of a photograph does, else from its stream.
  let turn: FrameTurn

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
    turn = FrameTurn(of: frame) ?? FrameTurn(of: stream) ?? .none
  }

  /// The size to scale to before turning, so that the turned picture fits into `box`.
  func unturnedSize(within box: PictureSize) -> PictureSize {
    let isSideways = turn.isSideways
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
}
