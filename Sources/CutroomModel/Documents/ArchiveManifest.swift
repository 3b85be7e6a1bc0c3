/// `cutroom-archive.json`, the first entry of an archived project: what the archive must hold.
package struct ArchiveManifest: Document, Equatable {
  package static let kind = DocumentKind.archive
  /// The manifest's name in the archive.
  package static let name = "cutroom-archive.json"
  /// What stands before the paths of the project's files there.
  package static let prefix = "project/"

  /// One file of the project.
  package struct File: Codable, Equatable, Sendable {
    /// Relative to the project.
    package var path: String
    package var sha256: Digest
    package var size: Int64
    /// Its permissions in octal digits, as `0644`.
    package var mode: String

    package init(path: String, sha256: Digest, size: Int64, mode: String) {
      self.path = path
      self.sha256 = sha256
      self.size = size
      self.mode = mode
    }
  }

  /// The version of the program that made the archive.
  package var cutroom: String
  package var projectId: String
  package var title: String
  /// Recorded outputs that were missing, unreadable or not as recorded when it was made.
  package var damaged: [String]
  package var files: [File]

  package init(
    cutroom: String,
    projectId: String,
    title: String,
    damaged: [String],
    files: [File]
  ) {
    self.cutroom = cutroom
    self.projectId = projectId
    self.title = title
    self.damaged = damaged
    self.files = files
  }
}
