import CutroomModel
import CutroomValidation

extension SeededFault {
  static let references: [SeededFault] = [
    SeededFault("reference-dangling", at: "scripts/tags.json#/segments/0")
      .planned { $0.tags.segments[0].id = "dunes-09" },
    SeededFault("reference-dangling", at: "timeline.json#/captions/1", "caption")
      .planned { $0.timeline.captions[1].segmentId = "storms-01" },
    SeededFault("reference-dangling", at: "timeline.json#/music/trackId", "track")
      .planned { $0.timeline.music?.trackId = "gale" },
    SeededFault("segment-missing", at: "scripts/dunes.json#/segments/1")
      .planned {
        $0.timeline.narration.removeLast()
        $0.timeline.captions.removeLast()
      }
      .spoiled { try $0.record(["assets/audio/dunes-02.mp3"], stage: "narration") },
  ]

  static let lengths: [SeededFault] = [
    SeededFault("duration-disagrees", at: "assets/audio/dunes-01.timestamps.json", "take")
      .planned {
        $0.takes[0].durationUs += 20_000
        $0.timeline.narration[0].durationUs += 20_000
      },
    SeededFault("duration-disagrees", at: "timeline.json#/narration/0", "slot")
      .planned {
        $0.timeline.narration[0].endFrame = 60
        $0.timeline.captions[0].endFrame = 60
      },
    SeededFault("duration-disagrees", at: "timeline.json#/narration/1", "timeline")
      .planned { $0.timeline.narration[1].durationUs -= 50_000 },
    SeededFault("duration-disagrees", at: "timeline.json#/visuals/1", "clip")
      .planned { $0.timeline.visuals[1].sourceStartUs = 9_000_000 },
    SeededFault("duration-disagrees", at: "timeline.json#/music", "music")
      .planned { $0.timeline.music?.durationUs += 1_000_000 },
    SeededFault("words-order", at: "assets/audio/dunes-01.timestamps.json#/words/2")
      .planned { $0.takes[0].words[2].startMs = 10 },
    SeededFault("words-outside-audio", at: "assets/audio/dunes-02.timestamps.json#/words/6")
      .planned { $0.takes[1].words[6].endMs = 5000 },
    SeededFault("words-missing", at: "assets/audio/dunes-02.timestamps.json")
      .planned { $0.takes[1].words.removeLast() },
  ]

  static let timelines: [SeededFault] = [
    SeededFault("timeline-gap", at: "timeline.json#/visuals", "at the end")
      .planned { $0.timeline.visuals[2].endFrame = 140 },
    SeededFault("timeline-gap", at: "timeline.json#/visuals/1", "between")
      .planned {
        $0.timeline.visuals[1].startFrame = 80
        $0.timeline.visuals[1].fadeInFrames = 0
      },
    SeededFault("timeline-gap", at: "timeline.json#/visuals/1", "a fade from nothing")
      .planned { $0.timeline.visuals[1].fadeInFrames = 12 },
    SeededFault("timeline-overlap", at: "timeline.json#/visuals/1")
      .planned { $0.timeline.visuals[1].fadeInFrames = 2 },
    SeededFault("timeline-overlap", at: "timeline.json#/narration/1", "takes")
      .planned { $0.timeline.narration[0].endFrame = 75 },
    SeededFault("timeline-range", at: "timeline.json#/visuals/2")
      .planned { $0.timeline.visuals[2].endFrame = 150 },
    SeededFault("timeline-range", at: "timeline.json#/durationInFrames", "no frame")
      .planned { $0.timeline.durationInFrames = 0 },
    SeededFault("timeline-range", at: "timeline.json#/captions/0", "backwards")
      .planned { $0.timeline.captions[0].endFrame = 1 },
    SeededFault("timeline-frame", at: "timeline.json#/width").planned { $0.timeline.width = 319 },
    SeededFault("caption-overlap", at: "timeline.json#/captions/1")
      .planned {
        $0.timeline.captions[1].segmentId = "dunes-01"
        $0.timeline.captions[1].lines = ["A dune walks"]
        $0.timeline.captions[1].startFrame = 40
        $0.timeline.captions[1].endFrame = 70
      },
    SeededFault("caption-outside-slot", at: "timeline.json#/captions/0")
      .planned { $0.timeline.captions[0].endFrame = 73 },
    SeededFault("caption-too-long", at: "timeline.json#/captions/0")
      .planned { $0.timeline.captions[0].lines = ["one", "two", "three"] },
  ]
}
