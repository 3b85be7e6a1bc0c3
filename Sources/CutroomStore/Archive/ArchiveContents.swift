import CutroomModel
import CutroomSystem

/// The files of a project as they are to stand in an archive: hashed first, since the manifest comes
/// first, and compared while they are written.
struct ArchiveContents {
  private static let textSuffixes: Set = [
    "ass", "csv", "html", "json", "jsonl", "log", "md", "srt", "svg", "txt", "vtt", "xml",
  ]
  /// What is longer is stored: it would have to be held in memory.
  private static let longestText: Int64 = 8 << 20
  /// Short of what is refused when it is read again.
  private static let largestRatio = 90

  private let project: Project
  private let sources: [ProjectSurvey.File]
  private let total: Int64
  private var checksums: [UInt32] = []
  private(set) var files: [ArchiveManifest.File] = []

  init(
    _ project: Project,
    _ sources: [ProjectSurvey.File],
    progress: (Int64, Int64) -> Void
  ) throws {
    self.project = project
    self.sources = sources
    // Every byte is read twice.
    total = sources.reduce(0) { $0 &+ $1.size &* 2 }
    var done: Int64 = 0
    for source in sources {
      let file = try Self.open(source, in: project)
      let size = try FileFacts(descriptor: file.raw).size
      let content = Digest(hash: try file.sha256(path: source.path.description))
      var sum = CRC32()
      try file.eachPiece(path: source.path.description) { sum.update($0) }
      checksums.append(sum.value)
      let mode = String(source.mode & 0o777, radix: 8)
      files.append(
        ArchiveManifest.File(
          path: source.path.description,
          sha256: content,
          size: size,
          mode: String(repeating: "0", count: 4 - mode.count) + mode
        )
      )
      done &+= source.size
      progress(done, total)
    }
  }

  func write(
    _ manifest: [UInt8],
    to archive: ZipWriter,
    progress: (Int64, Int64) -> Void
  ) throws {
    var sum = CRC32()
    manifest.withUnsafeBytes { sum.update($0) }
    try add(ArchiveManifest.name, 0o644, manifest, checksum: sum.value, to: archive)
    var done = total / 2
    for index in files.indices {
      try add(index, to: archive)
      done &+= files[index].size
      progress(done, total)
    }
  }

  private func add(_ index: Int, to archive: ZipWriter) throws {
    let (source, file, checksum) = (sources[index], files[index], checksums[index])
    let name = ArchiveManifest.prefix + file.path
    let opened = try Self.open(source, in: project)
    if Self.textSuffixes.contains(source.path.suffix), file.size <= Self.longestText {
      let bytes = try opened.readAll(limit: Int(Self.longestText), path: file.path)
      guard Digest(sha256: bytes) == file.sha256 else {
        throw ArchiveError.changed(path: file.path)
      }
      try add(name, source.mode, bytes, checksum: checksum, to: archive)
      return
    }
    var sum = CRC32()
    do {
      try archive.add(
        name,
        mode: source.mode,
        checksum: checksum,
        size: file.size,
        compressedSize: file.size
      ) { write in
        try opened.eachPiece(path: file.path) { bytes in
          sum.update(bytes)
          try write(bytes)
        }
      }
    } catch is ZipError {
      throw ArchiveError.changed(path: file.path)
    }
    guard sum.value == checksum else { throw ArchiveError.changed(path: file.path) }
  }

  private func add(
    _ name: String,
    _ mode: UInt32,
    _ bytes: [UInt8],
    checksum: UInt32,
    to archive: ZipWriter
  ) throws {
    let shorter = Deflate.compressed(bytes).flatMap { compressed in
      bytes.count / max(1, compressed.count) < Self.largestRatio ? compressed : nil
    }
    let body = shorter ?? bytes
    try archive.add(
      name,
      mode: mode,
      method: shorter == nil ? .stored : .deflated,
      checksum: checksum,
      size: Int64(bytes.count),
      compressedSize: Int64(body.count)
    ) { write in try body.withUnsafeBytes { try write($0) } }
  }

  private static func open(
    _ source: ProjectSurvey.File,
    in project: Project
  ) throws -> Descriptor {
    guard let file = try project.tree.open(source.path) else {
      throw ArchiveError.changed(path: source.path.description)
    }
    return file
  }
}
