import BuiltPrograms
import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomValidation
import CutroomWorkers
import MediaFixtures
import Testing

/// The workers that every test shares.
let workers = MediaWorkers(atOnce: 2, folder: builtPrograms)

/// A media file of a small project, and what is true of it.
struct SmallMedia {
  var bytes: [UInt8]
  var facts: MediaFacts
  var audioUs: Int64?

  var digest: Digest { Digest(sha256: bytes) }

  init(_ fixture: Fixture) async throws {
    let path = try await MediaFixtures.shared.path(fixture)
    bytes = try Descriptor.openForReading(path).readAll(limit: 64 << 20)
    // Some fixtures are no media; on a busy machine the others take their time.
    let probe = try? workers.probe(path: path, deadline: .seconds(60))
    facts = probe?.cutroom ?? MediaFacts(kind: .video, libavformat: "none")
    guard facts.hasAudio else { return }
    let file = try Descriptor.openForReading(path)
    audioUs = try? workers.decodedAudio(file, path: path).durationUs
  }
}

/// A project of one topic and two segments, right in every respect until a test spoils it.
struct SmallProject {
  var image: SmallMedia
  let imageSuffix: String
  var clip: SmallMedia
  var take: SmallMedia
  var track: SmallMedia

  var discovered = DiscoveredTopics(topics: [], faults: [])
  var selected = SelectedTopics(mode: "auto", topics: [.init(id: "dunes", title: "Dunes")])
  var refined = RefinedTopics(topics: [])
  var script: Script
  var tags: Tags
  var imageSidecar: AssetMetadata
  var clipSidecar: AssetMetadata
  var takes: [Timestamps]
  var trackSidecar: TrackMetadata
  var timeline: Timeline
  var report: RenderReport?

  static let sentences = ["Sand moves with the wind.", "A dune walks slowly, grain by grain."]

  init(
    image: Fixture = .testCard,
    clip: Fixture = .faststart,
    take: Fixture = .narrationMp3,
    track: Fixture = .vbrXing,
    width: Int = 320,
    height: Int = 180,
    clipFrames: Int64 = 48
  ) async throws {
    self.image = try await SmallMedia(image)
    self.clip = try await SmallMedia(clip)
    self.take = try await SmallMedia(take)
    self.track = try await SmallMedia(track)
    script = Self.script
    tags = Tags(segments: script.segments.map { .init(id: $0.id, phrases: []) })
    imageSuffix = image == .testCardPng ? "png" : "jpg"
    imageSidecar = Self.sidecar(self.image, folder: "images", suffix: imageSuffix)
    clipSidecar = Self.sidecar(self.clip, folder: "videos", suffix: "mp4")
    takes = []
    trackSidecar = Self.trackSidecar(self.track)
    timeline = Timeline(
      title: "Dunes",
      width: width,
      height: height,
      fps: try #require(FrameRate(30, 1)),
      durationInFrames: 144,
      visuals: [],
      narration: [],
      music: nil,
      captions: []
    )
    fillTakes()
    fillTimeline(clipFrames)
  }

  private static let script = Script(
    topicId: "dunes",
    title: "Dunes",
    language: "en",
    segments: [
      .init(id: "dunes-01", role: .hook, text: sentences[0]),
      .init(id: "dunes-02", role: .body, text: sentences[1]),
    ],
    sources: []
  )

  private static func sidecar(_ media: SmallMedia, folder: String, suffix: String) -> AssetMetadata
  {
    AssetMetadata(
      file: "assets/\(folder)/\(media.digest).\(suffix)",
      sha256: media.digest,
      bytes: Int64(media.bytes.count),
      sources: [.init(provider: "library", path: "library/dunes.\(suffix)")],
      keywords: ["dunes"],
      rights: Rights(
        title: nil,
        author: "A. Author",
        licence: "CC0-1.0",
        source: "https://example.org"
      ),
      media: media.facts
    )
  }

  private static func trackSidecar(_ media: SmallMedia) -> TrackMetadata {
    TrackMetadata(
      trackId: "breeze",
      file: "assets/music/breeze.mp3",
      sha256: media.digest,
      bytes: Int64(media.bytes.count),
      source: .init(provider: "library", path: "library/breeze.mp3"),
      rights: Rights(
        title: nil,
        author: "A. Author",
        licence: "CC0-1.0",
        source: "https://example.org"
      ),
      durationUs: media.facts.durationUs ?? 0,
      loudness: -20,
      truePeak: -3
    )
  }

  private mutating func fillTakes() {
    for segment in script.segments {
      let words = segment.text.split(separator: " ").enumerated().map { index, word in
        let start = Int64(index) * 200
        return Timestamps.Word(text: String(word), startMs: start, endMs: start + 180)
      }
      takes.append(
        Timestamps(
          engine: "recorded",
          segmentId: segment.id,
          file: "assets/audio/\(segment.id).mp3",
          sha256: take.digest,
          durationUs: take.audioUs ?? 2_370_000,
          text: segment.text,
          words: words,
          areWordsEstimated: false
        )
      )
    }
  }

  private mutating func fillTimeline(_ clipFrames: Int64) {
    let spans: [(Int64, Int64, Int64)] = [
      (0, 78, 0), (72, 72 + clipFrames, 6), (72 + clipFrames, 144, 0),
    ]
    for (index, span) in spans.enumerated() {
      let isClip = index == 1
      timeline.visuals.append(
        .init(
          segmentId: index == 0 ? "dunes-01" : "dunes-02",
          kind: isClip ? .video : .image,
          file: isClip ? clipSidecar.file : imageSidecar.file,
          sha256: isClip ? clip.digest : image.digest,
          startFrame: span.0,
          endFrame: span.1,
          fadeInFrames: span.2,
          sourceStartUs: 0,
          motion: nil
        )
      )
    }
    for (index, take) in takes.enumerated() {
      let start = Int64(index) * 72
      timeline.narration.append(
        .init(
          segmentId: take.segmentId,
          file: take.file,
          sha256: take.sha256,
          startFrame: start,
          endFrame: start + 72,
          durationUs: take.durationUs
        )
      )
      timeline.captions.append(
        .init(
          segmentId: take.segmentId,
          lines: [Self.sentences[index]],
          startFrame: start + 2,
          endFrame: start + 60
        )
      )
    }
    timeline.music = .init(
      trackId: "breeze",
      file: trackSidecar.file,
      sha256: track.digest,
      durationUs: trackSidecar.durationUs,
      loudness: -20
    )
  }
}
