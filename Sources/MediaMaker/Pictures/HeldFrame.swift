import CFFmpeg
import CutroomModel

/// A frame kept beyond the decoder's next step.
final class HeldFrame {
  let pointer: UnsafeMutablePointer<AVFrame>

  init(_ frame: UnsafeMutablePointer<AVFrame>) throws(WorkerFailure) {
    pointer = try allocated(av_frame_clone(frame))
  }

  deinit {
    var pointer: UnsafeMutablePointer<AVFrame>? = pointer
    av_frame_free(&pointer)
  }
}
