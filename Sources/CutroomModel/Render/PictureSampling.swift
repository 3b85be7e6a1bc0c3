/// Small grey pictures of a video and of what it was made of, as ffmpeg makes them.
package struct PictureSampling: Sendable {
  private static let longSide = 160
  private let timeline: Timeline
  package let samples: [PictureSample]

  package init(_ timeline: Timeline) {
    self.timeline = timeline
    samples = PictureSample.choose(from: timeline)
  }

  /// The size of each picture.
  package var size: PictureSize {
    let long = max(1, timeline.width, timeline.height)
    func side(_ length: Int) -> Int { max(2, length * Self.longSide / long / 2 * 2) }
    return PictureSize(width: side(timeline.width), height: side(timeline.height))
  }

  /// A filter that lets of `[input]` only the frames through that are compared, as `[output]`.
  package func script(from input: String, to output: String) -> String {
    let choice = Self.choice(of: samples.map(\.frame).sorted()[...])
    return "[\(input)]select='\(choice)',scale=\(size.width):\(size.height):flags=area,"
      + "format=gray[\(output)]"
  }

  /// An expression that is 1 at these frames, which are in order, and 0 at all others.
  ///
  /// A search tree: ffmpeg takes no sum of more than a hundred.
  private static func choice(of frames: ArraySlice<Int64>) -> String {
    guard let first = frames.first else { return "0" }
    if frames.count == 1 { return "eq(n,\(first))" }
    let (early, late) = frames.halves
    return "if(lt(n,\(late[late.startIndex])),\(choice(of: early)),\(choice(of: late)))"
  }

  /// What writes such frames of `[label]` into a file, and nothing between them.
  package static func output(of label: String, to file: String) -> [String] {
    ["-map", "[\(label)]", "-fps_mode", "passthrough", "-f", "rawvideo", file]
  }

  /// The call that writes the source of a sample as it fills the frame: of a clip the frames before
  /// and after it, too, since a cut may lie between them.
  package func command(for sample: PictureSample, output: String) -> FFmpegCommand {
    let rate = "\(timeline.fps.num)/\(timeline.fps.den)"
    let input: FFmpegInput
    let frames: String
    switch sample.kind {
    case .image:
      input = .still(sample.file, fps: timeline.fps)
      frames = "trim=end_frame=1"
    case .video:
      let earlier = max(0, sample.sourceUs &- timeline.fps.microseconds(atFrame: 1))
      input = .clip(sample.file, startUs: earlier)
      frames = "fps=\(rate):start_time=0,trim=end_frame=\(Self.mostFrames)"
    }
    let size = "\(size.width):\(size.height)"
    let script =
      "[0:v:0]\(frames),scale=w='max(2,trunc(iw*sar/2)*2)':h=ih,setsar=1,"
      // In the colours of the video first: the same red has another brightness in each matrix.
      + "scale=\(size):force_original_aspect_ratio=increase:flags=area"
      + ":out_color_matrix=bt709:out_range=tv,crop=\(size),format=yuv420p,format=gray[s]\n"
    return FFmpegCommand(
      inputs: [input],
      script: script,
      output: Self.output(of: "s", to: output)
    )
  }

  /// The most bytes that `command(for:output:)` writes.
  package var mostBytes: Int { Self.mostFrames * pixels }

  /// The segments whose picture is another in the video than in its source.
  ///
  /// `shown` has all pictures of the video, one after the other; `sources` what the source of each
  /// sample gave, nothing where it could not be decoded, which says nothing of the video.
  package func strangers(shown: [UInt8], sources: [[UInt8]]) -> [String] {
    samples.indices.compactMap { index in
      let sample = samples[index]
      guard let seen = grid(shown.dropFirst(index * pixels).prefix(pixels), .whole) else {
        return sample.segmentId
      }
      let meant = stride(from: 0, to: sources[index].count, by: pixels).compactMap { start in
        grid(sources[index].dropFirst(start).prefix(pixels), sample.part)
      }
      return meant.isEmpty || meant.contains(where: seen.isAlike) ? nil : sample.segmentId
    }
  }

  private static let mostFrames = 3

  private var pixels: Int { size.width * size.height }

  private func grid(_ grey: ArraySlice<UInt8>, _ part: PicturePart) -> BrightnessGrid? {
    BrightnessGrid(grey: grey, width: size.width, height: size.height, part: part)
  }
}

extension ArraySlice {
  fileprivate var halves: (ArraySlice, ArraySlice) {
    let middle = startIndex + count / 2
    return (self[..<middle], self[middle...])
  }
}
