/// A versioned JSON document of a known kind; its envelope (`kind`, `version`, `createdAt`) is
/// added and taken off by the store.
package protocol Document: Codable, Sendable {
  static var kind: DocumentKind { get }
}

/// The kinds of documents, by the name that stands in their `kind` member.
package enum DocumentKind: String, CaseIterable, Codable, Sendable {
  case pipeline
  case metadata
  case discoveredTopics = "discovered-topics"
  case selectedTopics = "selected-topics"
  case refinedTopics = "refined-topics"
  case script
  case tags
  case assetMetadata = "asset-metadata"
  case timestamps
  case trackMetadata = "track-metadata"
  case timeline
  case validation
  case waivers
  case renderReport = "render-report"
  case archive

  /// The version that this program writes.
  package var currentVersion: String { "1.0" }

  /// The kind that a path of the known tree holds; nil for any other path.
  package init?(path: ProjectPath) {
    let parts = path.description.split(separator: "/").map(String.init)
    switch (parts.count, parts.first, parts.last) {
    case (1, _, "pipeline.json"): self = .pipeline
    case (1, _, "metadata.json"): self = .metadata
    case (1, _, "timeline.json"): self = .timeline
    case (1, _, "validation.json"): self = .validation
    case (1, _, "waivers.json"): self = .waivers
    case (2, "topics", "discovered.json"): self = .discoveredTopics
    case (2, "topics", "selected.json"): self = .selectedTopics
    case (2, "topics", "refined.json"): self = .refinedTopics
    case (2, "scripts", "tags.json"): self = .tags
    case (2, "scripts", let name?) where name.hasSuffix(".json"): self = .script
    case (2, "renders", let name?) where name.hasSuffix(".report.json"): self = .renderReport
    case (3, "assets", let name?) where name.hasSuffix(".timestamps.json"): self = .timestamps
    case (3, "assets", let name?) where name.hasSuffix(".metadata.json"):
      self = parts[1] == "music" ? .trackMetadata : .assetMetadata
    default: return nil
    }
  }
}
