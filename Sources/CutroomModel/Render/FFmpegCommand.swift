/// One call of ffmpeg: what it reads, the filter script, what it writes.
package struct FFmpegCommand: Equatable, Sendable {
  package var inputs: [FFmpegInput]
  /// The text of the filter graph; it goes into a file, so that no command line is too long.
  package var script: String
  /// Everything after the filter script: maps, codecs, and the output's name.
  package var output: [String]
  /// How many video frames it makes, where that is known.
  package var frames: Int64?

  package init(inputs: [FFmpegInput], script: String, output: [String], frames: Int64? = nil) {
    self.inputs = inputs
    self.script = script
    self.output = output
    self.frames = frames
  }

  /// The argument list without the program's name, for a script saved as `scriptFile`.
  package func arguments(projectPath: String, scriptFile: String) -> [String] {
    [
      "-nostdin", "-hide_banner", "-nostats", "-y", "-loglevel", "level+info",
      "-progress", "pipe:1",
    ]
      + inputs.flatMap { $0.arguments(projectPath: projectPath) }
      + (script.isEmpty ? [] : ["-filter_complex_script", scriptFile])
      + output
  }

  /// Leaves out of a file what differs from run to run.
  static let reproducible = [
    "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
    "-flags:a", "+bitexact",
  ]
}
