import CutroomModel

/// Bad bytes were set aside, and nobody has looked at them yet.
struct CorruptCopy: Rule {
  static let id = "corrupt-copy"
  static let severity = Finding.Severity.warning
  static let meaning =
    "bytes that could not be used were set aside, and nobody has removed them yet"

  static func cure(project: String) -> String {
    "Compare them with what took their place in the project \(project), then remove them"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.setAside.map { copy in
      let folder = "public/projects/\(evidence.project)"
      let original = copy.original
      let isJournal = original.hasPrefix(".cutroom/")
      let message =
        isJournal
        ? "\(copy.size) bytes of records that could not be read"
        : "\(copy.size) bytes that stood at \(original) and could not be used"
      let comparing =
        isJournal ? "" : "Compare: diff -a \(folder)/\(original) \(folder)/\(copy.path); "
      let hint = "\(comparing)When you have what you need: rm \(folder)/\(copy.path)"
      return finding(evidence, at: copy.path, message, hint: hint)
    }
  }
}
