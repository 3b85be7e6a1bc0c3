import CFFmpeg
import CutroomModel

/// A picture in memory, rows from the top, without gaps.
struct Bitmap {
  enum Layout {
    case rgb
    case rgba

    var bytesPerPixel: Int { self == .rgb ? 3 : 4 }
    var pixelFormat: AVPixelFormat { self == .rgb ? AV_PIX_FMT_RGB24 : AV_PIX_FMT_RGBA }
  }

  let width: Int
  let height: Int
  let layout: Layout
  var bytes: [UInt8]

  init(width: Int, height: Int, layout: Layout) {
    self.width = width
    self.height = height
    self.layout = layout
    bytes = [UInt8](repeating: 0, count: width * height * layout.bytesPerPixel)
  }

  /// Scales a decoded frame.
  init(_ frame: UnsafeMutablePointer<AVFrame>, size: PictureSize) throws(WorkerFailure) {
    self.init(width: size.width, height: size.height, layout: .rgb)
    let scaler = sws_getContext(
      frame.pointee.width,
      frame.pointee.height,
      AVPixelFormat(frame.pointee.format),
      CInt(width),
      CInt(height),
      AV_PIX_FMT_RGB24,
      SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INT,
      nil,
      nil,
      nil
    )
    guard let scaler else { throw WorkerFailure(.undecodable, "the picture cannot be scaled") }
    defer { sws_freeContext(scaler) }
    Self.keepColours(of: frame, scaler)
    let rows = try Self.scale(frame, scaler, into: &bytes, stride: CInt(width * 3))
    try require(rows, .undecodable, "the picture cannot be scaled")
  }

  /// The picture with left and right exchanged.
  var mirrored: Bitmap {
    var mirrored = self
    let step = layout.bytesPerPixel
    for pixel in 0..<width * height {
      let (y, x) = pixel.quotientAndRemainder(dividingBy: width)
      let to = (y * width + width - 1 - x) * step
      for byte in 0..<step { mirrored.bytes[to + byte] = bytes[pixel * step + byte] }
    }
    return mirrored
  }

  /// The picture turned by quarters.
  func turned(clockwise quarterTurns: Int) -> Bitmap {
    guard quarterTurns != 0 else { return self }
    let isSideways = quarterTurns % 2 == 1
    var turned = Bitmap(
      width: isSideways ? height : width,
      height: isSideways ? width : height,
      layout: layout
    )
    let step = layout.bytesPerPixel
    for y in 0..<height {
      for x in 0..<width {
        let place = Self.place(x, y, width, height, quarterTurns)
        let to = (place.y * turned.width + place.x) * step
        let from = (y * width + x) * step
        for byte in 0..<step { turned.bytes[to + byte] = bytes[from + byte] }
      }
    }
    return turned
  }

  // MARK: - Details

  private static func place(
    _ x: Int,
    _ y: Int,
    _ width: Int,
    _ height: Int,
    _ quarterTurns: Int
  ) -> (x: Int, y: Int) {
    switch quarterTurns {
    case 1: (height - 1 - y, x)
    case 2: (width - 1 - x, height - 1 - y)
    case 3: (y, width - 1 - x)
    default: (x, y)
    }
  }

  private static func keepColours(
    of frame: UnsafeMutablePointer<AVFrame>,
    _ scaler: OpaquePointer
  ) {
    let isFull: CInt = frame.pointee.color_range == AVCOL_RANGE_JPEG ? 1 : 0
    sws_setColorspaceDetails(
      scaler,
      sws_getCoefficients(CInt(frame.pointee.colorspace.rawValue)),
      isFull,
      sws_getCoefficients(SWS_CS_DEFAULT),
      1,
      0,
      1 << 16,
      1 << 16
    )
  }

  private static func scale(
    _ frame: UnsafeMutablePointer<AVFrame>,
    _ scaler: OpaquePointer,
    into bytes: inout [UInt8],
    stride: CInt
  ) throws(WorkerFailure) -> CInt {
    let planes = frame.pointee.data
    let sources: [UnsafePointer<UInt8>?] = [planes.0, planes.1, planes.2, planes.3]
      .map { $0.map { UnsafePointer($0) } }
    let lines = frame.pointee.linesize
    let strides = [lines.0, lines.1, lines.2, lines.3]
    return bytes.withUnsafeMutableBufferPointer { buffer in
      let targets: [UnsafeMutablePointer<UInt8>?] = [buffer.baseAddress, nil, nil, nil]
      let targetStrides: [CInt] = [stride, 0, 0, 0]
      return sws_scale(scaler, sources, strides, 0, frame.pointee.height, targets, targetStrides)
    }
  }
}
