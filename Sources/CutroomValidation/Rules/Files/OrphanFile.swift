import CutroomModel

/// Nothing in the project uses the file, and no stage claims it.
struct OrphanFile: Rule {
  static let id = "orphan-file"
  static let severity = Finding.Severity.warning
  static let meaning = "nothing in the project uses the file, and no stage claims it"

  static func cure(project: String) -> String {
    "Delete it if you do not need it; nothing of the project \(project) depends on it"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    mediaFindings(evidence) + scriptFindings(evidence)
  }

  private func mediaFindings(_ evidence: Evidence) -> [Finding] {
    // Without a timeline nobody can say yet what will be used.
    guard evidence.documents.timeline != nil else { return [] }
    let used = Set(evidence.timelineReferences.map(\.file))
    let sidecars = evidence.documents.assets.map { ($0.content.file, $0.content) }
    let known = Dictionary(sidecars) { first, _ in first }
    return evidence.files.keys.compactMap { path in
      guard let place = path.mediaPlace, place != .renders, !used.contains(path.description),
        evidence.records.outputs[path] == nil
      else { return nil }
      let sidecar = known[path.description]
      // A card that is no longer shown is cutroom's own and may be shown again.
      if let sidecar, sidecar.isCard { return nil }
      return finding(
        evidence,
        at: path,
        "The timeline does not use it, and no stage asks for it now"
      )
    }
  }

  private func scriptFindings(_ evidence: Evidence) -> [Finding] {
    guard let selected = evidence.documents.selected else { return [] }
    let chosen = Set(selected.content.topics.map(\.id))
    return evidence.documents.scripts.compactMap { script in
      guard !chosen.contains(script.content.topicId), !chosen.contains(script.path.stem),
        evidence.records.outputs[script.path] == nil
      else { return nil }
      let message = "Its topic \(script.content.topicId.printable) is not among the chosen ones"
      return finding(evidence, at: script.path, message)
    }
  }
}

extension AssetMetadata {
  /// Whether cutroom drew the file itself.
  var isCard: Bool { !sources.isEmpty && sources.allSatisfy { $0.provider == "card" } }
}
