import CutroomModel

/// An id cannot name a file: 1 to 96 of a-z 0-9 _ -, a letter or digit first; \"tags\" is taken.
struct IdMalformed: Rule {
  static let id = "id-malformed"
  static let severity = Finding.Severity.error
  static let meaning =
    "an id cannot name a file: 1 to 96 of a-z 0-9 _ -, a letter or digit first; \"tags\" is taken"

  static func cure(project: String) -> String {
    "Change the id, then: cutroom run \(project) --from script"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    let topics = evidence.documents.selected?.content.topics ?? []
    let bad = topics.enumerated().compactMap { index, topic in
      isUsable(topic.id) && topic.id != "tags"
        ? nil : ("topics/selected.json#/topics/\(index)/id", topic.id)
    }
    let segments = evidence.segments.compactMap { segment in
      isUsable(segment.id) ? nil : ("\(segment.place)/id", segment.id)
    }
    return (bad + segments).map { place, id in
      finding(evidence, at: place, "The id \"\(id.printable)\" cannot be used")
    }
  }

  private func isUsable(_ id: String) -> Bool {
    guard (1...96).contains(id.utf8.count) else { return false }
    let head = String(id.prefix(64))
    let rest = id.utf8.dropFirst(64)
    return ProjectID.isValid(head)
      && rest.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D }
  }
}
