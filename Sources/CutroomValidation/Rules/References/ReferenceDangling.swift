import CutroomModel

/// A document names a topic, segment or track that is not there.
struct ReferenceDangling: Rule {
  static let id = "reference-dangling"
  static let severity = Finding.Severity.error
  static let meaning = "a document names a topic, segment or track that is not there"

  static func cure(project: String) -> String {
    "Make the later documents again: cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    segmentFindings(evidence) + nameFindings(evidence) + trackFindings(evidence)
  }

  private func segmentFindings(_ evidence: Evidence) -> [Finding] {
    // Segments of a script that is missing or broken are not known; that is a finding of its own.
    guard !evidence.isAnyScriptUnread, !isAnyScriptMissing(evidence) else { return [] }
    let known = Set(evidence.segments.map(\.id))
    return namedSegments(evidence).compactMap { place, id in
      guard !known.contains(id) else { return nil }
      return finding(evidence, at: place, "No script has the segment \(id.printable)")
    }
  }

  private func isAnyScriptMissing(_ evidence: Evidence) -> Bool {
    guard let selected = evidence.documents.selected else { return false }
    let scripted = Set(evidence.documents.scripts.map(\.content.topicId))
    return !selected.content.topics.allSatisfy { scripted.contains($0.id) }
  }

  private func namedSegments(_ evidence: Evidence) -> [(place: String, id: String)] {
    var named: [(String, String)] = []
    for (index, segment) in (evidence.documents.tags?.content.segments ?? []).enumerated() {
      named.append(("scripts/tags.json#/segments/\(index)", segment.id))
    }
    guard let timeline = evidence.documents.timeline?.content else { return named }
    for (index, visual) in timeline.visuals.enumerated() {
      named.append(("timeline.json#/visuals/\(index)", visual.segmentId))
    }
    for (index, take) in timeline.narration.enumerated() {
      named.append(("timeline.json#/narration/\(index)", take.segmentId))
    }
    for (index, caption) in timeline.captions.enumerated() {
      named.append(("timeline.json#/captions/\(index)", caption.segmentId))
    }
    return named
  }

  private func nameFindings(_ evidence: Evidence) -> [Finding] {
    let scripts = evidence.documents.scripts.compactMap { script -> Finding? in
      let topic = script.content.topicId
      guard script.path.stem != topic else { return nil }
      let place = "\(script.path)#/topicId"
      return finding(evidence, at: place, "It names the topic \(topic.printable), its file another")
    }
    let takes = evidence.documents.takes.compactMap { take -> Finding? in
      let segment = take.content.segmentId
      guard take.path.name != "\(segment).timestamps.json" else { return nil }
      let message = "It names the segment \(segment.printable), its file another"
      return finding(evidence, at: "\(take.path)#/segmentId", message)
    }
    return scripts + takes
  }

  private func trackFindings(_ evidence: Evidence) -> [Finding] {
    guard let music = evidence.documents.timeline?.content.music,
      let path = ProjectPath(music.file), evidence.files[path] != nil, path.stem != music.trackId
    else { return [] }
    let message = "The track \(music.trackId.printable) is not the file \(path.name)"
    return [finding(evidence, at: "timeline.json#/music/trackId", message)]
  }
}
