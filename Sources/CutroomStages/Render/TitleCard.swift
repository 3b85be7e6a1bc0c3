package import CutroomModel
package import CutroomSystem

/// Draws a title card with ffmpeg and libass.
package struct TitleCard: Sendable {
  private let ffmpeg: FFmpegRun

  package init(_ ffmpeg: FFmpegRun) { self.ffmpeg = ffmpeg }

  /// Writes the card as a JPEG named `output` into `folder`, where `card.ass` must not exist.
  package func draw(
    _ design: TitleCardDesign,
    to output: String,
    in folder: Folder
  ) throws(FFmpegError) {
    let scriptFile = "card.ass"
    do throws(SystemError) { try folder.write(design.script, to: scriptFile) } catch {
      throw .cannotStart(error)
    }
    defer { _ = try? folder.remove(scriptFile) }
    try ffmpeg.run(design.arguments(scriptFile: scriptFile, output: output), in: folder)
  }
}
