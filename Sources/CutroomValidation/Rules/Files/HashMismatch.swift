import CutroomModel

/// A file has other bytes than its name, sidecar or the timeline says.
struct HashMismatch: Rule {
  static let id = "hash-mismatch"
  static let severity = Finding.Severity.error
  static let meaning = "a file has other bytes than its name, sidecar or the timeline says"

  static func cure(project: String) -> String {
    "Make it again: cutroom run \(project) --stage media --force, and what depends on it"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    nameFindings(evidence) + referenceFindings(evidence)
  }

  private func nameFindings(_ evidence: Evidence) -> [Finding] {
    evidence.files.compactMap { path, file in
      guard path.isNamedByContent, let named = Digest(path.stem), let content = file.content,
        named != content, file.size > 0, !evidence.isDamaged(path)
      else { return nil }
      return finding(evidence, at: path, "Its name says \(named.short), its bytes \(content.short)")
    }
  }

  private func referenceFindings(_ evidence: Evidence) -> [Finding] {
    evidence.fileReferences.compactMap { reference in
      guard let path = ProjectPath(reference.file), let file = evidence.files[path],
        let content = file.content, content != reference.sha256, file.size > 0,
        !evidence.isDamaged(path)
      else { return nil }
      let message = "\(reference.place) says \(reference.sha256.short), its bytes \(content.short)"
      let again = evidence.remake(path, stage: path.mediaPlace?.stage ?? "media")
      return finding(evidence, at: path, message, hint: "Make it again: \(again)")
    }
  }
}

extension ProjectPath {
  /// Whether the file's name is the hash of its bytes.
  fileprivate var isNamedByContent: Bool { mediaPlace == .images || mediaPlace == .videos }
}
