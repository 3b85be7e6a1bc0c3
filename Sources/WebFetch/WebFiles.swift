package import CutroomModel
import Glibc

/// The open files of an exchange, all only lent.
package struct WebFiles {
  /// Where the body of the answer goes.
  private let output: CInt
  /// What is sent, from its start.
  private let body: CInt?
  /// What is written down before the first byte of a file.
  private let mark: (facts: DownloadMark, file: CInt)?

  package init(output: CInt, body: CInt? = nil) {
    self.output = output
    self.body = body
    mark = nil
  }

  package init(output: CInt, mark: DownloadMark, in file: CInt) {
    self.output = output
    body = nil
    self.mark = (mark, file)
  }

  var isDownload: Bool { mark != nil }

  /// Bytes of what is sent.
  func bodyLength() throws(FetchError) -> Int64 {
    var facts = stat()
    guard let body else { return 0 }
    guard fstat(body, &facts) == 0 else { throw .output(code: errno) }
    return Int64(facts.st_size)
  }

  func read(into room: UnsafeMutableRawBufferPointer, at offset: Int64) throws(FetchError) -> Int {
    guard let body else { return 0 }
    while true {
      let count = pread(body, room.baseAddress, room.count, off_t(offset))
      if count >= 0 { return count }
      if errno != EINTR { throw .output(code: errno) }
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(FetchError) {
    try Self.write(bytes, to: output)
  }

  /// Leaves so many bytes of the file, behind which the next ones go.
  func cut(at length: Int64) throws(FetchError) {
    guard ftruncate(output, off_t(length)) == 0, lseek(output, off_t(length), SEEK_SET) >= 0 else {
      throw .output(code: errno)
    }
  }

  /// Writes the mark of an answer with these headers.
  func note(_ headers: [String: String]) throws(FetchError) {
    guard let mark else { return }
    guard ftruncate(mark.file, 0) == 0, lseek(mark.file, 0, SEEK_SET) == 0 else {
      throw .output(code: errno)
    }
    var failure: FetchError?
    mark.facts.noting(headers).bytes.withUnsafeBytes { bytes in
      do throws(FetchError) { try Self.write(bytes, to: mark.file) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer,
    to file: CInt
  ) throws(FetchError) {
    var sent = 0
    while sent < bytes.count {
      let count = Glibc.write(file, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
      if count >= 0 { sent += count } else if errno != EINTR { throw .output(code: errno) }
    }
  }
}
