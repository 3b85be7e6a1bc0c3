import CFFmpeg
import CutroomModel

/// An AVIOContext over `FileBytes`, freed with its owner.
struct FileReader: ~Copyable {
  let context: UnsafeMutablePointer<AVIOContext>

  init(_ bytes: FileBytes) throws(ProbeFailure) {
    let bufferSize = 1 << 15
    let buffer = av_malloc(bufferSize)
    let context = avio_alloc_context(
      buffer?.assumingMemoryBound(to: UInt8.self),
      CInt(bufferSize),
      0,
      Unmanaged.passUnretained(bytes).toOpaque(),
      { opaque, buffer, count in
        fileBytes(opaque)?.next(into: buffer, count: count) ?? cffmpeg_input_output
      },
      nil,
      { opaque, target, whence in
        fileBytes(opaque)?.seek(to: target, whence: whence) ?? Int64(cffmpeg_input_output)
      }
    )
    guard buffer != nil, let context else {
      av_free(buffer)
      throw ProbeFailure(.outOfMemory, "no memory to read the file")
    }
    self.context = context
  }

  deinit {
    // libav may have replaced the buffer by another.
    av_free(context.pointee.buffer)
    var context: UnsafeMutablePointer<AVIOContext>? = context
    avio_context_free(&context)
  }
}

func fileBytes(_ opaque: UnsafeMutableRawPointer?) -> FileBytes? {
  opaque.map { Unmanaged<FileBytes>.fromOpaque($0).takeUnretainedValue() }
}
