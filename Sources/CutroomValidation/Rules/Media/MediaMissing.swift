import CutroomModel

/// A document names a media file that is not there.
struct MediaMissing: Rule {
  static let id = "media-missing"
  static let severity = Finding.Severity.error
  static let meaning = "a document names a media file that is not there"

  static func cure(project: String) -> String {
    "Bring it back or make it again: cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    let odd = Set(evidence.oddities.map(\.path))
    var places: [ProjectPath: [String]] = [:]
    for reference in evidence.fileReferences where !odd.contains(reference.file) {
      guard let path = ProjectPath(reference.file), evidence.files[path] == nil, !path.isControl
      else { continue }
      places[path, default: []].append(reference.place)
    }
    return places.map { path, places in
      let others = places.count > 1 ? " and \(places.count - 1) more" : ""
      let message = "\(places[0])\(others) names it, and it is not there"
      return finding(evidence, at: path, message, hint: evidence.putBack(path))
    }
  }

  func fix(for finding: Finding, in evidence: Evidence) -> Fix? {
    evidence.bringBack(finding)
  }
}
