package import CutroomModel

/// A document and where it stands.
package struct Filed<Content: Sendable>: Sendable {
  package var path: ProjectPath
  package var content: Content

  package init(path: ProjectPath, content: Content) {
    self.path = path
    self.content = content
  }
}

/// The documents of the known tree that could be read, and why others could not.
package struct DocumentSet: Sendable {
  package var metadata: Filed<ProjectMetadata>?
  package var discovered: Filed<DiscoveredTopics>?
  package var selected: Filed<SelectedTopics>?
  package var refined: Filed<RefinedTopics>?
  package var scripts: [Filed<Script>] = []
  package var tags: Filed<Tags>?
  package var assets: [Filed<AssetMetadata>] = []
  package var tracks: [Filed<TrackMetadata>] = []
  package var takes: [Filed<Timestamps>] = []
  package var timeline: Filed<Timeline>?
  package var reports: [Filed<RenderReport>] = []
  package var waivers: Filed<Waivers>?
  package var faults: [DocumentFault] = []
}

/// A document that cannot be used.
package struct DocumentFault: Sendable {
  package enum Reason: Sendable {
    case malformed(JSONError)
    case newer(version: String, supported: String)
    case invalid(String)
  }

  package var path: ProjectPath
  package var reason: Reason
}
