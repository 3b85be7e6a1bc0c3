import CutroomModel

/// Two topics or two segments have the same id.
struct IdDuplicate: Rule {
  static let id = "id-duplicate"
  static let severity = Finding.Severity.error
  static let meaning = "two topics or two segments have the same id"

  static func cure(project: String) -> String {
    "Give each its own id in the script, then: cutroom run \(project) --from script"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    var findings: [Finding] = []
    let topics = evidence.documents.selected?.content.topics ?? []
    for (id, place) in duplicates(
      topics.enumerated().map { ($1.id, "topics/selected.json#/topics/\($0)") }
    ) {
      findings.append(finding(evidence, at: place, "The topic \(id.printable) is chosen twice"))
    }
    for (id, place) in duplicates(evidence.segments.map { ($0.id, $0.place) }) {
      findings.append(finding(evidence, at: place, "The segment id \(id.printable) stands twice"))
    }
    return findings
  }

  private func duplicates(_ ids: [(id: String, place: String)]) -> [(String, String)] {
    var seen: Set<String> = []
    return ids.filter { !seen.insert($0.id).inserted }
  }
}
