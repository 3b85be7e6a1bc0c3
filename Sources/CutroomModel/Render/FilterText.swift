/// Numbers as FFmpeg's options and expressions read them.
enum FilterText {
  /// Seconds with six decimals, exact to the microsecond.
  static func seconds(_ microseconds: Int64) -> String {
    let sign = microseconds < 0 ? "-" : ""
    let fraction = String(microseconds.magnitude % 1_000_000)
    let zeros = String(repeating: "0", count: 6 - fraction.count)
    return "\(sign)\(microseconds.magnitude / 1_000_000).\(zeros)\(fraction)"
  }

  /// A number with six decimals and no exponent.
  static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1_000_000_000 else { return "0" }
    return seconds(Int64((value * 1_000_000).rounded()))
  }
}
