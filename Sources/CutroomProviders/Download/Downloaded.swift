package import CutroomStore
package import CutroomSystem

/// What became of a download.
package enum Downloaded: Sendable {
  /// It was there.
  case cached(CacheHit)
  case downloaded(CacheHit)
  /// It is whole, and the cache has no room for it.
  case unkept(UnkeptFile)
}

/// A whole file that the cache did not take: it waits among the parts until it is taken or grows old.
package struct UnkeptFile: Sendable {
  package let ending: String
  package let refusal: CacheRefusal
  private let part: PartFile

  init(_ part: PartFile, ending: String, refusal: CacheRefusal) {
    self.part = part
    self.ending = ending
    self.refusal = refusal
  }

  /// Puts the file at a new name, sharing blocks where the file system can; not flushed.
  package func copy(as name: String, in folder: Folder, mode: UInt32 = 0o666) throws {
    let copy = try folder.createFile(name, mode: mode)
    try part.withFile { try copy.copyAll(from: $0, path: folder.join(name)) }
  }

  /// Forgets the file.
  package func remove() throws { try part.remove() }
}
