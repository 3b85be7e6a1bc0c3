import CutroomModel

/// What an item made that is no more is still there, and may be taken for input.
struct OutputOrphaned: Rule {
  static let id = "output-orphaned"
  static let severity = Finding.Severity.warning
  static let meaning =
    "an item is no more, and what it made is still there for later stages to take"

  static func cure(project: String) -> String {
    "Remove it, then bring the later stages up to date: cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.records.orphaned.compactMap { path, orphan in
      // Media of the known tree and documents have rules of their own.
      guard path.mediaPlace == nil, DocumentKind(path: path) == nil,
        evidence.files[path]?.content == orphan.content
      else { return nil }
      let takers = evidence.takers(of: path, but: orphan.item.stage)
      let taken = takers.isEmpty ? "" : ", and \(takers.joined(separator: ", ")) still takes it"
      let file = ShellWord.quoted("public/projects/\(evidence.project)/\(path)")
      let hint = "Remove it: rm \(file); then: cutroom run \(evidence.project)"
      let message = "It was made by \(orphan.item), which is no more\(taken)"
      return finding(evidence, at: path, message, hint: hint)
    }
  }
}

extension Evidence {
  /// The stages that take a file for input by a pattern, in byte order.
  fileprivate func takers(of path: ProjectPath, but maker: String) -> [String] {
    let stages = inputPatterns.filter { $0.stage != maker && $0.pattern.matches(path.description) }
    return Set(stages.map(\.stage)).sorted()
  }
}
