import CutroomSystem

/// A data file that is open, with what stat(2) said of it then.
final class OpenedFile: Sendable {
  let descriptor: Descriptor
  let facts: FileFacts

  /// Nil where there is no regular file.
  init?(_ name: String, in folder: Folder) throws(SystemError) {
    let opened: Descriptor
    var found: FileFacts?
    do { opened = try folder.openFile(name, &found) } catch {
      // A link or a folder in its place is no file of ours.
      let strange: [Errno] = [.noSuchFile, .notDirectory, .tooManyLinks, .invalidArgument]
      if strange.contains(error.code) { return nil }
      throw error
    }
    guard let found else { return nil }
    facts = found
    descriptor = opened
  }

  /// The file as it is remembered once its bytes are known to be right.
  var memo: CacheSlot.Memo {
    CacheSlot.Memo(inode: facts.inode, modified: facts.modified, boot: ThisBoot.number)
  }
}
