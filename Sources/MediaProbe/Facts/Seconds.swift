/// ffprobe's way to write a time: seconds with six decimals.
func seconds(_ microseconds: Int64) -> String {
  let sign = microseconds < 0 ? "-" : ""
  let (whole, rest) = microseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
  let digits = String(rest)
  return "\(sign)\(whole)." + String(repeating: "0", count: 6 - digits.count) + digits
}
