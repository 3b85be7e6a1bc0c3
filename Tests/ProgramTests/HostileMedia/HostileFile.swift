/// A file made to harm whoever opens it, under the name that it has on disk.
struct HostileFile: Sendable {
  let name: String
  let bytes: [UInt8]
  /// As many copies of this follow.
  var repeated: (bytes: [UInt8], copies: Int) = ([], 0)
  /// Zero bytes that follow, which take no room on disk.
  var zerosAfter: Int64 = 0

  init(_ name: String, _ bytes: [UInt8], zerosAfter: Int64 = 0) {
    self.name = name
    self.bytes = bytes
    self.zerosAfter = zerosAfter
  }

  init(_ name: String, _ bytes: [UInt8], repeated: (bytes: [UInt8], copies: Int)) {
    self.init(name, bytes)
    self.repeated = repeated
  }

  init(_ name: String, text: String) { self.init(name, ascii(text)) }
}

/// One after another. (A chain of `+` takes the compiler minutes.)
func join(_ parts: [UInt8]...) -> [UInt8] {
  var whole: [UInt8] = []
  whole.reserveCapacity(parts.reduce(0) { $0 + $1.count })
  for part in parts { whole.append(contentsOf: part) }
  return whole
}

func repeated(_ count: Int, _ part: (Int) -> [UInt8]) -> [UInt8] {
  var whole: [UInt8] = []
  for number in 0..<count { whole.append(contentsOf: part(number)) }
  return whole
}

/// A number in `count` bytes, most significant first.
func big(_ value: UInt64, _ count: Int) -> [UInt8] {
  (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
}

/// A number in `count` bytes, least significant first.
func little(_ value: UInt64, _ count: Int) -> [UInt8] { big(value, count).reversed() }

func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

/// A chunk of a RIFF file; `claiming` lies about its size.
func chunk(_ type: String, _ content: [UInt8], claiming size: UInt64? = nil) -> [UInt8] {
  join(ascii(type), little(size ?? UInt64(content.count), 4), content)
}
