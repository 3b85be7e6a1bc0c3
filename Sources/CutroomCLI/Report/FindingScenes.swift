import CutroomModel

/// What each finding is about, seen from the timeline: a media file, and where that is seen or heard.
struct FindingScenes {
  private let timeline: Timeline?
  private let documents: SegmentNames
  private let paths: Set<String>
  /// Media files by their path without extension: a sidecar has the name of its file.
  private let files: [Substring: String]
  private let uses: [String: [TimelineEntry]]
  /// The place of each segment's take.
  private let takes: [String: Int]

  init(_ matter: ReportMatter) {
    timeline = matter.timeline
    documents = matter.documents
    let used = matter.timeline?.fileUses ?? []
    let known = matter.media.map(\.path) + used.map(\.file)
    paths = Set(known)
    files = Dictionary(known.map { (Self.stem($0), $0) }) { first, _ in first }
    uses = Dictionary(grouping: used, by: \.file).mapValues { $0.map(\.entry) }
    let segments = matter.timeline?.narration.map(\.segmentId) ?? []
    takes = Dictionary(segments.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// The media file that a finding is about, there or not; nil where it is about none.
  func file(of finding: Finding) -> String? {
    let place = FindingPlace(finding)
    if paths.contains(place.file) { return place.file }
    if let entry = entry(at: place) { return file(of: entry) }
    return Self.sidecarStem(place.file).flatMap { files[$0] }
  }

  /// The entries of the timeline that a finding is about.
  func entries(of finding: Finding) -> [TimelineEntry] {
    if let entry = entry(at: FindingPlace(finding)) { return [entry] }
    return file(of: finding).flatMap { uses[$0] } ?? []
  }

  /// The frames that a finding is about; empty where it has no place in time.
  func frames(of finding: Finding) -> [Range<Int64>] {
    guard let timeline else { return [] }
    let place = FindingPlace(finding)
    if place.file == "timeline.json" {
      if place.parts == ["visuals"] { return [timeline.unseenEnd] }
      if place.parts == ["durationInFrames"] { return [0..<max(0, timeline.durationInFrames)] }
    }
    return entries(of: finding).map { timeline.frames(of: $0) }
  }

  // MARK: - Details

  /// The file that is seen or heard; of a caption, its segment's take.
  private func file(of entry: TimelineEntry) -> String? {
    guard let timeline, timeline.has(entry) else { return nil }
    switch entry {
    case .visual(let index): return timeline.visuals[index].file
    case .take(let index): return timeline.narration[index].file
    case .caption(let index):
      return takes[timeline.captions[index].segmentId].map { timeline.narration[$0].file }
    case .music: return timeline.music?.file
    }
  }

  private func entry(at place: FindingPlace) -> TimelineEntry? {
    if let segment = documents.segment(at: place.parts, of: place.file) {
      return takes[segment].map { .take($0) }
    }
    guard place.file == "timeline.json", let timeline, let list = place.parts.first else {
      return nil
    }
    if list == "music" { return timeline.music == nil ? nil : .music }
    guard place.parts.count > 1, let index = Int(place.parts[1]) else { return nil }
    let entry: TimelineEntry
    switch list {
    case "visuals": entry = .visual(index)
    case "narration": entry = .take(index)
    case "captions": entry = .caption(index)
    default: return nil
    }
    return timeline.has(entry) ? entry : nil
  }

  private static func stem(_ path: String) -> Substring {
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return path[...] }
    return path[..<dot]
  }

  private static func sidecarStem(_ path: String) -> Substring? {
    let suffixes = [".metadata.json", ".timestamps.json", ".report.json"]
    return suffixes.first { path.hasSuffix($0) }.map { path.dropLast($0.count) }
  }
}
