/// Random lower-case hexadecimal digits.
package enum RandomName {
  /// `digits` hexadecimal digits (at most 16) from the system's generator.
  package static func hex(_ digits: Int) -> String {
    let text = String(UInt64.random(in: .min ... .max), radix: 16)
    return String((String(repeating: "0", count: 16 - text.count) + text).suffix(digits))
  }
}
