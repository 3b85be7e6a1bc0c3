/// The JSON Schema (draft 2020-12) of each kind of document.
package struct DocumentSchema: Sendable {
  package let kind: DocumentKind
  /// What the kind is for, in one line.
  package let title: String
  let required: [String: JSONValue]
  let optional: [String: JSONValue]
  let isClosed: Bool

  init(
    _ kind: DocumentKind,
    _ title: String,
    _ required: [String: JSONValue],
    optional: [String: JSONValue] = [:],
    isClosed: Bool = false
  ) {
    self.kind = kind
    self.title = title
    self.required = required
    self.optional = optional
    self.isClosed = isClosed
  }

  /// The schema of a kind.
  package static func of(_ kind: DocumentKind) -> DocumentSchema {
    switch kind {
    case .pipeline: pipeline
    case .metadata: metadata
    case .discoveredTopics: discoveredTopics
    case .selectedTopics: selectedTopics
    case .refinedTopics: refinedTopics
    case .script: script
    case .tags: tags
    case .assetMetadata: assetMetadata
    case .timestamps: timestamps
    case .trackMetadata: trackMetadata
    case .timeline: timeline
    case .validation: validation
    case .waivers: waivers
    case .renderReport: renderReport
    case .archive: archive
    }
  }

  /// The schema with the envelope that every document has.
  package var value: JSONValue {
    let envelope: [String: JSONValue] = [
      "kind": ["const": .string(kind.rawValue)],
      "version": ["const": .string(kind.currentVersion)],
    ]
    var more = optional
    more["createdAt"] = SchemaParts.time
    more["metadata"] = SchemaParts.anyObject
    var schema = SchemaParts.object(
      required.merging(envelope) { $1 },
      optional: more,
      isClosed: isClosed
    )
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$id"] = .string("urn:cutroom:schema:\(kind.rawValue):\(kind.currentVersion)")
    schema["title"] = .string(title)
    return schema
  }
}
