/// Numbers as people read them.
package enum Amounts {
  /// `512 B`, `1.2 kB`, `34 MB`.
  package static func bytes(_ count: Int64) -> String {
    if count < 1000 { return "\(count) B" }
    var value = Double(count)
    for unit in ["kB", "MB", "GB"] {
      value /= 1000
      if value < 999.5 { return "\(threeDigits(value)) \(unit)" }
    }
    return "\(threeDigits(value / 1000)) TB"
  }

  /// `10 GiB`, `0.05 GiB`: what is set in units of 2^30 bytes.
  package static func gibibytes(_ count: Int64) -> String {
    let hundredths = Int64((Double(count) / Double(1 << 30) * 100).rounded())
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(whole) GiB" }
    let digits = rest % 10 == 0 ? String(rest / 10) : Int(rest).padded(2)
    return "\(whole).\(digits) GiB"
  }

  /// `0:07`, `12:30`, `1:02:03`.
  package static func clock(seconds: Int64) -> String {
    let (minutes, rest) = max(0, seconds).quotientAndRemainder(dividingBy: 60)
    let tail = rest < 10 ? "0\(rest)" : "\(rest)"
    if minutes < 60 { return "\(minutes):\(tail)" }
    let padded = minutes % 60 < 10 ? "0\(minutes % 60)" : "\(minutes % 60)"
    return "\(minutes / 60):\(padded):\(tail)"
  }

  /// `0.4 s`, `12.0 s`, `1:30`.
  package static func span(milliseconds: Int64) -> String {
    if milliseconds >= 60_000 { return clock(seconds: milliseconds / 1000) }
    let tenths = max(0, milliseconds) / 100
    return "\(tenths / 10).\(tenths % 10) s"
  }

  /// `1 error`, `2 errors`.
  package static func count(_ number: Int, _ word: String) -> String {
    "\(number) \(word)\(number == 1 ? "" : "s")"
  }

  private static func threeDigits(_ value: Double) -> String {
    guard value < 9.95 else { return String(Int64(value.rounded())) }
    let tenths = Int64((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
