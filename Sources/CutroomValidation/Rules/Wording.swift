extension Int64 {
  /// Microseconds as seconds with three places.
  var inSeconds: String {
    let milliseconds = Int128(self) / 1000
    let rest = String(Int64(milliseconds.magnitude % 1000) + 1000).dropFirst()
    return "\(self < 0 ? "-" : "")\(milliseconds.magnitude / 1000).\(rest) s"
  }

  /// How far two values are apart, held at the largest value there is.
  func distance(from other: Int64) -> Int64 {
    Int64(clamping: (Int128(self) - Int128(other)).magnitude)
  }
}

extension String {
  /// The text with a capital first letter, fit for a line.
  var asSentence: String { prefix(1).uppercased() + String(dropFirst()).printable }
}
