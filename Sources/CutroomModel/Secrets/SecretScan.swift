/// Finds what stands where secrets stand: before the `@` of an address, behind `token=` and its
/// like, behind `Authorization:` and `Bearer`.
struct SecretScan {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Only what stands before the `@` of an address.
  private let isAddressOnly: Bool

  init(_ bytes: UnsafeBufferPointer<UInt8>, addressOnly: Bool = false) {
    self.bytes = bytes
    isAddressOnly = addressOnly
  }

  /// The secret that the byte at `place` announces; nil where it announces none.
  func secret(announcedAt place: Int) -> Range<Int>? {
    switch bytes[place] {
    case UInt8(ascii: ":"): user(behind: place) ?? (isAddressOnly ? nil : header(behind: place))
    case _ where isAddressOnly: nil
    case UInt8(ascii: "="): value(behind: place)
    case UInt8(ascii: "B"), UInt8(ascii: "b"): bearer(at: place)
    default: nil
    }
  }

  // MARK: - Addresses

  /// `user:password` of `https://user:password@host`.
  private func user(behind colon: Int) -> Range<Int>? {
    let start = colon + 3
    guard colon > 0, start < bytes.count, Self.isNameByte(bytes[colon - 1]),
      bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/")
    else { return nil }
    var at: Int?
    for place in start..<bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "@") { at = place }
      if Self.endsAuthority(byte) { break }
    }
    return at.flatMap { $0 > start ? start..<$0 : nil }
  }

  // MARK: - Names and values

  /// The value of `?token=value`, and of a plain `password=value`.
  private func value(behind sign: Int) -> Range<Int>? {
    var start = sign
    while start > 0, Self.isNameByte(bytes[start - 1]) { start -= 1 }
    guard start < sign else { return nil }
    let name = bytes[start..<sign]
    let isParameter = start > 0 && "?&;".utf8.contains(bytes[start - 1])
    guard isParameter ? SecretName.isSecret(name) : SecretName.isPlainlySecret(name) else {
      return nil
    }
    return filled(sign + 1) { Self.endsValue($0) }
  }

  /// The whole value of `Authorization: …`, `X-Api-Key: …` and the like, quoted or not.
  private func header(behind colon: Int) -> Range<Int>? {
    var end = colon
    if end > 0, Self.isQuote(bytes[end - 1]) { end -= 1 }
    var start = end
    while start > 0, Self.isNameByte(bytes[start - 1]) { start -= 1 }
    guard end - start > 2, Self.isSecretHeader(bytes[start..<end]) else { return nil }
    var place = colon + 1
    while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09 { place += 1 }
    if place < bytes.count, Self.isQuote(bytes[place]) { place += 1 }
    return filled(place) { Self.isQuote($0) || $0 == 0x0A || $0 == 0x0D || $0 == 0x5C }
  }

  private static func isSecretHeader(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    // Every member of a JSON object passes here: most are told by a look at two bytes.
    let isExtension =
      name[name.startIndex] | 0x20 == UInt8(ascii: "x")
      && name[name.startIndex + 1] == UInt8(ascii: "-")
    if isExtension { return SecretName.isSecret(name) }
    guard name[name.endIndex - 1] | 0x20 == UInt8(ascii: "n") else { return false }
    let text = String(decoding: name, as: UTF8.self).lowercased()
    return text == "authorization" || text.hasSuffix("-authorization")
  }

  // MARK: - Bearer

  private static let bearer = Array("bearer".utf8)

  /// The token of `Bearer token`; in `the bearer of news` there is none.
  private func bearer(at start: Int) -> Range<Int>? {
    guard start == 0 || !Self.isNameByte(bytes[start - 1]) else { return nil }
    var place = start
    for byte in Self.bearer {
      guard place < bytes.count, bytes[place] | 0x20 == byte else { return nil }
      place += 1
    }
    let gap = place
    while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    guard place > gap, let token = filled(place, until: { !Self.isTokenByte($0) }) else {
      return nil
    }
    let hasDigit = bytes[token].contains { (0x30...0x39).contains($0) }
    return token.count >= 20 || token.count >= 8 && hasDigit ? token : nil
  }

  // MARK: - Bytes

  private func filled(_ start: Int, until isEnd: (UInt8) -> Bool) -> Range<Int>? {
    var end = start
    while end < bytes.count, !isEnd(bytes[end]) { end += 1 }
    return end > start ? start..<end : nil
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ".")
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    isNameByte(byte) || "~+/=".utf8.contains(byte)
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte <= 0x20 || isQuote(byte) || "/?#<>\\".utf8.contains(byte)
  }

  private static func endsValue(_ byte: UInt8) -> Bool {
    byte <= 0x20 || isQuote(byte) || "&#<>\\)]}".utf8.contains(byte)
  }
}
