import CutroomSystem
import Testing

@Suite struct FileViewTests {
  @Test func `shows what others write, and nothing that is not there`() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.folder.openForWriting("file", mode: 0o600)
    let view = try FileView(file, length: 100_000)
    #expect(view.bytes(at: 0, length: 4) == nil)
    let other = try scratch.folder.openForWriting("file", mode: 0o600)
    #expect(try other.write([1, 2], [3, 4], at: 50_000))
    #expect(view.bytes(at: 50_000, length: 4) == [1, 2, 3, 4])
    #expect(view.bytes(at: 99_999, length: 2) == nil)
    #expect(view.bytes(at: -1, length: 2) == nil)
    #expect(view.bytes(at: 1, length: .max) == nil)
  }

  @Test func `a file that is cut ends nobody, and shows zeros from then on`() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.folder.openForWriting("file", mode: 0o600)
    let bytes = (0..<20_000).map { UInt8(truncatingIfNeeded: $0) | 1 }
    #expect(try file.write(bytes, [], at: 0))
    let view = try FileView(file, length: 20_000)
    #expect(view.bytes(at: 3, length: 19_000) == Array(bytes[3..<19_003]))
    try file.truncate(to: 8192)
    // The copy begins and ends within what is there, or is gone.
    #expect(view.bytes(at: 8000, length: 1000) == nil)
    #expect(view.bytes(at: 8000, length: 192) == Array(bytes[8000..<8192]))
    #expect(try file.write(bytes, [], at: 0))
    let mixed = try #require(view.bytes(at: 8000, length: 1000))
    #expect(mixed == Array(bytes[8000..<8192]) + [UInt8](repeating: 0, count: 808))
    #expect(view.bytes(at: 12_288, length: 100) == Array(bytes[12_288..<12_388]))
  }
}
