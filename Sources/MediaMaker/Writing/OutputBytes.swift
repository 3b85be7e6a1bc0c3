import CFFmpeg
import CutroomModel
import Glibc

/// A borrowed descriptor that libavformat writes to, from the file's start.
final class OutputBytes {
  let context: ByteContext
  private let sink: ByteSink

  /// Empties the file behind `descriptor` first.
  init(descriptor: CInt) throws(WorkerFailure) {
    try emptyFile(descriptor)
    sink = ByteSink(descriptor: descriptor)
    context = try ByteContext(writing: sink, writeBytes, seekSink)
  }

  /// Hands the rest to the kernel; throws where any write has failed.
  func finish() throws(WorkerFailure) {
    avio_flush(context.pointer)
    if let failure = sink.failure { throw unwritable(failure) }
    try require(context.pointer.pointee.error, .unwritable, "the output cannot be written")
  }
}

/// Writes `bytes` as the whole content of the file behind `descriptor`.
func writeWhole(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) throws(WorkerFailure) {
  try emptyFile(descriptor)
  let sink = ByteSink(descriptor: descriptor)
  sink.write(bytes)
  if let failure = sink.failure { throw unwritable(failure) }
}

private func emptyFile(_ descriptor: CInt) throws(WorkerFailure) {
  if ftruncate(descriptor, 0) == -1 { throw unwritable(errno) }
}

private func unwritable(_ code: CInt) -> WorkerFailure {
  let cause = strerror(code).map { String(cString: $0) } ?? "error \(code)"
  return WorkerFailure(
    isFull(code) ? .diskFull : .unwritable,
    "the output cannot be written: \(cause)"
  )
}

private final class ByteSink {
  private let descriptor: CInt
  var offset: Int64 = 0
  var end: Int64 = 0
  private(set) var failure: CInt?

  init(descriptor: CInt) { self.descriptor = descriptor }

  func write(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while !rest.isEmpty, failure == nil {
      let chunk = UnsafeRawBufferPointer(rebasing: rest)
      let length = pwrite(descriptor, chunk.baseAddress, chunk.count, off_t(offset))
      if length == -1 {
        if errno != EINTR { failure = errno }
        continue
      }
      offset += Int64(length)
      end = max(end, offset)
      rest = rest.dropFirst(length)
    }
  }
}

private func writeBytes(
  _ opaque: UnsafeMutableRawPointer?,
  _ buffer: UnsafeMutablePointer<UInt8>?,
  _ count: CInt
) -> CInt {
  guard let opaque else { return cffmpeg_input_output }
  let sink = Unmanaged<ByteSink>.fromOpaque(opaque).takeUnretainedValue()
  sink.write(UnsafeRawBufferPointer(start: buffer, count: Int(count)))
  return sink.failure.map { -$0 } ?? count
}

private func seekSink(
  _ opaque: UnsafeMutableRawPointer?,
  _ target: Int64,
  _ whence: CInt
) -> Int64 {
  guard let opaque else { return Int64(cffmpeg_input_output) }
  let sink = Unmanaged<ByteSink>.fromOpaque(opaque).takeUnretainedValue()
  switch whence & ~AVSEEK_FORCE {
  case AVSEEK_SIZE: return sink.end
  case SEEK_SET: sink.offset = target
  case SEEK_CUR: sink.offset += target
  case SEEK_END: sink.offset = sink.end + target
  default: return Int64(cffmpeg_invalid_argument)
  }
  return sink.offset
}
