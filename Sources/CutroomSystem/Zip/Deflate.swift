import CZlib

/// Raw deflate (RFC 1951) by zlib.
package enum Deflate {
  /// The bytes made shorter; nil where they do not become shorter.
  package static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 64, bytes.count < 1 << 30 else { return nil }
    var stream = z_stream()
    guard cz_deflate_begin(&stream, 6) == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    var input = bytes
    var isDone = false
    let output = [UInt8](unsafeUninitializedCapacity: bytes.count) { target, filled in
      input.withUnsafeMutableBufferPointer { source in
        stream.next_in = source.baseAddress
        stream.avail_in = uInt(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = uInt(target.count)
        isDone = deflate(&stream, Z_FINISH) == Z_STREAM_END
      }
      filled = target.count - Int(stream.avail_out)
    }
    return isDone && output.count < bytes.count ? output : nil
  }
}

/// Takes raw deflate apart, piece by piece, and never gives more bytes than were announced.
final class Inflater {
  private var stream = z_stream()
  private let isReady: Bool
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  private(set) var isDone = false

  init() { isReady = cz_inflate_begin(&stream) == Z_OK }

  deinit {
    if isReady { inflateEnd(&stream) }
    output.deallocate()
  }

  /// Takes the next bytes and hands over what they stand for.
  ///
  /// Throws `ZipError` for bytes that are no deflate, or that go on after its end.
  func take(
    _ bytes: [UInt8],
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    guard isReady, !isDone else { throw ZipError("its compressed bytes go on after their end") }
    var bytes = bytes
    try bytes.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = uInt(source.count)
      defer { stream.next_in = nil }
      repeat {
        stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
        stream.avail_out = uInt(output.count)
        let status = inflate(&stream, Z_NO_FLUSH)
        isDone = status == Z_STREAM_END
        guard isDone || status == Z_OK || status == Z_BUF_ERROR else {
          throw ZipError("its compressed bytes are damaged")
        }
        let count = output.count - Int(stream.avail_out)
        if count > 0 { try body(UnsafeRawBufferPointer(rebasing: output[..<count])) }
      } while !isDone && stream.avail_out == 0
      guard stream.avail_in == 0 else {
        throw ZipError("its compressed bytes go on after their end")
      }
    }
  }
}
