import CutroomModel
import CutroomStore

/// Where a document of a kind stands, and how it is decoded.
struct DocumentPlace: Sendable {
  let path: ProjectPath
  let decode: @Sendable (JSONValue) -> Void

  private init?<D: Document>(_ path: String, _ type: D.Type) {
    guard let place = ProjectPath(path) else { return nil }
    self.path = place
    decode = { value in _ = try? DocumentCoding.decode(type, from: value, path: path) }
  }

  static let all = [
    DocumentPlace("metadata.json", ProjectMetadata.self),
    DocumentPlace("topics/discovered.json", DiscoveredTopics.self),
    DocumentPlace("topics/selected.json", SelectedTopics.self),
    DocumentPlace("topics/refined.json", RefinedTopics.self),
    DocumentPlace("scripts/one.json", Script.self),
    DocumentPlace("scripts/tags.json", Tags.self),
    DocumentPlace("assets/images/one.metadata.json", AssetMetadata.self),
    DocumentPlace("assets/audio/one.timestamps.json", Timestamps.self),
    DocumentPlace("assets/music/one.metadata.json", TrackMetadata.self),
    DocumentPlace("timeline.json", Timeline.self),
    DocumentPlace("validation.json", ValidationReport.self),
    DocumentPlace("renders/video.report.json", RenderReport.self),
  ].compactMap(\.self)
}
