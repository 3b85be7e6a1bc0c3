import CutroomModel
import CutroomSystem

extension ProjectSession {
  /// Brings back every recorded output that is missing or unreadable, and adds what it did, or could
  /// not do, to the report of the session's beginning.
  package func repair(_ report: inout RecoveryReport) throws {
    let outputs = withState(\.recordedOutputs)
    var settled: Set<ProjectPath> = []
    for output in outputs.sorted(by: { $0.path < $1.path })
    where settled.insert(output.path).inserted {
      let live = try memo.look(at: output.path, in: project.tree)
      guard live.rescueLive != .readable else { continue }
      if let file = try restore(output) {
        report.restored.append(file)
      } else {
        report.lost.append(output.path)
      }
    }
    try mendControl(&report)
  }
}
