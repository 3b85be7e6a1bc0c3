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
}
