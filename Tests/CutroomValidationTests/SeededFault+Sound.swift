import CutroomModel
import CutroomValidation
import MediaFixtures

extension SeededFault {
  private static let take = "assets/audio/dunes-02.mp3"
  private static let music = "assets/music/breeze.mp3"

  static let sounds: [SeededFault] = [
    SeededFault("sound-silent", at: take)
      .altered { $0.hear(take) { $0.silences = [TimeSpan(startUs: 0, durationUs: 2_370_000)] } },
    SeededFault("sound-silent", at: take, "two words")
      .altered {
        $0.hear(take) { $0.silences = [TimeSpan(startUs: 190_000, durationUs: 500_000)] }
      },
    SeededFault("sound-silent", at: music, "music")
      .altered {
        $0.hear(music) { $0.silences = [TimeSpan(startUs: 0, durationUs: 60_020_000)] }
      },
    SeededFault("sound-clipped", at: take).altered { $0.hear(take) { $0.clippedSamples = 500 } },
    SeededFault("loudness-off", at: take, "one take")
      .altered {
        $0.hear("assets/audio/dunes-01.mp3") { $0.loudness = -16 }
        $0.hear(take) { $0.loudness = -30 }
      },
    SeededFault("loudness-off", at: "assets/audio", "all takes")
      .altered {
        $0.hear("assets/audio/dunes-01.mp3") { $0.loudness = -41 }
        $0.hear(take) { $0.loudness = -40 }
      },
    SeededFault("sample-rate-mix", at: take)
      .altered { $0.alter(take) { $0.facts.sampleRate = 22_050 } },
    SeededFault("music-short", at: music)
      .altered {
        $0.hear(music) { $0.silences = [TimeSpan(startUs: 1_000_000, durationUs: 59_020_000)] }
      },
  ]
}

extension SeededFault {
  /// Faults that only a worker shows.
  static let measured: [SeededFault] = [
    SeededFault("sound-silent", at: "assets/audio/").with(take: .silentMp3),
    SeededFault("sound-clipped", at: "assets/audio/").with(take: .clippedMp3),
    SeededFault("picture-black", at: "timeline.json#/visuals/1").with(clip: .dark).deep
      .atWorst(.error),
    SeededFault("picture-black", at: "timeline.json#/visuals/1", "a night sky")
      .with(clip: .night).deep.atWorst(.warning),
    SeededFault("picture-frozen", at: "timeline.json#/visuals/1")
      .with(clip: .frozen, clipFrames: 66).deep,
  ]
}

extension Evidence {
  /// Has a file sound as a worker would tell that decodes it.
  mutating func hear(_ name: String, _ body: (inout SoundMeasure) -> Void) {
    alter(name) { truth in
      var sound = truth.sound ?? SoundMeasure(loudness: -20)
      body(&sound)
      truth.sound = sound
    }
  }

  /// Has a file be something else than was measured.
  mutating func alter(_ name: String, _ body: (inout MediaTruth) -> Void) {
    guard let path = ProjectPath(name), case .measured(var truth)? = media[path] else { return }
    body(&truth)
    media[path] = .measured(truth)
  }

  /// The same for the files of a folder.
  mutating func alter(allIn folder: String, _ body: (inout MediaTruth) -> Void) {
    for path in media.keys where path.folder == folder { alter(path.description, body) }
  }
}
