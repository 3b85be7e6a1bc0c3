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
      throw unfit("\(path):\(error.line):\(error.column): \(error.reason)", path, project)
    }
    guard let entries = value["items"]?.array, let owner = value["projectId"]?.string else {
      throw unfit("\(path) is no plan that `cutroom plan --json` printed", path, project)
    }
    guard owner == project.description else {
      throw unfit("\(path) is a plan of the project \(owner)", path, project)
    }
    var items: [ItemKey: Digest] = [:]
    for entry in entries where ["run", "restore"].contains(entry["action"]?.string) {
      let waits = entry["reasons"]?.array?.contains { $0["cause"] == "waits-for" } ?? false
      if entry["item"] == "*" || waits { continue }
      guard let stage = entry["stage"]?.string, let item = entry["item"]?.string,
        let fingerprint = entry["fingerprint"]?.string.flatMap(Digest.init)
      else { throw unfit("\(path): an item has no stage, name or fingerprint", path, project) }
      items[ItemKey(stage: stage, item: item)] = fingerprint
    }
    return SavedPlan(items: items)
  }

  private static func unfit(_ message: String, _ path: String, _ project: ProjectID) -> Fault {
    Fault(
      .unavailable,
      "plan-unreadable",
      message,
      path: path,
      hint: "Make one: cutroom plan \(project) --json > FILE"
    )
  }

  /// Whether what is to be done now is exactly what the plan lists.
  func fits(_ evaluator: Evaluator, options: RunOptions) throws -> Bool {
    try Plan.make(evaluator, options: options).doable.mapValues(\.digest) == items
  }
}
