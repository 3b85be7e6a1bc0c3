import CutroomSystem

extension FileWriter {
  /// Gives a durable file a further name, in this folder or in `other`; the name becomes durable with
  /// that folder's next sync.
  ///
  /// Where the file system has no hard links, such as exFAT, or allows the file no more of them, the
  /// further name gets a copy: blocks are shared where that can be, and it is fsynced before it has
  /// its name. Throws `SystemError` with `.exists` where the name is taken.
  func keepCopy(_ name: String, as target: String, in other: Folder? = nil) throws(SystemError) {
    do throws(SystemError) { try folder.link(name, to: target, in: other) } catch {
      guard [.notPermitted, .notSupported, .tooManyNames].contains(error.code) else { throw error }
      try copyWhole(name, to: target, in: other)
    }
  }

  private func copyWhole(
    _ name: String,
    to target: String,
    in other: Folder?
  ) throws(SystemError) {
    // In this folder, wherever the copy goes: recovery looks here for temporaries.
    let temporary = Self.temporaryName()
    do throws(SystemError) {
      let source = try folder.openFile(name)
      let copy = try folder.createFile(temporary, mode: 0o600)
      try copy.copyAll(from: source, path: folder.join(temporary))
      copy.takeAttributes(of: source)
      try copy.setMode(try FileFacts(descriptor: source.raw).mode)
      try copy.sync(path: folder.join(temporary))
      try folder.renameWithoutReplacing(temporary, to: target, in: other)
    } catch {
      _ = try? folder.remove(temporary)
      throw error
    }
  }
}
