package import CutroomModel
package import CutroomStore

/// Everything the rules look at, gathered once; judging it touches no file.
package struct Evidence: Sendable {
  package var project: ProjectID
  package var scope: GateScope
  package var depth: GateDepth
  /// When the check was made.
  package var now = Instant(microseconds: 0)
  /// Every regular file of the project but control files, logs, backups and corrupt copies.
  package var files: [ProjectPath: FileEvidence] = [:]
  /// Entries of the tree that are no files to be used.
  package var oddities: [Oddity] = []
  package var documents = DocumentSet()
  package var records = RecordedOutputs()
  /// Recorded files below `.cutroom`, as they were found.
  package var controlFiles: [ProjectPath: FileEvidence] = [:]
  /// What is damaged of what the store keeps for itself.
  package var controlFaults: [ControlFault] = []
  /// What media files were measured to be.
  package var media: [ProjectPath: MediaCheck] = [:]
  /// Why media that are not known were not measured; nil where they were.
  package var mediaFailure: String?
  /// What the file system has left for this user.
  package var freeBytes: Int64?
  /// Stages of which a run would make something again; empty where the caller did not look.
  package var staleStages: [StaleStage] = []
  /// Bytes that could not be used and were kept.
  package var setAside: [SetAside] = []
  /// What stages of programs take for input by patterns.
  package var inputPatterns: [StagePattern] = []

  /// Each file that was read, by the digest that others compare.
  package var digests: [String: Digest] {
    var digests: [String: Digest] = [:]
    for (path, file) in files {
      if let digest = file.digest, !isOwnReport(path) { digests[path.description] = digest }
    }
    return digests
  }

  /// Every recorded file, control files included.
  var recorded: [ProjectPath: RecordedOutputs.Entry] {
    records.outputs.merging(records.control) { mine, _ in mine }
  }

  /// A recorded file as it was found, control files included.
  func recordedFile(_ path: ProjectPath) -> FileEvidence? { files[path] ?? controlFiles[path] }

  private func isOwnReport(_ path: ProjectPath) -> Bool { path.description == "validation.json" }
}

/// A pattern by which a stage takes files for input.
package struct StagePattern: Equatable, Sendable {
  package var stage: String
  package var pattern: PathPattern

  package init(stage: String, pattern: PathPattern) {
    self.stage = stage
    self.pattern = pattern
  }
}

/// A regular file as it was found.
package struct FileEvidence: Equatable, Sendable {
  package var size: Int64
  /// SHA-256 of the bytes; nil where they were not read.
  package var content: Digest?
  /// SHA-256 of the JSON value; nil for anything else and where it cannot be read.
  package var value: Digest?
  /// Why it could not be read.
  package var failure: String?

  package init(size: Int64) { self.size = size }

  /// The digest that consumers compare: of the value for JSON, of the bytes for anything else.
  package var digest: Digest? { value ?? content }
}

/// Something in the tree that nothing may be read through.
package struct Oddity: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case link
    case special
    /// A name that cannot stand in a path: control characters, backslashes, too long.
    case unusableName
    case unreadableFolder(reason: String)
  }

  package var path: String
  package var kind: Kind
}
