import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem

/// A plan that `cutroom plan --json` printed and somebody kept.
struct SavedPlan {
  /// The items that it lists to be done, with the fingerprints they had.
  let items: [ItemKey: Digest]

  static func read(_ path: String, project: ProjectID) throws -> SavedPlan {
    let cut = path.lastIndex(of: "/") ?? path.startIndex
    let folder = try Folder.open(cut == path.startIndex ? "/" : String(path[..<cut]))
    let name = String(path[path.index(after: cut)...])
    let bytes = try folder.openFile(name).readAll(limit: JSONLimits.machine.bytes, path: path)
    let value: JSONValue
    do { value = try JSONReader.read(bytes, limits: .machine) } catch {
      throw StoreError.malformed(path: path, error: error)
    }
    guard let entries = value["items"]?.array, let owner = value["projectId"]?.string else {
      throw StoreError.invalid(
        path: path,
        reason: "it is no plan that `cutroom plan --json` printed"
      )
    }
    guard owner == project.description else {
      throw StoreError.invalid(path: path, reason: "it is a plan of the project \(owner)")
    }
    var items: [ItemKey: Digest] = [:]
    for entry in entries where ["run", "restore"].contains(entry["action"]?.string) {
      guard let stage = entry["stage"]?.string, let item = entry["item"]?.string, item != "*",
        let fingerprint = entry["fingerprint"]?.string.flatMap(Digest.init)
      else { continue }
      items[ItemKey(stage: stage, item: item)] = fingerprint
    }
    return SavedPlan(items: items)
  }

  /// Whether what is to be done now is exactly what the plan lists.
  func fits(_ evaluator: Evaluator, options: RunOptions) throws -> Bool {
    var now: [ItemKey: Digest] = [:]
    for entry in try Plan.make(evaluator, options: options).entries
    where entry.action == .run || entry.action == .restore {
      if let fingerprint = entry.fingerprint {
        now[ItemKey(stage: entry.stage, item: entry.item)] = fingerprint.digest
      }
    }
    return now == items
  }
}
