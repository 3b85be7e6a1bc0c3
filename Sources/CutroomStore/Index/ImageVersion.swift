/// What tells an image of another version of the program from a damaged one of this version.
enum ImageVersion {
  /// Whether bytes begin like `magic`, a name with a number and a newline, but for the number.
  static func isAnother(_ bytes: [UInt8], than magic: [UInt8]) -> Bool {
    let name = magic.prefix { !(0x30...0x39).contains($0) }
    guard !bytes.starts(with: magic), bytes.starts(with: name) else { return false }
    let version = bytes.dropFirst(name.count).prefix { (0x30...0x39).contains($0) }
    return !version.isEmpty && bytes.dropFirst(name.count + version.count).first == 0x0A
  }
}
