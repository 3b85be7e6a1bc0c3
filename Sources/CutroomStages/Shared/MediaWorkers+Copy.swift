import CutroomModel
import CutroomPipeline
import CutroomSystem
import CutroomWorkers

extension MediaWorkers {
  /// Fills `output` with the sound of a file as an MP3: byte for byte where it is one, else encoded.
  ///
  /// Throws `ItemFault` for a file that is damaged, cut short or without sound.
  func copyAsMP3(
    _ source: borrowing Descriptor,
    path: ProjectPath,
    channels: Int,
    to output: borrowing Descriptor
  ) throws -> DecodedAudio {
    do {
      let facts = try probe(source, path: path.description, deep: true)
      if facts.cutroom.truncated {
        throw ItemFault("media-truncated", "\(path) is cut short; put the whole file there")
      }
      let isPlain = facts.cutroom.attachedPictures == 0 && facts.streams.count == 1
      if facts.format.formatName == "mp3", isPlain {
        try output.copyAll(from: source)
        return try decodedAudio(output, path: path.description)
      }
      return try encodeAudio(source, path: path.description, channels: channels, to: output)
    } catch let failure as WorkerFailure {
      throw ItemFault(failure, about: path.description)
    }
  }
}

extension MediaWorkers {
  /// Throws `ItemFault` where a file is cut short, cannot be decoded, or is silent, and `WorkerFailure`
  /// where that cannot be told.
  func requireSound(_ file: borrowing Descriptor, about what: String) throws {
    let facts = try probe(file, path: what, deep: true)
    if facts.cutroom.truncated {
      throw ItemFault("media-truncated", "\(what): it is cut short", isRetryable: true)
    }
    let heard = try verify(file, path: what, everything: true)
    guard heard.decodes else {
      throw ItemFault("media-undecodable", "\(what): it cannot be decoded", isRetryable: true)
    }
    guard let length = heard.soundUs, length > 0 else {
      throw ItemFault("no-audio", "\(what): it has no sound", isRetryable: true)
    }
    guard let peak = heard.sound?.truePeak, peak > SoundMeasure.silenceLevel else {
      throw ItemFault("silent", "\(what): it is silent", isRetryable: true)
    }
  }
}

extension ItemFault {
  /// What a worker reported, about what it was asked to do.
  init(_ failure: WorkerFailure, about what: String) {
    let isPassing: Set<WorkerFailure.Code> = [.workerCrashed, .timeout, .workerNotStarted]
    self.init(
      failure.code.rawValue,
      "\(what): \(failure.message)",
      isRetryable: isPassing.contains(failure.code)
    )
  }
}
