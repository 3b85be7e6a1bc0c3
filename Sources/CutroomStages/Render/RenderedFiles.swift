package import CutroomModel

/// What a render left in the attempt's folder, by name.
package struct RenderedFiles: Equatable, Sendable {
  package var video: String
  package var subRip: String
  package var webVTT: String
  package var measurement: RenderMeasurement

  init(name: String, measurement: RenderMeasurement) {
    video = "\(name).mp4"
    subRip = "\(name).srt"
    webVTT = "\(name).vtt"
    self.measurement = measurement
  }
}

/// How far a render is.
package struct RenderProgress: Equatable, Sendable {
  /// Frames of the video that are drawn, of `frames`.
  package var drawn: Int64
  package var frames: Int64
  /// 0…1 over all that is to do.
  package var fraction: Double
}
