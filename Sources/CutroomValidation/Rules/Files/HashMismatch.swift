import CutroomModel

/// A file has other bytes than its name, sidecar or the timeline says.
struct HashMismatch: Rule {
  static let id = "hash-mismatch"
  static let severity = Finding.Severity.error
  static let meaning = "a file has other bytes than its name, sidecar or the timeline says"

  static func cure(project: String) -> String {
    "Bring it up to date: cutroom run \(project); where nothing is to do: "
      + "cutroom run \(project) --stage media --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    nameFindings(evidence) + referenceFindings(evidence)
  }

  private func nameFindings(_ evidence: Evidence) -> [Finding] {
    evidence.files.compactMap { path, file in
      guard path.isNamedByContent, let named = Digest(path.stem), let content = file.content,
        named != content, file.size > 0, !evidence.isDamaged(path)
      else { return nil }
      let message = "Its name says \(named.short), its bytes \(content.short)"
      return evidence.kept(finding(evidence, at: path, message), path)
    }
  }

  private func referenceFindings(_ evidence: Evidence) -> [Finding] {
    evidence.fileReferences.compactMap { reference in
      guard let path = ProjectPath(reference.file), let file = evidence.files[path],
        let content = file.content, content != reference.sha256, file.size > 0,
        !evidence.isDamaged(path)
      else { return nil }
      let message = "\(reference.place) says \(reference.sha256.short), its bytes \(content.short)"
      let finding = finding(evidence, at: path, message, hint: cure(evidence, reference, path))
      // Of what was kept together nothing is out of date; other documents are.
      return isOfOneItem(evidence, reference, path) ? evidence.kept(finding, path) : finding
    }
  }

  // What one item made together cannot come to differ by an input that changed.
  private func cure(_ evidence: Evidence, _ reference: FileReference, _ path: ProjectPath) -> String
  {
    guard isOfOneItem(evidence, reference, path) else {
      return "Bring it up to date: cutroom run \(evidence.project)"
    }
    return "Make it again: \(evidence.remake(path, stage: "media"))"
  }

  private func isOfOneItem(
    _ evidence: Evidence,
    _ reference: FileReference,
    _ path: ProjectPath
  ) -> Bool {
    let document = reference.place.prefix { $0 != "#" }
    let namer = ProjectPath(String(document)).flatMap { evidence.records.outputs[$0]?.item }
    return namer != nil && namer == evidence.records.outputs[path]?.item
  }
}

extension ProjectPath {
  /// Whether the file's name is the hash of its bytes.
  fileprivate var isNamedByContent: Bool { mediaPlace == .images || mediaPlace == .videos }
}
