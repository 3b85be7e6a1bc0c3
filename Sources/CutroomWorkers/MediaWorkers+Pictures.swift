package import CutroomModel
package import CutroomSystem

extension MediaWorkers {
  /// Writes a JPEG of the frame at `timeUs` that fits into `largest`; returns its size.
  package func thumbnail(
    of file: borrowing Descriptor,
    path: String,
    timeUs: Int64 = 0,
    fitting largest: PictureSize,
    to output: borrowing Descriptor,
    deadline: Duration = .seconds(60)
  ) throws(WorkerFailure) -> PictureSize {
    let request = ThumbnailRequest(timeUs: timeUs, largest: largest)
    return try make(request, file, output, path, deadline)
  }

  /// Writes a PNG of the file's loudness over time.
  package func waveform(
    of file: borrowing Descriptor,
    path: String,
    size: PictureSize = PictureSize(width: 1200, height: 120),
    to output: borrowing Descriptor,
    deadline: Duration = .seconds(600)
  ) throws(WorkerFailure) -> PictureSize {
    try make(WaveformRequest(size: size), file, output, path, deadline)
  }

  /// Writes a JPEG of frames at even distances over `durationUs`; returns its size.
  package func contactSheet(
    of file: borrowing Descriptor,
    path: String,
    durationUs: Int64,
    to output: borrowing Descriptor,
    deadline: Duration = .seconds(300)
  ) throws(WorkerFailure) -> PictureSize {
    try make(ContactSheetRequest(durationUs: durationUs), file, output, path, deadline)
  }

  /// Writes a PNG of the file's frequencies over time; returns its size.
  package func spectrogram(
    of file: borrowing Descriptor,
    path: String,
    to output: borrowing Descriptor,
    deadline: Duration = .seconds(600)
  ) throws(WorkerFailure) -> PictureSize {
    try make(SpectrogramRequest(), file, output, path, deadline)
  }
}
