/// The frames that a video may have; one place for everybody who checks them.
package enum FrameLimits {
  /// Width and height are even numbers in here.
  package static let side = 64...7680
  /// Frames a second.
  package static let rate = 1...120

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
