import CutroomModel

/// A document that a finished stage writes, or that later work needs, is not there.
struct DocumentMissing: Rule {
  static let id = "document-missing"
  static let severity = Finding.Severity.error
  static let meaning =
    "a document that a finished stage writes, or that later work needs, is not there"

  static func cure(project: String) -> String {
    "Make it: cutroom run \(project); where it was lost: cutroom repair \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    var reasons: [ProjectPath: String] = [:]
    for need in stageNeeds(evidence) + recordNeeds(evidence) + segmentNeeds(evidence) {
      guard let path = ProjectPath(need.path), evidence.files[path] == nil else { continue }
      if reasons[path] == nil { reasons[path] = need.reason }
    }
    return reasons.map { finding(evidence, at: $0.key, "The document is missing: \($0.value)") }
  }

  func fix(for finding: Finding, in evidence: Evidence) -> Fix? {
    evidence.bringBack(finding)
  }

  private struct Need {
    var path: String
    var reason: String
  }

  private static let documents = [
    "discover": "topics/discovered.json", "select": "topics/selected.json",
    "refine": "topics/refined.json", "tags": "scripts/tags.json", "timeline": "timeline.json",
  ]

  private func stageNeeds(_ evidence: Evidence) -> [Need] {
    [Need(path: "metadata.json", reason: "every project has one")]
      + evidence.records.stagesThatRan.compactMap { stage in
        Self.documents[stage].map { Need(path: $0, reason: "the stage \(stage) has run") }
      }
  }

  private func recordNeeds(_ evidence: Evidence) -> [Need] {
    evidence.records.outputs.compactMap { path, entry in
      guard DocumentKind(path: path) != nil else { return nil }
      let maker = entry.item.map { "\($0) made it" } ?? "it was written once"
      return Need(path: path.description, reason: maker)
    }
  }

  private func segmentNeeds(_ evidence: Evidence) -> [Need] {
    let documents = evidence.documents
    let ran = evidence.records.stagesThatRan
    var needs: [Need] = []
    if ran.contains("script") || !documents.scripts.isEmpty || documents.timeline != nil {
      needs += (documents.selected?.content.topics ?? []).map { topic in
        Need(path: "scripts/\(topic.id).json", reason: "the topic \(topic.id) is chosen")
      }
    }
    let isNarrated = documents.timeline?.content.narration.isEmpty == false
    if ran.contains("narration") || !documents.takes.isEmpty || isNarrated {
      needs += evidence.segments.map { segment in
        let reason = "the segment \(segment.id) is narrated"
        return Need(path: "assets/audio/\(segment.id).timestamps.json", reason: reason)
      }
    }
    return needs
  }
}
