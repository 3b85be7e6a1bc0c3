/// The last call: chunks one after another, sound beside them, the index in front.
package enum Assembly {
  /// The list of chunks for FFmpeg's concat format.
  package static func list(_ chunks: [VideoChunk], fps: FrameRate, names: (Int) -> String) -> String
  {
    chunks.reduce(into: "ffconcat version 1.0\n") { text, chunk in
      let length = FilterText.seconds(fps.microseconds(atFrame: chunk.frames))
      text += "file \(names(chunk.index))\nduration \(length)\n"
    }
  }

  package static func command(
    list: String,
    sound: String,
    frames: Int64,
    output: String
  ) -> FFmpegCommand {
    FFmpegCommand(
      inputs: [
        FFmpegInput(place: .attempt, path: list, options: ["-f", "concat"]),
        .sound(sound, in: .attempt),
      ],
      script: "",
      output: [
        "-map", "0:v:0", "-map", "1:a:0", "-c:v", "copy", "-c:a", "aac", "-b:a", "192k", "-ar",
        "48000", "-ac", "2", "-movflags", "+faststart",
      ] + FFmpegCommand.reproducible + [output],
      frames: frames
    )
  }
}
