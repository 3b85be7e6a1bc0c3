/// Files of a project that no stage may write: cutroom itself goes by them.
enum ReservedPaths {
  static func contains(_ path: String) -> Bool {
    path.hasPrefix(".cutroom/") || ["pipeline.json", "metadata.json"].contains(path)
  }
}
