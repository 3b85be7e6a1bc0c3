import CutroomSystem

/// Compares a survey with the disk: one fstatat(2) a file, one openat2(2) a folder, on as many
/// threads as the machine has processors for.
struct SurveyCheck: Sendable {
  private let image: SurveyImage
  private let project: Folder
  private let workspace: Folder
  private let next = Locked(0)
  private let isOff = Locked(false)

  /// Below this many files a thread costs more than it saves.
  private static let fewest = 2000
  private static let mostThreads = 4

  init(_ image: SurveyImage, _ project: Project) {
    self.image = image
    self.project = project.tree.root
    workspace = project.workspace.tree.root
  }

  /// Whether everything is as it was.
  func stands() -> Bool {
    guard image.folders.allSatisfy(stands) else { return false }
    let files = image.runs.reduce(0) { $0 + $1.count }
    let helpers =
      files < Self.fewest
      ? 0 : min(Self.mostThreads, ThisProcess.processorCount, image.runs.count) - 1
    let threads = (0..<max(0, helpers)).compactMap { _ in try? WorkThread { compareRuns() } }
    compareRuns()
    for thread in threads { thread.join() }
    return !isOff.withLock { $0 }
  }

  private func stands(_ folder: SurveyImage.Folder) -> Bool {
    let found = open(folder)
    switch folder.state {
    case .absent: return found == nil
    case .there: return found != nil
    case .listed(let stamp):
      return found.flatMap { try? Stamp(of: $0) } == stamp
    }
  }

  private func open(_ folder: SurveyImage.Folder) -> Folder? {
    try? (folder.root == .project ? project : workspace).folder(folder.path)
  }

  /// Takes runs until there are no more, or until something is not as it was.
  private func compareRuns() {
    // Each thread has descriptors of its own: the kernel counts the uses of a shared one.
    var opened: [Int: Folder] = [:]
    while let run = take() {
      let folder = opened[run.folder] ?? open(image.folders[run.folder])
      opened[run.folder] = folder
      guard let folder, compare(run, in: folder) else {
        isOff.withLock { $0 = true }
        return
      }
    }
  }

  private func take() -> SurveyImage.Run? {
    if isOff.withLock({ $0 }) { return nil }
    let number = next.withLock { next in
      defer { next += 1 }
      return next
    }
    return number < image.runs.count ? image.runs[number] : nil
  }

  private func compare(_ run: SurveyImage.Run, in folder: Folder) -> Bool {
    image.bytes.withUnsafeBytes { buffer in
      var decoder = ByteDecoder(UnsafeRawBufferPointer(rebasing: buffer[run.bytes]))
      for _ in 0..<run.count {
        guard let stamp = decoder.stamp(), let name = decoder.terminatedName() else { return false }
        guard Stamp(folder, name) == stamp else { return false }
      }
      return true
    }
  }
}

extension Stamp {
  /// The stamp of what a name stands for now, `absent` where there is nothing; nil where the kernel
  /// does not tell.
  fileprivate init?(_ folder: Folder, _ name: UnsafePointer<CChar>) {
    switch folder.peek(name) {
    case .facts(let facts): self.init(facts)
    case .absent: self = .absent
    case .unknown: return nil
    }
  }
}

extension ByteDecoder {
  /// A file's name as the kernel takes it; nil where it is no single name.
  fileprivate mutating func terminatedName() -> UnsafePointer<CChar>? {
    guard let name = rawBytes(), let base = name.baseAddress, let end: UInt8 = integer(), end == 0,
      !name.contains(UInt8(ascii: "/")), !name.contains(0)
    else { return nil }
    return base.assumingMemoryBound(to: CChar.self)
  }
}
