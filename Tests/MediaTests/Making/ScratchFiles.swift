import Glibc
import MediaFixtures

/// An empty file without a name, open for reading and writing; the caller closes it.
func scratchFile() throws -> CInt {
  var template = Array("/tmp/cutroom-making-XXXXXX".utf8CString)
  let file = mkstemp(&template)
  guard file >= 0 else { throw FixtureError("no scratch file") }
  unlink(template)
  return file
}

func size(of file: CInt) -> Int64 {
  var facts = stat()
  fstat(file, &facts)
  return Int64(facts.st_size)
}

func contents(of file: CInt) throws -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: Int(size(of: file)))
  guard pread(file, &bytes, bytes.count, 0) == bytes.count else {
    throw FixtureError("the scratch file cannot be read")
  }
  return bytes
}
