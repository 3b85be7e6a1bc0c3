import CutroomModel
import CutroomStore
import CutroomSystem

/// Reads the documents of a project strictly, keeping the reason where one cannot be used.
struct DocumentReading {
  let project: Project
  var documents = DocumentSet()

  /// What was found out about one document.
  struct Answer {
    var content: Digest?
    var value: Digest?
    var failure: String?
  }

  /// Reads the document of a known kind at `path`; returns the digests of its bytes and its value,
  /// or why the file cannot be read at all.
  mutating func read(
    _ path: ProjectPath,
    kind: DocumentKind
  ) -> Answer {
    var answer = Answer()
    do {
      guard let bytes = try project.bytes(of: path) else { return answer }
      answer.content = Digest(sha256: bytes)
      let value = try Project.parse(bytes, path: path)
      try file(value, path, kind)
      answer.value = DocumentCoding.digest(value)
    } catch let error as StoreError {
      answer.failure = note(error, path)
    } catch let error as SystemError {
      answer.failure = "\(error.code)"
    } catch {
      answer.failure = "\(error)"
    }
    return answer
  }

  private mutating func note(_ error: StoreError, _ path: ProjectPath) -> String? {
    switch error {
    case .malformed(_, let error): add(.malformed(error), path)
    case .invalid(_, let reason): add(.invalid(reason), path)
    case .newer(_, let version, let supported):
      add(.newer(version: version, supported: supported), path)
    case .system(let error): return "\(error.code)"
    default: add(.invalid("\(error)"), path)
    }
    return nil
  }

  private mutating func add(_ reason: DocumentFault.Reason, _ path: ProjectPath) {
    documents.faults.append(DocumentFault(path: path, reason: reason))
  }

  private mutating func file(
    _ value: JSONValue,
    _ path: ProjectPath,
    _ kind: DocumentKind
  ) throws {
    switch kind {
    case .pipeline, .archive: break
    case .validation: _ = try decode(ValidationReport.self, value, path)
    case .waivers: documents.waivers = try decode(Waivers.self, value, path)
    case .metadata: documents.metadata = try decode(ProjectMetadata.self, value, path)
    case .discoveredTopics: documents.discovered = try decode(DiscoveredTopics.self, value, path)
    case .selectedTopics: documents.selected = try decode(SelectedTopics.self, value, path)
    case .refinedTopics: documents.refined = try decode(RefinedTopics.self, value, path)
    case .script: documents.scripts.append(try decode(Script.self, value, path))
    case .tags: documents.tags = try decode(Tags.self, value, path)
    case .assetMetadata: documents.assets.append(try decode(AssetMetadata.self, value, path))
    case .trackMetadata: documents.tracks.append(try decode(TrackMetadata.self, value, path))
    case .timestamps: documents.takes.append(try decode(Timestamps.self, value, path))
    case .timeline: documents.timeline = try decode(Timeline.self, value, path)
    case .renderReport: documents.reports.append(try decode(RenderReport.self, value, path))
    }
  }

  private func decode<D: Document>(
    _ type: D.Type,
    _ value: JSONValue,
    _ path: ProjectPath
  ) throws -> Filed<D> {
    let content = try DocumentCoding.decode(type, from: value, path: path.description)
    return Filed(path: path, content: content)
  }
}
