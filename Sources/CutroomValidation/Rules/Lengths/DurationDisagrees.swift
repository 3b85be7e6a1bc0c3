import CutroomModel

/// Lengths that belong together differ: text, take, words, slot, clip, music.
struct DurationDisagrees: Rule {
  static let id = "duration-disagrees"
  static let severity = Finding.Severity.error
  static let meaning = "lengths that belong together differ: text, take, words, slot, clip, music"

  static func cure(project: String) -> String {
    "Bring it up to date: cutroom run \(project); where nothing is to do: "
      + "cutroom run \(project) --stage narration --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    takeFindings(evidence) + slotFindings(evidence) + clipFindings(evidence)
      + musicFindings(evidence)
  }

  // Decoded samples are exact; a probed length may hold the encoder's padding.
  private static let decodedTolerance: Int64 = 10_000
  private static let probedTolerance: Int64 = 100_000
  private static let roundingTolerance: Int64 = 1_000

  private func takeFindings(_ evidence: Evidence) -> [Finding] {
    evidence.documents.takes.compactMap { take in
      guard let path = ProjectPath(take.content.file), !evidence.isBroken(path),
        let truth = evidence.truth(path), let found = truth.audioUs ?? truth.facts.durationUs
      else { return nil }
      let limit = truth.audioUs == nil ? Self.probedTolerance : Self.decodedTolerance
      let said = take.content.durationUs
      guard said.distance(from: found) > limit else { return nil }
      let message = "It says \(said.inSeconds), \(path.name) lasts \(found.inSeconds)"
      let hint = evidence.update(take.path, stage: "narration")
      return finding(evidence, at: "\(take.path)#/durationUs", message, hint: hint)
    }
  }

  private func slotFindings(_ evidence: Evidence) -> [Finding] {
    guard let timeline = evidence.documents.timeline?.content else { return [] }
    let takes = evidence.documents.takes.map { ($0.content.file, $0.content.durationUs) }
    let lengths = Dictionary(takes) { first, _ in first }
    return timeline.narration.enumerated().compactMap { index, take in
      let place = "timeline.json#/narration/\(index)"
      if let said = lengths[take.file],
        said.distance(from: take.durationUs) > Self.roundingTolerance
      {
        let message = "It says \(take.durationUs.inSeconds), the take lasts \(said.inSeconds)"
        return timelineFinding(evidence, at: place, message)
      }
      let slot = timeline.length(from: take.startFrame, to: take.endFrame)
      guard slot > 0, slot &+ timeline.frameUs < take.durationUs else { return nil }
      let message = "The slot is \(slot.inSeconds), the take lasts \(take.durationUs.inSeconds)"
      return timelineFinding(evidence, at: place, message)
    }
  }

  private func clipFindings(_ evidence: Evidence) -> [Finding] {
    guard let timeline = evidence.documents.timeline?.content else { return [] }
    return timeline.visuals.enumerated().compactMap { index, visual in
      guard visual.kind == .video, let path = ProjectPath(visual.file), !evidence.isBroken(path),
        let facts = evidence.truth(path), facts.facts.kind == .video,
        let length = facts.videoDurationUs ?? facts.facts.durationUs
      else { return nil }
      let slot = timeline.length(from: visual.startFrame, to: visual.endFrame)
      let left = length &- visual.sourceStartUs
      guard slot > 0, visual.sourceStartUs >= 0, left &+ timeline.frameUs < slot else { return nil }
      let message =
        "The slot is \(slot.inSeconds), \(path.name) has \(left.inSeconds) from its start point on"
      return timelineFinding(evidence, at: "timeline.json#/visuals/\(index)", message)
    }
  }

  private func musicFindings(_ evidence: Evidence) -> [Finding] {
    guard let music = evidence.documents.timeline?.content.music,
      let path = ProjectPath(music.file), !evidence.isBroken(path),
      let found = evidence.truth(path)?.facts.durationUs,
      music.durationUs.distance(from: found) > Self.probedTolerance
    else { return [] }
    let message = "It says \(music.durationUs.inSeconds), \(path.name) lasts \(found.inSeconds)"
    return [timelineFinding(evidence, at: "timeline.json#/music/durationUs", message)]
  }

  private func timelineFinding(_ evidence: Evidence, at place: String, _ message: String) -> Finding
  {
    let timeline = evidence.documents.timeline?.path
    let hint = timeline.map { evidence.update($0, stage: "timeline") }
    return finding(evidence, at: place, message, hint: hint)
  }
}
