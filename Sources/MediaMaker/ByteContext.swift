import CFFmpeg
import CutroomModel

/// An `AVIOContext` and its buffer, freed together; the owner of its bytes outlives it.
final class ByteContext {
  typealias Transfer =
    @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<UInt8>?, CInt) -> CInt
  typealias Seek = @convention(c) (UnsafeMutableRawPointer?, Int64, CInt) -> Int64

  let pointer: UnsafeMutablePointer<AVIOContext>
  private static let bufferSize = 1 << 16

  init(reading owner: AnyObject, _ read: Transfer, _ seek: Seek) throws(WorkerFailure) {
    pointer = try Self.allocate(owner, read: read, write: nil, seek)
  }

  init(writing owner: AnyObject, _ write: Transfer, _ seek: Seek) throws(WorkerFailure) {
    pointer = try Self.allocate(owner, read: nil, write: write, seek)
  }

  deinit {
    av_free(pointer.pointee.buffer)
    var context: UnsafeMutablePointer<AVIOContext>? = pointer
    avio_context_free(&context)
  }

  private static func allocate(
    _ owner: AnyObject,
    read: Transfer?,
    write: Transfer?,
    _ seek: Seek
  ) throws(WorkerFailure) -> UnsafeMutablePointer<AVIOContext> {
    let buffer = try allocated(av_malloc(bufferSize)).assumingMemoryBound(to: UInt8.self)
    return try allocated(
      avio_alloc_context(
        buffer,
        CInt(bufferSize),
        write == nil ? 0 : 1,
        Unmanaged.passUnretained(owner).toOpaque(),
        read,
        write,
        seek
      )
    )
  }
}
