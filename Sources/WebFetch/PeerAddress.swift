import Glibc

/// The address and port of a peer.
package struct PeerAddress: Hashable, CustomStringConvertible {
  /// 4 or 16 bytes.
  package let bytes: [UInt8]
  package let port: UInt16

  package init(bytes: [UInt8], port: UInt16 = 0) {
    self.bytes = bytes
    self.port = port
  }

  /// Nil for what is neither IPv4 nor IPv6.
  init?(_ address: UnsafePointer<sockaddr>) {
    let raw = UnsafeRawPointer(address)
    switch CInt(address.pointee.sa_family) {
    case AF_INET:
      let four = raw.loadUnaligned(as: sockaddr_in.self)
      self.init(
        bytes: withUnsafeBytes(of: four.sin_addr) { Array($0) },
        port: UInt16(bigEndian: four.sin_port)
      )
    case AF_INET6:
      let six = raw.loadUnaligned(as: sockaddr_in6.self)
      self.init(
        bytes: withUnsafeBytes(of: six.sin6_addr) { Array($0) },
        port: UInt16(bigEndian: six.sin6_port)
      )
    default: return nil
    }
  }

  /// Whether it is anything but a public unicast address: loopback, private, shared, link-local,
  /// documentation, multicast, reserved, or an IPv6 form of one of those.
  package var isPrivate: Bool {
    if bytes.count == 4 { return Self.isPrivate(four: bytes) }
    guard bytes.count == 16 else { return true }
    if let inner = embeddedFour { return Self.isPrivate(four: inner) }
    // Global unicast is 2000::/3; of it 2001::/23 is for protocols and 2001:db8::/32 for examples.
    guard bytes[0] & 0xE0 == 0x20 else { return true }
    return bytes[0] == 0x20 && bytes[1] == 0x01
      && (bytes[2] <= 1 || bytes[2] == 0x0D && bytes[3] == 0xB8)
  }

  /// The IPv4 address inside a mapped, translated (64:ff9b::/96) or 6to4 address.
  private var embeddedFour: [UInt8]? {
    let head = Array(bytes[..<12])
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
    if head == mapped || head == translated { return Array(bytes[12...]) }
    return bytes[0] == 0x20 && bytes[1] == 0x02 ? Array(bytes[2..<6]) : nil
  }

  private static func isPrivate(four bytes: [UInt8]) -> Bool {
    switch (bytes[0], bytes[1], bytes[2]) {
    case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): true
    case (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _): true
    case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 18...19, _), (198, 51, 100),
      (203, 0, 113):
      true
    default: false
    }
  }

  package var description: String {
    if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
    return stride(from: 0, to: bytes.count - 1, by: 2).map { index in
      String(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]), radix: 16)
    }.joined(separator: ":")
  }
}
