package import CutroomSystem

/// A folder for a trial, gone with its last user.
package final class TrialFolder {
  package let folder: Folder
  private let name = "cutroom-cache-\(RandomName.hex(12))"
  private let parent: Folder

  package init(in place: String = "/tmp") throws {
    parent = try Folder.open(place)
    folder = try parent.makeFolder(name, mode: 0o700, isPassing: true)
  }

  deinit { try? parent.removeTree(name) }

  package var path: String { folder.path }

  /// Starts a program in the folder that has nothing to read, and may say what is wrong.
  package func start(_ program: String, _ words: [String]) throws -> ChildProcess {
    let null = try Descriptor.openForReading("/dev/null")
    return try ChildProcess(
      program: program,
      arguments: [program] + words,
      environment: ["PATH=/usr/bin:/bin"],
      folder: folder,
      mappings: [(null.raw, 0), (2, 1), (2, 2)]
    )
  }
}
