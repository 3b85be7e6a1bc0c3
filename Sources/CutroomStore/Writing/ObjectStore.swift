package import CutroomModel
package import CutroomSystem

/// Bytes kept under their SHA-256: what lets a document come back that was written only once.
package struct ObjectStore {
  private let folder: Folder

  /// `folder` is `.cutroom/objects` of a project.
  package init(folder: Folder) { self.folder = folder }

  /// Keeps a real copy of `bytes`, durable when this returns; a copy that went bad is replaced.
  package func keep(_ bytes: [UInt8], digest: Digest) throws {
    if try self.bytes(digest) != nil { return }
    let writer = FileWriter(folder: folder)
    try writer.replace(digest.description, bytes: bytes, mode: 0o600)
  }

  /// As ``keep(_:digest:)`` for many, for the price of a few.
  func keepAll(_ all: [(bytes: [UInt8], digest: Digest)]) throws {
    var names: Set<Digest> = []
    let missing = try all.filter { try names.insert($0.digest).inserted && bytes($0.digest) == nil }
    try FileWriter(folder: folder).replaceAll(
      missing.map { .init(name: $0.digest.description, bytes: $0.bytes, mode: 0o600) }
    )
  }

  /// The bytes with this digest; nil where they are not kept or no longer whole.
  package func bytes(_ digest: Digest) throws(SystemError) -> [UInt8]? {
    guard try folder.facts(digest.description)?.kind == .regular else { return nil }
    let name = digest.description
    let bytes = try folder.openFile(name).readAll(limit: 64 << 20, path: folder.join(name))
    return Digest(sha256: bytes) == digest ? bytes : nil
  }
}
