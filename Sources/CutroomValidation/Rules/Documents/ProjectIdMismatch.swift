import CutroomModel

/// Metadata.json names another project than its folder.
struct ProjectIdMismatch: Rule {
  static let id = "project-id-mismatch"
  static let severity = Finding.Severity.warning
  static let meaning = "metadata.json names another project than its folder"

  static func cure(project: String) -> String {
    "Give the folder its name back, or write \(project) into metadata.json"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard let metadata = evidence.documents.metadata else { return [] }
    let id = metadata.content.projectId
    guard id != evidence.project.description else { return [] }
    let message = "It says \(id.printable), the folder is \(evidence.project)"
    return [finding(evidence, at: "\(metadata.path)#/projectId", message)]
  }
}
