import CutroomModel

/// A document says something else than its stage wrote: somebody edited it.
struct DocumentModified: Rule {
  static let id = "document-modified"
  static let severity = Finding.Severity.warning
  static let meaning = "a document says something else than its stage wrote: somebody edited it"

  static func cure(project: String) -> String {
    "Undo it: cutroom backup restore \(project) PATH --recorded; keep it: cutroom accept"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.records.outputs.compactMap { path, entry in
      // What no stage makes, such as metadata.json, is people's to edit.
      guard let item = entry.item, let recorded = entry.output.value,
        let found = evidence.files[path]?.value, found != recorded
      else { return nil }
      let message = "Its value is \(found.short), recorded was \(recorded.short)"
      return finding(evidence, at: path, message, hint: hint(evidence, path, item))
    }
  }

  private func hint(_ evidence: Evidence, _ path: ProjectPath, _ item: ItemKey) -> String {
    "Undo it: cutroom backup restore \(evidence.project) \(path) --recorded; "
      + "keep it: cutroom accept \(evidence.project) \(item)"
  }
}
