/// The natural logarithm of a positive whole number, the same to the last bit on every machine.
///
/// ln(m·2ᵏ) = k·ln 2 + 2·artanh((m−1)/(m+1)), whose series is summed until it no longer changes.
package func naturalLogarithm(_ number: Int) -> Double {
  guard number > 1 else { return 0 }
  let value = Double(number)
  let ratio = (value.significand - 1) / (value.significand + 1)
  var power = ratio
  var sum = 0.0
  for odd in stride(from: 1.0, through: 79, by: 2) {
    sum += power / odd
    power *= ratio * ratio
  }
  return Double(value.exponent) * 0.693_147_180_559_945_309 + 2 * sum
}

extension Double {
  /// Rounded to millionths, so that a score reads well and compares equal.
  var inMillionths: Double { (self * 1e6).rounded() / 1e6 }
}
