import CutroomSystem
import Glibc

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
