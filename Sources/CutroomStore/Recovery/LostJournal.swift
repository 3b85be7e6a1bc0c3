import CutroomModel
import CutroomSystem

/// A journal that is gone although there was one, and what tells instead what was done.
package enum LostJournal: String, Equatable, Sendable {
  case index
  /// The journal as it was before it was last compacted.
  case backup
  /// Nothing does.
  case nothing

  /// What there is beside a journal that is missing or empty; nil where none can have been lost.
  static func find(_ project: Project) throws -> LostJournal? {
    guard let state = try project.tree.folder(".cutroom") else { return nil }
    if let image = try ProjectLedger.loadIndex(project), image.covered > 0 { return .index }
    if try backup(project)?.isEmpty == false { return .backup }
    // An empty one is what a first commit that was cut short leaves beside its objects.
    guard try state.facts(Journal.name) == nil else { return nil }
    let isUsed = try ["objects", "results"].contains { name in
      try project.tree.folder(".cutroom/\(name)")?.names().isEmpty == false
    }
    return isUsed ? .nothing : nil
  }

  static func backup(_ project: Project) throws -> [UInt8]? {
    let name = FileWriter.backup(Journal.name, 1)
    guard let path = ProjectPath(".cutroom/\(name)"), let file = try project.tree.open(path) else {
      return nil
    }
    return try file.read(at: 0, length: Int(try FileFacts(descriptor: file.raw).size))
  }
}
