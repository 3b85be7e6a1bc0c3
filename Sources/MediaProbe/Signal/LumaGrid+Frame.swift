import CFFmpeg

extension LumaGrid {
  /// Looks at a decoded frame; nil for formats whose brightness no byte holds, such as palettes.
  init?(_ frame: AVFrame) {
    guard let description = av_pix_fmt_desc_get(AVPixelFormat(frame.format))?.pointee,
      let plane = BrightnessPlane(frame, description)
    else { return nil }
    let width = Int(frame.width)
    let height = Int(frame.height)
    let columns = min(Self.mostColumns, width)
    let rows = min(Self.mostRows, height)
    var values: [UInt8] = []
    values.reserveCapacity(columns * rows)
    for row in 0..<rows {
      let line = (row * 2 + 1) * height / (rows * 2)
      for column in 0..<columns {
        values.append(plane.value(x: (column * 2 + 1) * width / (columns * 2), y: line))
      }
    }
    let isVideo = plane.isLuma && frame.color_range != AVCOL_RANGE_JPEG
    self.init(values, isFullRange: !isVideo)
  }
}

/// Where a frame's brightness lies: its luma, or of red, green and blue the green.
private struct BrightnessPlane {
  let isLuma: Bool
  private let start: UnsafeMutablePointer<UInt8>
  private let lineSize: Int
  private let component: AVComponentDescriptor
  private let isBigEndian: Bool

  init?(_ frame: AVFrame, _ description: AVPixFmtDescriptor) {
    func has(_ flag: Int32) -> Bool { description.flags & UInt64(flag) != 0 }
    let unreadable = [
      AV_PIX_FMT_FLAG_PAL, AV_PIX_FMT_FLAG_BITSTREAM, AV_PIX_FMT_FLAG_HWACCEL,
      AV_PIX_FMT_FLAG_FLOAT, AV_PIX_FMT_FLAG_BAYER,
    ]
    guard frame.width > 0, frame.height > 0, description.nb_components > 0,
      !unreadable.contains(where: has)
    else { return nil }
    isLuma = !has(AV_PIX_FMT_FLAG_RGB)
    isBigEndian = has(AV_PIX_FMT_FLAG_BE)
    component = isLuma || description.nb_components < 3 ? description.comp.0 : description.comp.1
    let planes = withUnsafeBytes(of: frame.data) {
      Array($0.bindMemory(to: UnsafeMutablePointer<UInt8>?.self))
    }
    let sizes = withUnsafeBytes(of: frame.linesize) { Array($0.bindMemory(to: Int32.self)) }
    let plane = Int(component.plane)
    guard plane < planes.count, let start = planes[plane] else { return nil }
    self.start = start
    lineSize = Int(sizes[plane])
    // Of packed formats that share a brightness between pixels the step is no distance.
    let last = (Int(frame.width) - 1) * Int(component.step) + Int(component.offset)
    guard last + byteCount <= abs(lineSize) else { return nil }
  }

  /// How many bytes hold a value; a small one lies in the first.
  private var byteCount: Int {
    isBigEndian || component.shift + component.depth > 8 ? 2 : 1
  }

  func value(x: Int, y: Int) -> UInt8 {
    let place = start + (y * lineSize + x * Int(component.step) + Int(component.offset))
    let isWide = byteCount == 2
    let low = isWide && isBigEndian ? place[1] : place[0]
    let high = isWide ? (isBigEndian ? place[0] : place[1]) : 0
    let word = (Int(high) << 8 | Int(low)) >> Int(component.shift)
    let depth = Int(component.depth)
    let bits = word & ((1 << depth) - 1)
    return UInt8(truncatingIfNeeded: depth > 8 ? bits >> (depth - 8) : bits << (8 - depth))
  }
}
