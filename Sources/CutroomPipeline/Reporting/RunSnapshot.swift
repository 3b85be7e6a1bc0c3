import CutroomModel
import CutroomStore

/// How far a run is, by its own count: what `status` shows while it is at work, without a look at
/// every file.
struct RunSnapshot: Equatable {
  let pid: Int32
  /// The stages whose items are all known and asked for; the others must be looked at.
  let stages: [StatusReport.Stage]
  /// Whether the run is still looking at its first items, so that nobody need do it beside it.
  let isLooking: Bool

  init(pid: Int32, stages: [StatusReport.Stage], isLooking: Bool = false) {
    self.pid = pid
    self.stages = stages
    self.isLooking = isLooking
  }

  /// The snapshot of the run that holds the lock; nil where it has left none.
  init?(of project: Project, by holder: LockHolder?) {
    guard let holder, let note = project.loadRunNote(), note["pid"]?.integer == Int64(holder.pid),
      let stages = note["stages"]?.array
    else { return nil }
    self.init(
      pid: holder.pid,
      stages: stages.compactMap(StatusReport.Stage.init(note:)),
      isLooking: note["looking"] == .bool(true)
    )
  }

  func save(_ project: Project) {
    project.saveRunNote([
      "pid": .integer(Int64(pid)), "stages": .array(stages.map(\.note)),
      "looking": .bool(isLooking),
    ])
  }
}

extension StatusReport.Stage {
  fileprivate var note: JSONValue {
    [
      "id": .string(id), "total": .integer(Int64(total ?? 0)), "fresh": .integer(Int64(fresh)),
      "stale": .integer(Int64(stale)), "failed": .integer(Int64(failed)),
      "running": .integer(Int64(running)), "blocked": .integer(Int64(blocked)),
      "awaiting": .integer(Int64(awaiting)), "modified": .integer(Int64(modified)),
      "decisions": .array(
        decisions.map {
          [
            "item": .string($0.key.item), "code": .string($0.decision.code),
            "message": .string($0.decision.message),
          ]
        }
      ),
    ]
  }

  fileprivate init?(note: JSONValue) {
    func count(_ name: String) -> Int { note[name]?.integer.map { Int($0) } ?? 0 }
    guard let id = note["id"]?.string else { return nil }
    self.init(
      id: id,
      state: .fresh,
      total: count("total"),
      fresh: count("fresh"),
      stale: count("stale"),
      failed: count("failed"),
      running: count("running"),
      blocked: count("blocked"),
      awaiting: count("awaiting"),
      modified: count("modified"),
      decisions: (note["decisions"]?.array ?? []).compactMap { ItemDecision(note: $0, of: id) }
    )
  }
}

extension ItemDecision {
  fileprivate init?(note: JSONValue, of stage: String) {
    guard let item = note["item"]?.string, let code = note["code"]?.string,
      let message = note["message"]?.string
    else { return nil }
    self.init(ItemKey(stage: stage, item: item), Decision(code: code, message: message))
  }
}
