/// An exact fraction with a denominator above zero, in lowest terms.
package struct Rational: Hashable, Sendable {
  package let num: Int
  package let den: Int

  /// Reduces `num/den`; nil for a zero denominator and for values that negating would overflow.
  package init?(_ num: Int, _ den: Int) {
    guard den != 0, num != .min, den != .min else { return nil }
    let divisor = max(1, greatestCommonDivisor(num.magnitude, den.magnitude))
    let sign = den < 0 ? -1 : 1
    self.num = sign * (num / divisor)
    self.den = sign * (den / divisor)
  }
}

extension Rational: Codable {
  private enum CodingKeys: String, CodingKey {
    case num
    case den
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let num = try values.decode(Int.self, forKey: .num)
    let den = try values.decode(Int.self, forKey: .den)
    guard let value = Rational(num, den) else {
      throw DecodingError.dataCorruptedError(
        forKey: .den,
        in: values,
        debugDescription: "\(num)/\(den) is not a fraction"
      )
    }
    self = value
  }
}

extension Rational: Comparable {
  package static func < (left: Rational, right: Rational) -> Bool {
    Int128(left.num) * Int128(right.den) < Int128(right.num) * Int128(left.den)
  }
}

extension Rational: CustomStringConvertible {
  package var description: String { "\(num)/\(den)" }
}

private func greatestCommonDivisor(_ first: UInt, _ second: UInt) -> Int {
  var (larger, smaller) = (first, second)
  while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
  return Int(clamping: larger)
}
