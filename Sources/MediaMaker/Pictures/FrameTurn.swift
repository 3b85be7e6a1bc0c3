import CFFmpeg

/// How a decoded frame is mirrored and turned to be shown, by libav's display matrix
/// (libavutil/display.h): one is at the stream of a video, and at the frame of a JPEG whose Exif
/// data tells how the camera was held.
struct FrameTurn: Equatable {
  /// Left and right are exchanged, before it is turned.
  let isMirrored: Bool
  /// Clockwise, 0 to 3.
  let quarters: Int

  static let none = FrameTurn(isMirrored: false, quarters: 0)

  var isSideways: Bool { quarters % 2 == 1 }

  func applied(to bitmap: Bitmap) -> Bitmap {
    (isMirrored ? bitmap.mirrored : bitmap).turned(clockwise: quarters)
  }
}

extension FrameTurn {
  private static let matrixBytes = 36

  /// Nil where the frame has no matrix.
  init?(of frame: UnsafeMutablePointer<AVFrame>) {
    guard let data = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX),
      data.pointee.size >= Self.matrixBytes
    else { return nil }
    self.init(matrix: data.pointee.data)
  }

  /// Nil where the stream has no matrix.
  init?(of stream: UnsafeMutablePointer<AVStream>) {
    var size = 0
    let data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size)
    guard let data, size >= Self.matrixBytes else { return nil }
    self.init(matrix: data)
  }

  private init?(matrix: UnsafeMutablePointer<UInt8>) {
    let (counterclockwise, isMirrored) = matrix.withMemoryRebound(to: Int32.self, capacity: 9) {
      let (a, b) = (Double($0[0]), Double($0[1]))
      let (c, d) = (Double($0[3]), Double($0[4]))
      return (av_display_rotation_get($0), a * d - b * c < 0)
    }
    guard counterclockwise.isFinite else { return nil }
    // What is mirrored first has its first axis the other way round.
    let quarters = Int((-counterclockwise / 90).rounded()) + (isMirrored ? 2 : 0)
    self.init(isMirrored: isMirrored, quarters: (quarters % 4 + 4) % 4)
  }
}
