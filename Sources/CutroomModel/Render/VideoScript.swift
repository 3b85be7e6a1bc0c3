/// The pictures of a chunk as a filter graph: fitted, moved, cross-faded, captioned.
package struct VideoScript: Sendable {
  private let timeline: Timeline
  private let chunk: VideoChunk

  package init(timeline: Timeline, chunk: VideoChunk) {
    self.timeline = timeline
    self.chunk = chunk
  }

  /// The call that writes the chunk without sound to `output`.
  ///
  /// `captions` names the ASS file beside it; nil where the chunk has none.
  package func command(captions: String?, output: String) -> FFmpegCommand {
    let chains = chunk.parts.enumerated().map { "[\($0):v:0]\(chain($1))[v\($0)];\n" }
    return FFmpegCommand(
      inputs: chunk.parts.map(input),
      script: chains.joined() + joined() + finish(captions),
      output: ["-map", "[v]"] + encoding + FFmpegCommand.reproducible + [output],
      frames: chunk.frames
    )
  }

  private func input(_ part: VideoChunk.Part) -> FFmpegInput {
    switch part.visual.kind {
    case .image: .still(part.visual.file, fps: timeline.fps)
    case .video: .clip(part.visual.file, startUs: part.visual.sourceStartUs)
    }
  }

  private func chain(_ part: VideoChunk.Part) -> String {
    let clock = "settb=\(timeline.fps.den)/\(timeline.fps.num),setpts=N"
    switch part.visual.kind {
    case .image:
      let frames = "loop=loop=-1:size=1,\(clock),trim=end_frame=\(part.frames)"
      return "\(fit),\(frames)" + (part.visual.motion.map { ",\(move($0, part))" } ?? "")
    case .video:
      let rate = "fps=\(timeline.fps.num)/\(timeline.fps.den):start_time=0"
      let last = part.offset + part.frames
      return "\(rate),trim=start_frame=\(part.offset):end_frame=\(last),\(clock),\(fit)"
    }
  }

  /// Squares the pixels, then fills the frame, cutting off what is too much at both sides.
  private var fit: String {
    let size = "\(timeline.width):\(timeline.height)"
    return "scale=w='max(2,trunc(iw*sar/2)*2)':h=ih,setsar=1,"
      + "scale=\(size):force_original_aspect_ratio=increase:flags=bicubic"
      + ":out_color_matrix=bt709:out_range=tv,crop=\(size),setsar=1,format=yuv420p"
  }

  /// Pan and zoom: the corners of the crop move by fractions of a pixel, so that nothing trembles.
  private func move(_ motion: Timeline.Motion, _ part: VideoChunk.Part) -> String {
    let last = max(1, part.visual.endFrame - part.visual.startFrame - 1)
    func along(_ from: Double, _ to: Double) -> String {
      let step = FilterText.number(to - from)
      return "(\(FilterText.number(from))+\(step)*(on-1+\(part.offset))/\(last))"
    }
    let zoom = along(motion.zoomFrom, motion.zoomTo)
    let left = "(W-W/\(zoom))*\(along(motion.focusFrom[0], motion.focusTo[0]))"
    let top = "(H-H/\(zoom))*\(along(motion.focusFrom[1], motion.focusTo[1]))"
    let right = "\(left)+W/\(zoom)"
    let bottom = "\(top)+H/\(zoom)"
    return "perspective=x0='\(left)':y0='\(top)':x1='\(right)':y1='\(top)'"
      + ":x2='\(left)':y2='\(bottom)':x3='\(right)':y3='\(bottom)'"
      + ":eval=frame:interpolation=cubic"
  }

  /// Joins the parts one after another, by a cross-fade or a plain cut.
  private func joined() -> String {
    var text = ""
    var name = "v0"
    var length = chunk.parts.first?.frames ?? 0
    for (index, part) in chunk.parts.enumerated().dropFirst() {
      let join =
        part.fadeIn == 0
        ? "concat=n=2:v=1:a=0,settb=\(timeline.fps.den)/\(timeline.fps.num),setpts=N"
        : "xfade=transition=fade:duration=\(seconds(part.fadeIn))"
          + ":offset=\(seconds(length - part.fadeIn))"
      text += "[\(name)][v\(index)]\(join)[x\(index)];\n"
      name = "x\(index)"
      length += part.frames - part.fadeIn
    }
    return text + "[\(name)]"
  }

  private func finish(_ captions: String?) -> String {
    let burned = captions.map { "ass=filename=\($0)," } ?? ""
    return burned + ScreenFades(timeline).filters(for: chunk)
      + "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv[v]\n"
  }

  private func seconds(_ frames: Int64) -> String {
    FilterText.seconds(timeline.fps.microseconds(atFrame: frames))
  }

  private var encoding: [String] {
    let keyFrames = max(1, 2 * timeline.fps.num / timeline.fps.den)
    return [
      "-filter_complex_threads", "0", "-c:v", "libx264", "-profile:v", "high", "-preset",
      "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", "-g", String(keyFrames), "-color_primaries",
      "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv",
      "-video_track_timescale", String(timeline.fps.num),
      // With its own thread for looking ahead, x264 makes other bytes on a busy machine.
      "-x264-params", "sync-lookahead=0",
    ]
  }
}
