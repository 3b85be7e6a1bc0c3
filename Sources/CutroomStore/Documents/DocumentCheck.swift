package import CutroomModel

extension DocumentKind {
  /// What keeps a value of the current version from being a document of this kind; nil where it is
  /// one.
  ///
  /// More than reading asks for: `{"kind", "version"}` can be read, but nothing could use it.
  package func fault(in value: JSONValue) -> String? {
    switch self {
    case .pipeline: value["stages"]?.array == nil ? "it has no list of \"stages\"" : nil
    case .metadata: Self.fault(ProjectMetadata.self, value)
    case .discoveredTopics: Self.fault(DiscoveredTopics.self, value)
    case .selectedTopics: Self.fault(SelectedTopics.self, value)
    case .refinedTopics: Self.fault(RefinedTopics.self, value)
    case .script: Self.fault(Script.self, value)
    case .tags: Self.fault(Tags.self, value)
    case .assetMetadata: Self.fault(AssetMetadata.self, value)
    case .timestamps: Self.fault(Timestamps.self, value)
    case .trackMetadata: Self.fault(TrackMetadata.self, value)
    case .timeline: Self.fault(Timeline.self, value)
    case .validation: Self.fault(ValidationReport.self, value)
    case .waivers: Self.fault(Waivers.self, value)
    case .renderReport: Self.fault(RenderReport.self, value)
    case .archive: Self.fault(ArchiveManifest.self, value)
    }
  }

  private static func fault<D: Document>(_ type: D.Type, _ value: JSONValue) -> String? {
    do {
      _ = try DocumentCoding.decode(type, from: value, path: "")
      return nil
    } catch StoreError.invalid(_, let reason) {
      return reason
    } catch {
      return "\(error)"
    }
  }
}
