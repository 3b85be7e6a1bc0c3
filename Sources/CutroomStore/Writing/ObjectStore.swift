package import CutroomModel
package import CutroomSystem

/// Bytes kept under their SHA-256: what lets a document come back that was written only once.
package struct ObjectStore {
  private let folder: Folder

  /// `folder` is `.cutroom/objects` of a project.
  package init(folder: Folder) { self.folder = folder }

  /// Keeps a real copy of `bytes`, durable when this returns; known bytes cost one look.
  package func keep(_ bytes: [UInt8], digest: Digest) throws {
    if try folder.facts(digest.description)?.size == Int64(bytes.count) { return }
    let writer = FileWriter(folder: folder)
    try writer.replace(digest.description, bytes: bytes, mode: 0o600)
  }

  /// The bytes with this digest; nil where they are not kept or no longer whole.
  package func bytes(_ digest: Digest) throws(SystemError) -> [UInt8]? {
    guard try folder.facts(digest.description)?.kind == .regular else { return nil }
    let bytes = try folder.openFile(digest.description).readAll(limit: 64 << 20)
    return Digest(sha256: bytes) == digest ? bytes : nil
  }
}
