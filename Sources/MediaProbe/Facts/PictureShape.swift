import CFFmpeg
import CutroomModel

/// How a picture is shown: turned and stretched as its file says.
struct PictureShape: Equatable {
  let width: Int
  let height: Int
  /// Degrees counter-clockwise, in quarter turns, as ffprobe counts.
  let rotation: Int

  /// `counterclockwise` is what the display matrix says; unknown aspect ratios count as 1:1.
  init(width: Int, height: Int, sampleAspect: Rational?, counterclockwise: Int) {
    let aspect = sampleAspect.flatMap { $0.num > 0 ? $0 : nil }
    let shown = Int(
      Int64(width).scaled(by: Int64(aspect?.num ?? 1), over: Int64(aspect?.den ?? 1))
    )
    let quarters = (((counterclockwise % 360) + 360) % 360 + 45) / 90 % 4
    rotation = quarters * 90
    let isOnItsSide = quarters % 2 == 1
    self.width = isOnItsSide ? height : shown
    self.height = isOnItsSide ? shown : height
  }
}

/// Degrees counter-clockwise of a stream's display matrix, else of an old `rotate` tag; 0 for none.
func rotation(of stream: UnsafeMutablePointer<AVStream>) -> Int {
  var size = 0
  if let data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size), size >= 36 {
    let angle = data.withMemoryRebound(to: Int32.self, capacity: 9) { av_display_rotation_get($0) }
    return angle.isFinite ? Int(angle.rounded()) : 0
  }
  let tagged = tag("rotate", of: stream.pointee.metadata).flatMap { Int($0) } ?? 0
  return (-360...360).contains(tagged) ? -tagged : 0
}
