/// Frames a second as an exact fraction above zero.
///
/// Conversions round once, from the position itself, halves upward: positions placed one after
/// another never drift, because no rounded value is ever added to another.
package struct FrameRate: Hashable, Sendable {
  package let rational: Rational

  /// Nil when the fraction is not above zero.
  package init?(_ num: Int, _ den: Int) {
    guard let rational = Rational(num, den) else { return nil }
    self.init(rational)
  }

  /// Nil when the fraction is not above zero.
  package init?(_ rational: Rational) {
    guard rational.num > 0 else { return nil }
    self.rational = rational
  }

  package var num: Int { rational.num }
  package var den: Int { rational.den }

  /// The frame nearest to a position in microseconds.
  package func frame(atMicroseconds position: Int64) -> Int64 {
    frame(at: position, unitsPerSecond: 1_000_000)
  }

  /// The frame nearest to a position in milliseconds.
  package func frame(atMilliseconds position: Int64) -> Int64 {
    frame(at: position, unitsPerSecond: 1000)
  }

  /// Where a frame starts, in microseconds.
  package func microseconds(atFrame frame: Int64) -> Int64 {
    position(ofFrame: frame, unitsPerSecond: 1_000_000)
  }

  /// Where a frame starts, in milliseconds.
  package func milliseconds(atFrame frame: Int64) -> Int64 {
    position(ofFrame: frame, unitsPerSecond: 1000)
  }

  /// The smallest count of frames that covers a length in microseconds.
  package func framesCovering(microseconds length: Int64) -> Int64 {
    let (product, overflow) = Int128(length).multipliedReportingOverflow(by: Int128(num))
    let unit = Int128(den) * 1_000_000
    guard !overflow, length > 0 else { return 0 }
    return Int64(clamping: (product + unit - 1) / unit)
  }

  /// Whether two rates differ by no more than some thousandths of the other.
  package func isNear(_ other: FrameRate, perMille: Int) -> Bool {
    let left = Int128(num) * Int128(other.den)
    let right = Int128(other.num) * Int128(den)
    return ((left - right) * 1000).magnitude <= (right * Int128(perMille)).magnitude
  }

  private func frame(at position: Int64, unitsPerSecond: Int64) -> Int64 {
    let (divisor, overflow) = Int64(den).multipliedReportingOverflow(by: unitsPerSecond)
    return overflow ? 0 : position.scaled(by: Int64(num), over: divisor)
  }

  private func position(ofFrame frame: Int64, unitsPerSecond: Int64) -> Int64 {
    let (factor, overflow) = Int64(den).multipliedReportingOverflow(by: unitsPerSecond)
    return overflow ? .max : frame.scaled(by: factor, over: Int64(num))
  }
}

extension FrameRate: Codable {
  package init(from decoder: any Decoder) throws {
    let fraction = try Rational(from: decoder)
    guard let rate = FrameRate(fraction) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "a frame rate is above zero, not \(fraction)"
        )
      )
    }
    self = rate
  }

  package func encode(to encoder: any Encoder) throws { try rational.encode(to: encoder) }
}

extension FrameRate: CustomStringConvertible {
  package var description: String { rational.description }
}
