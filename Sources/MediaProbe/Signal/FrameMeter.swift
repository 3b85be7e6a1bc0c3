import CFFmpeg

/// Something that measures the decoded frames of one stream while they pass by.
protocol FrameMeter: AnyObject {
  /// Takes the next frame; its data is good only for the call.
  func add(_ frame: AVFrame)
}
