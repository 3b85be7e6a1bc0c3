package import CutroomModel

extension Evidence {
  /// The scripts of the chosen topics; all of them where nothing was chosen.
  var scriptsInUse: [Filed<Script>] {
    guard let selected = documents.selected else { return documents.scripts }
    let chosen = Set(selected.content.topics.map(\.id))
    return documents.scripts.filter { chosen.contains($0.content.topicId) }
  }

  /// The segments that the video is made of, each with its script and place.
  var segments: [(id: String, text: String, place: String)] {
    scriptsInUse.flatMap { script in
      script.content.segments.enumerated().map { index, segment in
        (segment.id, segment.text, "\(script.path)#/segments/\(index)")
      }
    }
  }

  /// Whether a script that the video needs cannot be read, so that its segments are not known.
  var isAnyScriptUnread: Bool {
    documents.faults.contains { DocumentKind(path: $0.path) == .script }
  }

  /// Every place in a document that names a file.
  var fileReferences: [FileReference] {
    var references: [FileReference] = []
    for sidecar in documents.assets {
      references.append(
        .init(sidecar.content.file, "\(sidecar.path)#/file", sidecar.content.sha256)
      )
    }
    for sidecar in documents.tracks {
      references.append(
        .init(sidecar.content.file, "\(sidecar.path)#/file", sidecar.content.sha256)
      )
    }
    for take in documents.takes {
      references.append(.init(take.content.file, "\(take.path)#/file", take.content.sha256))
    }
    if scope == .project {
      for report in documents.reports {
        references.append(.init(report.content.file, "\(report.path)#/file", report.content.sha256))
      }
    }
    return references + timelineReferences
  }

  /// The files that the timeline names.
  var timelineReferences: [FileReference] {
    guard let timeline = documents.timeline?.content else { return [] }
    var references: [FileReference] = []
    for (index, visual) in timeline.visuals.enumerated() {
      references.append(.init(visual.file, "timeline.json#/visuals/\(index)/file", visual.sha256))
    }
    for (index, take) in timeline.narration.enumerated() {
      references.append(.init(take.file, "timeline.json#/narration/\(index)/file", take.sha256))
    }
    if let music = timeline.music {
      references.append(.init(music.file, "timeline.json#/music/file", music.sha256))
    }
    return references
  }

  /// Whether the content of a file is measured.
  package func isMedia(_ path: ProjectPath) -> Bool {
    scope == .media ? MediaExtension.all.contains(path.suffix.lowercased()) : path.isMedia
  }

  /// What a file was measured to be; nil where it was not or could not be.
  func truth(_ path: ProjectPath) -> MediaTruth? {
    if case .measured(let truth) = media[path] { truth } else { nil }
  }

  /// Whether a file's bytes are not what they should be, so that its lengths mean nothing.
  func isBroken(_ path: ProjectPath) -> Bool {
    guard let file = files[path], file.size > 0 else { return true }
    if isDamaged(path) { return true }
    switch media[path] {
    // What somebody keeps although it is cut off has the length that it has.
    case .measured(let truth): return truth.facts.truncated && acceptance(of: path) == nil
    case .failed: return true
    case nil: return false
    }
  }

  /// Whether a file that is no document has other bytes than were recorded.
  func isDamaged(_ path: ProjectPath) -> Bool {
    guard let output = records.outputs[path]?.output, output.value == nil,
      let content = files[path]?.content
    else { return false }
    return content != output.content
  }

  /// Why a person kept a file with the bytes that it has; nil where nobody did.
  func acceptance(of path: ProjectPath) -> String? {
    isDamaged(path) ? nil : records.outputs[path]?.acceptedBecause
  }

  /// A finding about nothing but the bytes of a file that a person chose to keep as it is: it is no
  /// error any more, and says why.
  func kept(_ finding: Finding, _ path: ProjectPath) -> Finding {
    guard let reason = acceptance(of: path) else { return finding }
    return Finding(
      rule: finding.rule,
      severity: .warning,
      path: finding.path,
      message: "\(finding.message); kept as it is: \(reason.printable)",
      hint:
        "Leave it, or have it made again: \(remake(path, stage: path.mediaPlace?.stage ?? "media"))"
    )
  }

  /// How bad a fault of a file is: an error where a render, or a viewer, relies on it.
  func severity(of path: ProjectPath) -> Finding.Severity {
    if scope == .media || DocumentKind(path: path) != nil { return .error }
    return path.mediaPlace == nil || isStray(path) ? .warning : .error
  }

  /// Whether a timeline is there, and neither it nor a sidecar nor a record names a media file.
  private func isStray(_ path: ProjectPath) -> Bool {
    guard let timeline = documents.timeline?.content, records.outputs[path] == nil,
      path.mediaPlace != .renders
    else { return false }
    let name = path.description
    return !timeline.files.contains(name)
      && !documents.assets.contains { $0.content.file == name }
      && !documents.tracks.contains { $0.content.file == name }
  }
}

/// A file that a document names, and what its bytes should be.
struct FileReference {
  var file: String
  /// Where it is named: a path with a JSON pointer.
  var place: String
  var sha256: Digest

  init(_ file: String, _ place: String, _ sha256: Digest) {
    self.file = file
    self.place = place
    self.sha256 = sha256
  }
}
