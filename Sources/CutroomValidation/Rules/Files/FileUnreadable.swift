import CutroomModel

/// A file or folder cannot be read: permissions, or a failing disk.
struct FileUnreadable: Rule {
  static let id = "file-unreadable"
  static let severity = Finding.Severity.error
  static let meaning = "a file or folder cannot be read: permissions, or a failing disk"

  static func cure(project: String) -> String {
    "Mend the permissions or the disk, then: cutroom validate \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    let files = evidence.files.compactMap { path, file in
      file.failure.map { reason in
        let severity = evidence.severity(of: path)
        return finding(evidence, at: path, "It cannot be read: \(reason)", severity: severity)
      }
    }
    let folders = evidence.oddities.compactMap { oddity -> Finding? in
      guard case .unreadableFolder(let reason) = oddity.kind else { return nil }
      return finding(evidence, at: oddity.path, "The folder cannot be read: \(reason)")
    }
    return files + folders
  }
}
