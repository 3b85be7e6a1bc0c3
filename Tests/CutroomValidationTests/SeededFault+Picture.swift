import CutroomModel
import CutroomValidation
import MediaFixtures

extension SeededFault {
  private static let clips = "assets/videos"
  private static let shown = "timeline.json#/visuals/1"

  static let pictures: [SeededFault] = [
    SeededFault("orientation-mismatch", at: clips, "an upright clip")
      .with(clip: .rotated)
      .planned {
        $0.timeline.width = 180
        $0.timeline.height = 100
      },
    SeededFault("orientation-mismatch", at: clips, "an upright video")
      .planned {
        $0.timeline.width = 100
        $0.timeline.height = 180
      }
      .altered {
        $0.alter(allIn: "assets/images") { truth in
          truth.facts.displayWidth = 320
          truth.facts.displayHeight = 320
        }
        $0.documents.assets.removeAll { $0.content.file.hasPrefix("assets/images/") }
      },
    SeededFault("turn-ignored", at: "assets/images")
      .with(image: .testCardPng)
      .altered { $0.alter(allIn: "assets/images") { $0.facts.rotation = 270 } },
    SeededFault("pixel-aspect", at: clips).with(clip: .anamorphic, clipFrames: 24),
    SeededFault("variable-frame-rate", at: clips).with(clip: .variableRate),
    SeededFault("picture-black", at: shown)
      .with(clipFrames: 66).atWorst(.error)
      .altered {
        $0.watch {
          $0.black = [TimeSpan(startUs: 0, durationUs: 10_000_000)]
          $0.empty = $0.black
          $0.frozen = [TimeSpan(startUs: 0, durationUs: 10_000_000)]
        }
      },
    SeededFault("picture-black", at: shown, "dark all the time")
      .atWorst(.warning)
      .altered {
        $0.watch {
          $0.black = [TimeSpan(startUs: 0, durationUs: 10_000_000)]
          $0.empty = [TimeSpan(startUs: 0, durationUs: 1_000_000)]
        }
      },
    SeededFault("picture-black", at: shown, "for a while")
      .atWorst(.warning)
      .altered { $0.watch { $0.black = [TimeSpan(startUs: 200_000, durationUs: 700_000)] } },
    SeededFault("picture-frozen", at: shown)
      .with(clipFrames: 66)
      .altered { $0.watch { $0.frozen = [TimeSpan(startUs: 0, durationUs: 10_000_000)] } },
    SeededFault("frame-limit", at: clips)
      .altered {
        $0.alter(allIn: clips) { $0.decodedSize = PictureSize(width: 16_000, height: 9000) }
      },
  ]
}

extension Evidence {
  /// Has the clips show what a worker would tell that decodes them.
  fileprivate mutating func watch(_ body: (inout PictureMeasure) -> Void) {
    alter(allIn: "assets/videos") { truth in
      var picture = truth.picture ?? PictureMeasure()
      body(&picture)
      truth.picture = picture
    }
  }
}
