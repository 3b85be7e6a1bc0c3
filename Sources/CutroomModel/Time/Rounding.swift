extension Int64 {
  /// `self * factor / divisor`, rounded to the nearest integer, halves upward.
  ///
  /// The product is held in 128 bits; a result out of range is clamped. `divisor` is above zero,
  /// else the answer is 0.
  package func scaled(by factor: Int64, over divisor: Int64) -> Int64 {
    guard divisor > 0 else { return 0 }
    let doubled = 2 * Int128(self) * Int128(factor) + Int128(divisor)
    let unit = 2 * Int128(divisor)
    let quotient = doubled / unit
    let floored = doubled % unit < 0 ? quotient - 1 : quotient
    return Int64(clamping: floored)
  }
}
