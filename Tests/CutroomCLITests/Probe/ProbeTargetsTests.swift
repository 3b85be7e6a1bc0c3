import CutroomSystem
import Glibc
import Testing

@testable import CutroomCLI

@Suite struct ProbeTargetsTests {
  let path: String

  init() throws {
    var template = Array("/tmp/cutroom-targets-XXXXXX".utf8CString)
    path = String(cString: try #require(mkdtemp(&template)))
  }

  private func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = try Folder.open(path).createFile(name, mode: 0o644)
    try file.writeAll(bytes)
  }

  @Test func `source files with a media file's ending are no media`() throws {
    defer { try? Folder.open("/tmp").removeTree(String(path.dropFirst("/tmp/".count))) }
    try write("component.ts", Array("export const frames = 25\r\n".utf8))
    try write("go.mod", Array("module example\n".utf8))
    try write("stream.ts", [0x47, 0x40, 0, 0x10] + [UInt8](repeating: 0xFF, count: 184))
    try write("words.mp4", Array("a text is no video, which is to be said".utf8))
    #expect(ProbeTargets([path]).all.map(\.path) == ["\(path)/stream.ts", "\(path)/words.mp4"])
    // Who names a file wants to know.
    #expect(ProbeTargets(["\(path)/go.mod"]).all.map(\.path) == ["\(path)/go.mod"])
  }
}
