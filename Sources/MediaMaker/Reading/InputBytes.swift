import CFFmpeg
import CutroomModel
import Glibc

/// The bytes behind a borrowed descriptor, for libavformat to read at an offset of its own.
final class InputBytes {
  let context: ByteContext
  private let source: ByteSource

  init(descriptor: CInt) throws(WorkerFailure) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else {
      throw WorkerFailure(.system, "the input cannot be looked at")
    }
    source = ByteSource(descriptor: descriptor, size: Int64(facts.st_size))
    context = try ByteContext(reading: source, readBytes, seekBytes)
  }
}

private final class ByteSource {
  let descriptor: CInt
  let size: Int64
  var offset: Int64 = 0

  init(descriptor: CInt, size: Int64) {
    self.descriptor = descriptor
    self.size = size
  }
}

private func readBytes(
  _ opaque: UnsafeMutableRawPointer?,
  _ buffer: UnsafeMutablePointer<UInt8>?,
  _ count: CInt
) -> CInt {
  guard let opaque else { return cffmpeg_input_output }
  let source = Unmanaged<ByteSource>.fromOpaque(opaque).takeUnretainedValue()
  while true {
    let length = pread(source.descriptor, buffer, Int(count), off_t(source.offset))
    if length > 0 {
      source.offset += Int64(length)
      return CInt(length)
    }
    if length == 0 { return cffmpeg_end_of_file }
    if errno != EINTR { return cffmpeg_input_output }
  }
}

private func seekBytes(
  _ opaque: UnsafeMutableRawPointer?,
  _ target: Int64,
  _ whence: CInt
) -> Int64 {
  guard let opaque else { return Int64(cffmpeg_input_output) }
  let source = Unmanaged<ByteSource>.fromOpaque(opaque).takeUnretainedValue()
  let base: Int64
  switch whence & ~AVSEEK_FORCE {
  case AVSEEK_SIZE: return source.size
  case SEEK_SET: base = 0
  case SEEK_CUR: base = source.offset
  case SEEK_END: base = source.size
  default: return Int64(cffmpeg_invalid_argument)
  }
  let (place, overflow) = base.addingReportingOverflow(target)
  guard !overflow, place >= 0 else { return Int64(cffmpeg_invalid_argument) }
  source.offset = place
  return place
}
