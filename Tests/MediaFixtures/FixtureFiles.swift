import Glibc
import Synchronization

/// A fixture that could not be made, and what failed.
package struct FixtureError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

func runFFmpeg(_ arguments: [String]) throws {
  let all = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-threads", "1"] + arguments
  var strings: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) } + [nil]
  defer { for string in strings { free(string) } }
  var child: pid_t = 0
  let failure = posix_spawnp(&child, "ffmpeg", nil, nil, &strings, environ)
  guard failure == 0 else { throw FixtureError("ffmpeg does not start: \(failure)") }
  var status: CInt = 0
  while waitpid(child, &status, 0) == -1, errno == EINTR {}
  guard status == 0 else {
    throw FixtureError("\(all.joined(separator: " ")): status \(status)")
  }
}

func readFile(_ path: String) throws -> [UInt8] {
  guard let file = fopen(path, "re") else { throw FixtureError("no \(path)") }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
    bytes.append(contentsOf: buffer[..<count])
  }
  return bytes
}

func writeFile(_ path: String, _ bytes: some Sequence<UInt8>) throws {
  let bytes = Array(bytes)
  guard let file = fopen(path, "we") else { throw FixtureError("no \(path)") }
  defer { fclose(file) }
  guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
    throw FixtureError("short write to \(path)")
  }
}

/// A fresh folder that goes away with the process.
func makeFolder() throws -> String {
  let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  let template = strdup("\(parent)/cutroom-media-XXXXXX")
  defer { free(template) }
  guard let template, mkdtemp(template) != nil else {
    throw FixtureError("no folder in \(parent)")
  }
  doomedFolder.withLock { $0 = String(cString: template) }
  atexit { removeDoomedFolder() }
  return String(cString: template)
}
