import CutroomModel

/// A document says something else than was recorded: somebody edited it.
struct DocumentModified: Rule {
  static let id = "document-modified"
  static let severity = Finding.Severity.warning
  static let meaning = "a document says something else than was recorded: somebody edited it"

  static func cure(project: String) -> String {
    "Undo it: cutroom backup restore \(project) PATH --recorded; keep it: cutroom accept"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.recorded.compactMap { path, entry in
      guard let recorded = entry.output.value,
        let found = evidence.recordedFile(path)?.value, found != recorded
      else { return nil }
      let message = "Its value is \(found.short), recorded was \(recorded.short)"
      return finding(evidence, at: path, message, hint: hint(evidence, path, entry.item))
    }
  }

  private func hint(_ evidence: Evidence, _ path: ProjectPath, _ item: ItemKey?) -> String {
    let keeping =
      item?.accepting(in: evidence.project)
      ?? "cutroom accept \(evidence.project) \(ShellWord.quoted(path.description))"
    return "Undo it: \(path.restoring(in: evidence.project)); keep it: \(keeping)"
  }
}
