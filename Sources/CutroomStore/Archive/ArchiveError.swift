/// Why a project was not archived, or an archive not imported; each names the archive.
package enum ArchiveError: Error, Sendable {
  /// A file of the target's name is there already.
  case exists(path: String)
  /// Recorded outputs that are missing, unreadable or not as recorded, and what is no file of a
  /// project.
  case unfit(damaged: [String], leftOut: [LeftOut])
  /// A file of the project changed while it was read.
  case changed(path: String)
  /// The archive is not one that this program imports; `entry` is a name in it.
  case refused(archive: String, entry: String?, reason: String)
  case noRoom(archive: String, needed: Int64, free: Int64)
}
