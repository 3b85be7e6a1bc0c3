import CutroomSystem
import Testing

@Suite struct HashTests {
  // FIPS 180-4's own examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `SHA-256 gives the standard's digests`(text: String, digest: String) {
    #expect(hexadecimal(SHA256.hash(text.utf8)) == digest)
  }

  // Below and above what is mapped, and not a whole number of windows.
  @Test(arguments: [600_000, 9_000_001])
  func `a file is hashed as its bytes are`(count: Int) throws {
    let scratch = try ScratchFolder()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try scratch.folder.createFile("f", mode: 0o600).writeAll(bytes)
    #expect(try scratch.folder.openFile("f").sha256() == SHA256.hash(bytes))
  }

  @Test func `a file that is cut while it is looked at is an error, not the end`() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.folder.createFile("f", mode: 0o600)
    try file.writeAll([UInt8](repeating: 7, count: 1 << 20))
    let reader = try scratch.folder.openFile("f")
    var last: UInt8?
    func cut(_ bytes: UnsafeRawBufferPointer) {
      try? file.truncate(to: 4096)
      last = bytes.last
    }
    let failure = #expect(throws: SystemError.self) {
      _ = try reader.look(at: 0, length: 1 << 20, path: "f", cut)
    }
    #expect(failure?.code == .inputOutput)
    #expect(last == 0)
    #expect(try reader.look(at: 0, length: 4096) { last = $0.last })
    #expect(last == 7)
  }

  // RFC 3720, appendix B.4.
  static let checksums: [(bytes: [UInt8], checksum: UInt32)] = [
    ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
    ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
    ([UInt8](0..<32), 0x46DD_794E),
    ([UInt8]((0..<32).reversed()), 0x113F_DB5C),
    ([UInt8]("123456789".utf8), 0xE306_9283),
    ([], 0),
  ]

  @Test(arguments: checksums)
  func `CRC-32C gives the standard's checksums`(bytes: [UInt8], checksum: UInt32) {
    #expect(bytes.withUnsafeBytes { CRC32C.checksum($0) } == checksum)
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
