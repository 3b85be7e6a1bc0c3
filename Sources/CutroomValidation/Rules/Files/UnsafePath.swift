import CutroomModel

/// A path leaves the project or is not plain [a-z0-9._/-], or the tree holds a link.
struct UnsafePath: Rule {
  static let id = "unsafe-path"
  static let severity = Finding.Severity.error
  static let meaning =
    "a path leaves the project or is not plain [a-z0-9._/-], or the tree holds a link"

  static func cure(project: String) -> String {
    "Put a real file at a plain path inside the project \(project), then name that"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    namedFindings(evidence) + treeFindings(evidence)
  }

  private func namedFindings(_ evidence: Evidence) -> [Finding] {
    evidence.fileReferences.compactMap { reference in
      guard let reason = fault(reference.file) else { return nil }
      let message = "The path \"\(reference.file.printable)\" \(reason)"
      return finding(evidence, at: reference.place, message)
    }
  }

  private func fault(_ path: String) -> String? {
    if path.hasPrefix("/") { return "is absolute" }
    guard let safe = ProjectPath(path) else { return "is empty, climbs, or cannot be a path" }
    if safe.isControl { return "is in cutroom's own folder" }
    return safe.isPlain ? nil : "has characters outside [a-z0-9._/-]"
  }

  private func treeFindings(_ evidence: Evidence) -> [Finding] {
    evidence.oddities.compactMap { oddity in
      guard let message = message(oddity.kind) else { return nil }
      let top = oddity.path.prefix { $0 != "/" }
      let isRead = Self.readPlaces.contains(String(top))
      return finding(evidence, at: oddity.path, message, severity: isRead ? .error : .warning)
    }
  }

  /// What cutroom and a renderer read of a project's folder.
  private static let readPlaces: Set = [
    "assets", "topics", "scripts", "renders", "metadata.json", "pipeline.json", "timeline.json",
    "validation.json",
  ]

  private func message(_ kind: Oddity.Kind) -> String? {
    switch kind {
    case .link: "It is a symbolic link, which is not followed"
    case .special: "It is a pipe, socket or device"
    case .unusableName: "Its name cannot be used as a path"
    case .unreadableFolder: nil
    }
  }
}

extension ProjectPath {
  /// Whether every byte is one that paths in documents may have.
  fileprivate var isPlain: Bool {
    description.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "-"): true
      default: false
      }
    }
  }
}
