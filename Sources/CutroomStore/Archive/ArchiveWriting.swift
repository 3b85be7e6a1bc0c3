import CutroomModel
import CutroomSystem

/// What an archive became.
package struct ArchiveSummary: Equatable, Sendable {
  package var files: Int
  /// Bytes of the archive.
  package var bytes: Int64
  /// Recorded outputs that are missing in it, and what is damaged and in it as it is.
  package var damaged: [String]
  package var leftOut: [LeftOut]
}

extension ProjectSession {
  /// Writes the project into one zip archive at `path` (absolute): a manifest with the hash of each
  /// file, then the files.
  ///
  /// The archive is durable and whole when it gets its name. `isForced` replaces a file of that name,
  /// and archives a project with damaged outputs too. `program` is the version of the program that
  /// writes. Throws `ArchiveError`.
  package func archive(
    to path: String,
    isForced: Bool,
    program: String,
    progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws -> ArchiveSummary {
    let survey = try ProjectSurvey(project)
    let outputs = try damagedOutputs()
    let documents = try survey.files.map(\.path).filter(isDamagedDocument).map(\.description)
    let damaged = Set(outputs + documents).sorted()
    guard isForced || (damaged.isEmpty && survey.leftOut.isEmpty) else {
      throw ArchiveError.unfit(damaged: damaged, leftOut: survey.leftOut)
    }
    let target = try ArchiveTarget(path)
    do {
      guard try isForced || !target.isTaken() else { throw ArchiveError.exists(path: path) }
      let files = survey.files.filter(\.path.travels)
      let contents = try ArchiveContents(project, files, progress: progress)
      try contents.write(
        manifest(contents, damaged, program),
        to: target.writer,
        progress: progress
      )
      try target.writer.finish()
      try target.writer.sync()
      let bytes = target.writer.length
      try target.place(replacing: isForced)
      return ArchiveSummary(
        files: files.count,
        bytes: bytes,
        damaged: damaged,
        leftOut: survey.leftOut
      )
    } catch {
      target.discard()
      throw error
    }
  }

  /// Whether a file is named as a document and cannot be used as one: import would refuse it.
  private func isDamagedDocument(_ path: ProjectPath) throws -> Bool {
    guard let kind = DocumentKind(path: path) else { return false }
    do { return try project.json(path).flatMap(kind.fault) != nil } catch let error as StoreError {
      switch error {
      case .malformed, .invalid: return true
      default: throw error
      }
    }
  }

  /// Recorded outputs that are not there, cannot be read, or are other bytes than recorded.
  private func damagedOutputs() throws -> [String] {
    try withState(\.recordedOutputs).sorted { $0.path < $1.path }.filter { output in
      switch try memo.look(at: output.path, in: project.tree) {
      case .missing, .unreadable: true
      case .file(let content, nil): content != output.content
      case .file: false
      }
    }.map(\.path.description)
  }

  private func manifest(
    _ contents: ArchiveContents,
    _ damaged: [String],
    _ program: String
  ) throws -> [UInt8] {
    let metadata = (try? project.json(.metadata)) ?? nil
    let manifest = ArchiveManifest(
      cutroom: program,
      projectId: project.id.description,
      title: metadata?["title"]?.string ?? "",
      damaged: damaged,
      files: contents.files
    )
    let now = Instant(microseconds: project.clock.now())
    return DocumentCoding.bytes(try DocumentCoding.value(manifest, createdAt: now))
  }
}
