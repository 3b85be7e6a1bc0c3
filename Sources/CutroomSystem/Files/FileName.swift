/// A name in a folder as the kernel has it: bytes, which need not be UTF-8.
package struct FileName: Hashable, Sendable {
  /// Without a NUL at the end.
  package let bytes: [UInt8]

  package init(_ text: String) { bytes = Array(text.utf8) }

  init(_ name: UnsafePointer<CChar>) {
    var bytes: [UInt8] = []
    var end = name
    while end.pointee != 0 {
      bytes.append(UInt8(bitPattern: end.pointee))
      end += 1
    }
    self.bytes = bytes
  }

  /// Nil where the bytes are not UTF-8: no name of cutroom's own is such a one.
  package var text: String? { String(validating: bytes, as: UTF8.self) }

  var cString: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }
}

extension FileName: CustomStringConvertible {
  /// For people: what is not ASCII in a name that is not UTF-8 is written as `\xNN`.
  package var description: String {
    text
      ?? bytes.map { byte in
        if (0x20..<0x7F).contains(byte) { return String(UnicodeScalar(byte)) }
        return (byte < 0x10 ? "\\x0" : "\\x") + String(byte, radix: 16)
      }.joined()
  }
}
