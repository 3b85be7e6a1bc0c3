import CutroomModel
import CutroomStore
import CutroomValidation
import MediaFixtures

extension SeededFault {
  static let media: [SeededFault] = [
    SeededFault("media-missing", at: "assets/videos/")
      .spoiled { project in
        for path in try requireFiles(project, "assets/videos") where !path.isJSON {
          try project.remove(path.description)
        }
      },
    SeededFault("media-empty", at: "assets/videos/").with(clip: .zero),
    SeededFault("media-truncated", at: "assets/videos/").with(clip: .faststartHalf),
    SeededFault("media-truncated", at: "assets/videos/", "one percent").with(
      clip: .faststartAlmost
    ),
    SeededFault("media-truncated", at: "assets/videos/", "no index").with(clip: .moovCutOff),
    SeededFault("media-undecodable", at: "assets/videos/", "a web page").with(clip: .html),
    SeededFault("media-undecodable", at: "assets/videos/", "a playlist").with(clip: .playlist),
    SeededFault("media-undecodable", at: "assets/images/", "noise").with(image: .randomBytes),
    SeededFault("media-undecodable", at: "assets/videos/", "bit rot").with(clip: .bitRot).deep,
    SeededFault("media-kind-mismatch", at: "assets/videos/").with(clip: .narrationM4a),
    SeededFault("media-kind-mismatch", at: "timeline.json#/visuals/1", "in the timeline")
      .planned { $0.timeline.visuals[1].kind = .image },
    SeededFault("media-extension-mismatch", at: "assets/audio/").with(take: .narrationWav),
    SeededFault("media-unchecked", at: "assets").unmeasured,
    SeededFault("sidecar-disagrees", at: "assets/videos/")
      .planned { $0.clipSidecar.media.displayWidth = 999 },
    SeededFault("sidecar-disagrees", at: "assets/music/breeze.metadata.json", "music")
      .planned { $0.trackSidecar.bytes = 5 },
    SeededFault("output-resolution", at: "assets/images/").with(image: .redJpeg),
    SeededFault("hdr-in-sdr", at: "assets/videos/")
      .with(clip: .hdr, clipFrames: 24)
      .planned {
        $0.timeline.width = 128
        $0.timeline.height = 72
      },
  ]

  static let others: [SeededFault] = [
    SeededFault("licence-missing", at: "assets/images/")
      .planned { $0.imageSidecar.rights.licence = nil },
    SeededFault("decision-title-card", at: "scripts/tags.json")
      .spoiled {
        let decision = Decision(code: "title-card", message: "no picture fits dunes-01")
        try $0.record(["scripts/tags.json"], stage: "media", decisions: [decision])
      },
    SeededFault("render-outdated", at: "renders/video.report.json")
      .planned { $0.report = report($0, timeline: .zero, passed: true) },
    SeededFault("render-unfit", at: "renders/video.report.json")
      .planned { small in
        guard let value = try? DocumentCoding.plainValue(small.timeline) else { return }
        small.report = report(small, timeline: DocumentCoding.digest(value), passed: false)
      },
  ]

  private static func report(
    _ small: SmallProject,
    timeline: Digest,
    passed: Bool
  ) -> RenderReport {
    RenderReport(
      file: "renders/video.mp4",
      sha256: small.clip.digest,
      bytes: Int64(small.clip.bytes.count),
      timeline: timeline,
      media: small.clip.facts,
      loudness: -16,
      truePeak: -1,
      checks: [.init(name: "frames", planned: "144", measured: "143", passed: passed)]
    )
  }
}
