package import CutroomSystem

extension Cache {
  /// `parts`: files that are on their way, `<hash of the key>.part`, each with what is known of it in
  /// `<hash>.json`; whoever writes one has it locked.
  package func parts() throws -> Folder {
    try folders.root.makeFolder(CacheParts.folderName, mode: 0o700)
  }
}
