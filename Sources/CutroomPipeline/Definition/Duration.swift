/// Reads spans of time as people write them.
package enum Duration {
  /// A year: far from where a clock in nanoseconds would overflow.
  private static let longest: Int64 = 365 * 24 * 3_600_000
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("", 1000),
  ]

  /// `"90s"`, `"10m"`, `"2h"`, `"500ms"` or `"90"` (seconds) in milliseconds; nil for anything else,
  /// for nothing, and for more than a year.
  package static func milliseconds(_ text: String) -> Int64? {
    for unit in units where text.hasSuffix(unit.name) {
      guard let count = Int64(text.dropLast(unit.name.count)) else { continue }
      let (whole, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
      return !overflow && (1...longest).contains(whole) ? whole : nil
    }
    return nil
  }
}
