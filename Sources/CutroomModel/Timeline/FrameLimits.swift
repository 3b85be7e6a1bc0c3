/// The frames that a video may have; one place for everybody who checks them.
package enum FrameLimits {
  /// Width and height are even numbers in here.
  package static let side = 64...7680
  /// Frames a second.
  package static let rate = 1...120

  /// The longest side of a picture or clip that is decoded for a video.
  package static let longestSide = 16_384
  /// The most pixels of a still that is decoded for a video.
  package static let mostPixelsOfStill = 128_000_000
  /// The most pixels of a frame of a clip: 8192 × 4320 and a little more.
  package static let mostPixelsOfFrame = 36_000_000

  /// Whether a picture of this size can be decoded without taking all memory.
  package static func isDecodable(width: Int, height: Int, isStill: Bool) -> Bool {
    guard (1...longestSide).contains(width), (1...longestSide).contains(height) else {
      return false
    }
    return width * height <= (isStill ? mostPixelsOfStill : mostPixelsOfFrame)
  }

  /// Whether a width or height is one that can be encoded.
  package static func isSide(_ length: Int) -> Bool {
    side.contains(length) && length.isMultiple(of: 2)
  }

  /// Whether a rate is neither slower nor faster than videos are.
  package static func isRate(_ fps: FrameRate) -> Bool {
    guard let slowest = Rational(rate.lowerBound, 1), let fastest = Rational(rate.upperBound, 1)
    else { return false }
    return (slowest...fastest).contains(fps.rational)
  }
}
