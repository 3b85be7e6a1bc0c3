/// A JPEG of one frame of the video or image behind descriptor 0, written to descriptor 1.
package struct ThumbnailRequest: WorkerRequest, Equatable {
  package typealias Answer = PictureSize
  package static let name = "thumbnail"
  package static let isRepeatable = true

  /// The first frame at or after this time; the last one where the video ends before.
  package var timeUs: Int64
  /// The picture as shown, rotated and with square pixels, is made to fit into this box.
  package var largest: PictureSize

  package init(timeUs: Int64 = 0, largest: PictureSize) {
    self.timeUs = timeUs
    self.largest = largest
  }
}

/// A PNG of the loudness over time of the audio behind descriptor 0, written to descriptor 1.
package struct WaveformRequest: WorkerRequest, Equatable {
  package typealias Answer = PictureSize
  package static let name = "waveform"
  package static let isRepeatable = true

  package var size: PictureSize

  package init(size: PictureSize = PictureSize(width: 1200, height: 120)) { self.size = size }
}

/// A JPEG of many frames of the video behind descriptor 0, written to descriptor 1.
package struct ContactSheetRequest: WorkerRequest, Equatable {
  package typealias Answer = PictureSize
  package static let name = "contact-sheet"
  package static let isRepeatable = true

  /// The length over which the frames are spread; 0 for a still.
  package var durationUs: Int64
  package var columns: Int
  package var rows: Int
  /// Each frame as shown, rotated and with square pixels, is made to fit into this box.
  package var cell: PictureSize

  package init(
    durationUs: Int64,
    columns: Int = 4,
    rows: Int = 4,
    cell: PictureSize = PictureSize(width: 320, height: 240)
  ) {
    self.durationUs = durationUs
    self.columns = columns
    self.rows = rows
    self.cell = cell
  }
}

/// A PNG of the frequencies over time of the audio behind descriptor 0, written to descriptor 1.
package struct SpectrogramRequest: WorkerRequest, Equatable {
  package typealias Answer = PictureSize
  package static let name = "spectrogram"
  package static let isRepeatable = true

  /// Of the whole picture, its axes included.
  package var size: PictureSize

  package init(size: PictureSize = PictureSize(width: 1200, height: 320)) { self.size = size }
}

/// An MP3 of the first audio stream behind descriptor 0, written to descriptor 1.
package struct EncodeAudioRequest: WorkerRequest, Equatable {
  package typealias Answer = DecodedAudio
  package static let name = "encode-audio"
  package static let isRepeatable = true

  /// 1 or 2; more channels of the source are mixed down.
  package var channels: Int
  /// 0 (best) to 9, as LAME counts it.
  package var quality: Int

  package init(channels: Int = 2, quality: Int = 2) {
    self.channels = channels
    self.quality = quality
  }
}

/// Width and height of a picture in square pixels.
package struct PictureSize: Codable, Hashable, Sendable {
  package var width: Int
  package var height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}
