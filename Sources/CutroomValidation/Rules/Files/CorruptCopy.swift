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
      let original = ShellWord.quoted("\(folder)/\(copy.original)")
      let file = ShellWord.quoted("\(folder)/\(copy.path)")
      let comparing = isOwn(copy) ? "" : "Compare: diff -a \(original) \(file); "
      let hint = "\(comparing)When you have what you need: rm \(file)"
      return finding(evidence, at: copy.path, message(copy), hint: hint)
    }
  }

  /// Whether it is of what cutroom keeps for itself, which is nothing to be compared by people.
  private func isOwn(_ copy: SetAside) -> Bool { copy.path.isControl }

  private func message(_ copy: SetAside) -> String {
    guard isOwn(copy) else {
      return "\(copy.size) bytes that stood at \(copy.original) and could not be used"
    }
    return copy.path.folder == ".cutroom/objects"
      ? "\(copy.size) bytes of a kept copy that were not what its name promises"
      : "\(copy.size) bytes of records that could not be read"
  }
}
