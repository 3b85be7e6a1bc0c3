import CutroomModel
import CutroomSystem
import CutroomWorkers
import Glibc
import MediaFixtures

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
