import CutroomModel
import CutroomSystem
import CutroomWorkers
import Glibc
import MediaFixtures

/// The folder of the programs that were built beside these tests.
let builtPrograms: String = {
  // The test bundle is loaded by a program of the toolchain; its own map entry shows where it lies.
  let maps = (try? Descriptor.openForReading("/proc/self/maps").readAll(limit: 8 << 20)) ?? []
  for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") {
    guard line.hasSuffix(".xctest"), let start = line.firstIndex(of: "/") else { continue }
    let path = line[start...]
    return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
  }
  return WorkerPrograms.missing
}()

enum WorkerPrograms {
  static let missing = "/nonexistent"
}

/// An empty file without a name, open for reading and writing.
func scratchFile() throws -> Descriptor {
  var template = Array("/tmp/cutroom-workers-XXXXXX".utf8CString)
  let raw = mkstemp(&template)
  guard raw >= 0 else { throw SystemError.last("mkstemp") }
  unlink(template)
  return Descriptor(owning: raw)
}

/// A file of a fixture, for reading.
func open(_ fixture: Fixture) async throws -> Descriptor {
  try Descriptor.openForReading(try await MediaFixtures.shared.path(fixture))
}

func tokens(_ text: String) -> [SpeechToken] {
  text.split(separator: " ").map { SpeechToken(display: String($0), spoken: String($0)) }
}

extension Descriptor {
  func contents() throws -> [UInt8] {
    try read(at: 0, length: Int(FileFacts(descriptor: raw).size))
  }
}

/// The failure that `body` throws, or nil.
func failure(_ body: () throws -> Void) -> WorkerFailure? {
  do {
    try body()
    return nil
  } catch {
    return error as? WorkerFailure
  }
}
