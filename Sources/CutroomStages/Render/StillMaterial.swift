import CutroomModel
import CutroomPipeline
import CutroomSystem

/// The files that a render reads, held against what they were before it: a file that somebody wrote to
/// meanwhile may be in the video in part, even where it is back to what it was.
struct StillMaterial {
  private let project: Folder
  private let before: [String: FileFacts?]

  init(of timeline: Timeline, in project: Folder) {
    self.project = project
    before = Dictionary(timeline.files.map { ($0, Self.facts(of: $0, in: project)) }) { first, _ in
      first
    }
  }

  /// Throws `validation-outdated` where a file is another or was written to.
  func requireUntouched() throws(ItemFault) {
    for (file, facts) in before.sorted(by: { $0.key < $1.key }) {
      guard let facts, let now = Self.facts(of: file, in: project), facts.isSame(as: now) else {
        throw ItemFault(
          "validation-outdated",
          "\(file) was written to while the video was made of it, so the video is thrown away; "
            + "run it again when nobody works on it"
        )
      }
    }
  }

  private static func facts(of file: String, in project: Folder) -> FileFacts? {
    guard let opened = try? project.openFile(file) else { return nil }
    return try? FileFacts(descriptor: opened.raw)
  }
}

extension FileFacts {
  /// Whether nothing was written in between.
  ///
  /// A further link to a file changes its state, not its bytes.
  fileprivate func isSame(as later: FileFacts) -> Bool {
    self == later
      || (device, inode, size, modified) == (later.device, later.inode, later.size, later.modified)
        && links != later.links
  }
}
