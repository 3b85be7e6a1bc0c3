extension Double {
  /// The number with one place, such as `-14.2`.
  package var tenths: String { words(places: 1) }

  /// The number with two places, such as `29.97`.
  package var hundredths: String { words(places: 2) }

  private func words(places: Int) -> String {
    let unit: Int64 = places == 1 ? 10 : 100
    guard let scaled = Int64(exactly: (self * Double(unit)).rounded()) else { return "\(self)" }
    let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt64(unit))
    let fraction = String(rest + UInt64(unit)).dropFirst()
    return "\(scaled < 0 ? "-" : "")\(whole).\(fraction)"
  }
}
