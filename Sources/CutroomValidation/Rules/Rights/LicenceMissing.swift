import CutroomModel

/// A picture, clip or track has no licence, so nobody knows whether it may be shown.
struct LicenceMissing: Rule {
  static let id = "licence-missing"
  static let severity = Finding.Severity.warning
  static let meaning =
    "a picture, clip or track has no licence, so nobody knows whether it may be shown"

  static func cure(project: String) -> String {
    "Write licence and author into the library file's sidecar, then: cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    let assets = evidence.documents.assets.filter {
      !$0.content.isCard || isReplaced($0.content, evidence)
    }
    let works =
      assets.map { ($0.path, $0.content.rights, $0.content.sources.first) }
      + evidence.documents.tracks.map { ($0.path, $0.content.rights, $0.content.source) }
    return works.compactMap { path, rights, source in
      guard rights.licence.isBlank else { return nil }
      let isKept = evidence.acceptance(of: path) != nil
      if let source, !isKept, !["library", "card"].contains(source.provider) {
        return finding(
          evidence,
          at: "\(path)#/rights",
          "No licence is given by \(source.provider.printable)",
          hint: evidence.writeAndAccept(path, "licence and author")
        )
      }
      return finding(
        evidence,
        at: "\(path)#/rights",
        "No licence is given",
        hint: isKept ? "Write licence and author into it" : nil
      )
    }
  }

  private func isReplaced(_ card: AssetMetadata, _ evidence: Evidence) -> Bool {
    guard let path = ProjectPath(card.file), let content = evidence.files[path]?.content else {
      return false
    }
    return content.description != path.stem
  }
}
