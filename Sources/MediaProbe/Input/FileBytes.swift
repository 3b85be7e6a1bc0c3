import CFFmpeg
import CutroomModel
import Glibc

/// The bytes of a borrowed descriptor, with an offset of their own and a moment to give up.
///
/// libav holds an unowned pointer to it; `OpenMedia` keeps it alive for as long.
final class FileBytes {
  let descriptor: CInt
  let size: Int64
  private(set) var offset: Int64 = 0
  private(set) var readFailure: CInt?
  private let deadline: Int64

  init(descriptor: CInt, size: Int64, deadlineMs: Int) {
    self.descriptor = descriptor
    self.size = size
    deadline = monotonicMilliseconds().addingClamped(Int64(clamping: deadlineMs))
  }

  var isOverdue: Bool { monotonicMilliseconds() > deadline }

  /// What to say where a reading has failed.
  var failure: ProbeFailure? {
    guard let readFailure else { return nil }
    let words = strerror(readFailure).map { String(cString: $0) } ?? "error \(readFailure)"
    return ProbeFailure(.unreadable, "the file cannot be read: \(words)")
  }

  /// Up to `count` bytes from `place`; fewer at the end of the file or when reading fails.
  func bytes(at place: Int64, count: Int) -> [UInt8] {
    guard place >= 0, place < size, count > 0 else { return [] }
    let wanted = min(count, Int(clamping: size - place))
    return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      filled = max(0, read(into: buffer.baseAddress, count: wanted, at: place))
    }
  }

  /// Fills libav's buffer from the current offset; what AVIOContext.read_packet answers.
  func next(into buffer: UnsafeMutablePointer<UInt8>?, count: CInt) -> CInt {
    guard !isOverdue else { return cffmpeg_interrupted }
    let wanted = min(Int64(count), size - offset)
    guard wanted > 0 else { return cffmpeg_end_of_file }
    let filled = read(into: buffer, count: Int(wanted), at: offset)
    guard filled >= 0 else { return cffmpeg_input_output }
    guard filled > 0 else { return cffmpeg_end_of_file }
    offset += Int64(filled)
    return CInt(filled)
  }

  /// Moves the offset; what AVIOContext.seek answers.
  func seek(to target: Int64, whence: CInt) -> Int64 {
    let base: Int64
    switch whence & ~AVSEEK_FORCE {
    case AVSEEK_SIZE: return size
    case SEEK_SET: base = 0
    case SEEK_CUR: base = offset
    case SEEK_END: base = size
    default: return Int64(cffmpeg_invalid_argument)
    }
    let (place, overflow) = base.addingReportingOverflow(target)
    guard !overflow, place >= 0 else { return Int64(cffmpeg_invalid_argument) }
    offset = place
    return place
  }

  private func read(into buffer: UnsafeMutablePointer<UInt8>?, count: Int, at place: Int64) -> Int {
    while true {
      let filled = pread(descriptor, buffer, count, off_t(place))
      if filled >= 0 { return filled }
      guard errno == EINTR else {
        readFailure = errno
        return -1
      }
    }
  }
}

/// Milliseconds of CLOCK_MONOTONIC, which no change of the date moves.
func monotonicMilliseconds() -> Int64 {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
}
