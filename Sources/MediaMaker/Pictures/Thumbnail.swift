import CFFmpeg
package import CutroomModel

/// Makes a JPEG of one frame of a video or image.
package enum Thumbnail {
  /// Writes the first frame of `input` at or after `timeUs`, or the last one before it, as a JPEG
  /// to `output`; returns its size.
  ///
  /// The picture is turned as the file says, gets square pixels, and is made smaller to fit into
  /// `largest`, never larger. Throws `undecodable`, `no-picture`, `bad-settings` or `unwritable`.
  package static func make(
    from input: CInt,
    to output: CInt,
    timeUs: Int64,
    largest: PictureSize
  ) throws(WorkerFailure) -> PictureSize {
    guard (1...8192).contains(largest.width), (1...8192).contains(largest.height), timeUs >= 0
    else {
      throw WorkerFailure(.badSettings, "a thumbnail of \(largest.width)x\(largest.height)")
    }
    let picture = try picture(of: input, timeUs: timeUs, largest: largest)
    try PictureEncoder.jpeg.write(picture, to: output)
    return PictureSize(width: picture.width, height: picture.height)
  }

  static func picture(
    of input: CInt,
    timeUs: Int64,
    largest: PictureSize
  ) throws(WorkerFailure) -> Bitmap {
    let media = try InputMedia(descriptor: input)
    guard let stream = media.stream(of: AVMEDIA_TYPE_VIDEO) else {
      throw WorkerFailure(.noPicture, "the input has no picture")
    }
    let decoder = try StreamDecoder(stream, of: media)
    let frame = try decoder.frame(atUs: timeUs)
    let shape = FrameShape(frame.pointer, of: stream, in: media)
    let bitmap = try Bitmap(frame.pointer, size: shape.unturnedSize(within: largest))
    return shape.turn.applied(to: bitmap)
  }
}
