import CutroomSystem
import Glibc

/// The folder of the programs that were built beside these tests.
let builtPrograms: String = {
  // The test bundle is loaded by a program of the toolchain; its own map entry shows where it lies.
  let maps = (try? Descriptor.openForReading("/proc/self/maps").readAll(limit: 8 << 20)) ?? []
  for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") {
    guard line.hasSuffix(".xctest"), let start = line.firstIndex(of: "/") else { continue }
    let path = line[start...]
    return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
  }
  return "/nonexistent"
}()

/// A fresh folder that goes away with its owner.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/cutroom-validation-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError.last("mkdtemp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    guard let slash = path.lastIndex(of: "/") else { return }
    let parent = try? Folder.open(String(path[..<slash]))
    try? parent?.removeTree(String(path[path.index(after: slash)...]))
  }
}
