/// One file in a zip archive, as the archive's directory describes it.
package struct ZipEntry: Equatable, Sendable {
  /// How its bytes are written down.
  package enum Method: UInt16, Sendable {
    case stored = 0
    case deflated = 8
  }

  /// As it stands there; whether it is a safe name is for the reader to judge.
  package let name: String
  package let method: Method
  package let checksum: UInt32
  package let compressedSize: Int64
  package let size: Int64
  /// Where its own header begins.
  let offset: Int64
  /// Where the next thing in the archive begins: its bytes must end before.
  var end: Int64
}

/// The numbers that stand at fixed places of the format (PKWARE's APPNOTE, 4.3).
enum ZipFormat {
  static let localHeader: UInt32 = 0x0403_4B50
  static let directoryHeader: UInt32 = 0x0201_4B50
  static let wideEnd: UInt32 = 0x0606_4B50
  static let wideLocator: UInt32 = 0x0706_4B50
  static let end: UInt32 = 0x0605_4B50
  static let localLength = 30
  static let wideEndLength = 56
  static let wideLocatorLength = 20
  static let endLength = 22
  /// The extra field that holds what does not fit into 32 bits.
  static let wideField: UInt16 = 1
  /// Names are UTF-8.
  static let unicodeFlag: UInt16 = 1 << 11
  static let encryptedFlags: UInt16 = 1 | 1 << 6 | 1 << 13
  /// 1 January 1980, the first day that the format knows.
  static let date: UInt16 = 1 << 5 | 1
  static let unix: UInt16 = 3
}
