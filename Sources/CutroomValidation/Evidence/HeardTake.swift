import CutroomModel

/// A take whose every sample was looked at.
struct HeardTake {
  var path: ProjectPath
  var document: Filed<Timestamps>
  var sound: SoundMeasure
  /// How long the take is, in microseconds.
  var durationUs: Int64
}

extension Evidence {
  /// The takes that were decoded and are whole.
  var heardTakes: [HeardTake] {
    documents.takes.compactMap { take in
      guard let path = ProjectPath(take.content.file), !isBroken(path), let truth = truth(path),
        let sound = truth.sound, let duration = truth.audioUs ?? truth.facts.durationUs
      else { return nil }
      return HeardTake(path: path, document: take, sound: sound, durationUs: duration)
    }
  }

  /// The music that was decoded and is whole.
  var heardMusic: [(path: ProjectPath, sound: SoundMeasure, durationUs: Int64)] {
    documents.tracks.compactMap { track in
      guard let path = ProjectPath(track.content.file), !isBroken(path), let truth = truth(path),
        let sound = truth.sound, let duration = truth.facts.durationUs
      else { return nil }
      return (path, sound, duration)
    }
  }
}

extension SoundMeasure {
  /// Whether next to nothing of `durationUs` is anything but silence.
  func isSilent(throughout durationUs: Int64) -> Bool {
    durationUs > 0 && silences.totalUs >= durationUs / 100 * 99
  }
}
