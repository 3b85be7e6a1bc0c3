import CutroomModel

/// When a service says that it may be asked again.
enum RetryTime {
  /// A span such as `6m0s`, `1h2m3.5s`, `120ms`; a plain number counts seconds.
  static func span(_ text: String) -> Int64? {
    if let seconds = Double(text) { return RetryAfter.bounded(seconds * 1000) }
    var total = 0.0
    var rest = text[...]
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let count = Double(number), let weight = milliseconds[String(unit)] else { return nil }
      total += count * weight
    }
    return text.isEmpty ? nil : RetryAfter.bounded(total)
  }

  private static let milliseconds = [
    "ms": 1.0, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
  ]
}
