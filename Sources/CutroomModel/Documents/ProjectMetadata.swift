/// `metadata.json`: written once, when the project is made.
package struct ProjectMetadata: Document, Equatable {
  package static let kind = DocumentKind.metadata

  package var projectId: String
  package var title: String
  package var status: String

  package init(projectId: String, title: String, status: String = "initialized") {
    self.projectId = projectId
    self.title = title
    self.status = status
  }
}
